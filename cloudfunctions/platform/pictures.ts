import { NetworkError, networkError } from './wecomErrors'

export interface FetchedPicture {
  contentType: string
  bytes: Uint8Array<ArrayBuffer>
}

/** Hosts on which WeChat keeps the pictures of codes. */
const HOSTS = /(^|\.)(qpic\.cn|weixin\.qq\.com|work\.weixin\.qq\.com|wx\.qlogo\.cn)$/
const MOST_BYTES = 600_000
const PATIENCE_MS = 6000

/**
 * Fetches the picture of a code that WeChat named. Only from WeChat's own hosts, and on a developer's machine from the simulated one:
 * an address of anywhere else would let a document make the function ask a stranger.
 *
 * @throws NetworkError, also when the address is not WeChat's or what comes is no picture
 */
export async function fetchPicture(address: string): Promise<FetchedPicture> {
  const wrong = () => new NetworkError('picture', 'bad_answer', 'not_sent')
  if (!isWechats(address)) throw wrong()
  try {
    const response = await fetch(address.replace(/^http:\/\/(?=[^/]*qpic\.cn)/, 'https://'), {
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'error',
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const contentType = typeOf(bytes)
    if (response.status !== 200 || contentType === null || bytes.length > MOST_BYTES) throw wrong()
    return { contentType, bytes }
  } catch (error) {
    throw error instanceof NetworkError ? error : networkError('picture', error)
  }
}

function isWechats(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null) return false
  const own = [process.env.WECOM_BASE_URL, process.env.MP_BASE_URL].filter((base) => base !== undefined)
  return HOSTS.test(url.hostname) || own.some((base) => URL.canParse(base) && new URL(base).origin === url.origin)
}

/** By its first bytes; what the header says is a guess. */
function typeOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return 'image/png'
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? 'image/jpeg' : null
}
