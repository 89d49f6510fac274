import { machineNow } from '../../src/kernel/clock'
import { refuse } from '../../src/kernel/errors'
import { cosAuthorization, JSON_TYPE, type Keys, tc3Authorization } from './signing'

/** The two services of the Tencent Cloud API that are used, and their versions. */
const VERSIONS = { tcb: '2018-06-08', scf: '2018-04-16' } as const
export type Service = keyof typeof VERSIONS

/** An answer of Tencent Cloud that says no. `code` is theirs, like `ResourceNotFound.Function`. */
export class CloudRefusal extends Error {
  override readonly name = 'CloudRefusal'

  constructor(
    readonly action: string,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

export interface CloudPorts {
  readonly keys: Keys
  readonly region: string
  /** Where a service answers; replaced in tests. */
  readonly apiUrl?: (service: Service) => string
  /** Where a bucket answers; replaced in tests. */
  readonly cosUrl?: (bucket: string, region: string) => string
  /** Waits so many ms between two looks at something that is not ready yet. */
  readonly wait?: (ms: number) => Promise<void>
}

export type Fields = Record<string, unknown>

/** The control plane of one account. Writes are never repeated here: a second deployment compares and goes on. */
export interface CloudApi {
  call(service: Service, action: string, params: Fields): Promise<Fields>
  listObjects(bucket: string, region: string, prefix: string): Promise<ReadonlyMap<string, string>>
  putObject(bucket: string, region: string, key: string, file: ObjectFile): Promise<void>
  wait(ms: number): Promise<void>
}

export interface ObjectFile {
  readonly bytes: Uint8Array
  readonly type: string
  readonly cache: string
}

/** Times that a call is sent again which the platform turned away unread because too many came (20 a second an action). */
const PATIENCE = 6
/** A call that says nothing for so long is over (ms); uploads of a bundle take seconds on a slow line. */
const SILENCE = 60_000

export function openCloudApi(ports: CloudPorts): CloudApi {
  const wait = ports.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)))
  const apiUrl = ports.apiUrl ?? ((service) => `https://${service}.tencentcloudapi.com`)
  const cosUrl = ports.cosUrl ?? ((bucket, region) => `https://${bucket}.cos.${region}.myqcloud.com`)

  async function once(service: Service, action: string, params: Fields): Promise<Fields> {
    const url = apiUrl(service)
    const { host } = new URL(url)
    const body = JSON.stringify(params)
    const timestamp = Math.floor(machineNow() / 1000)
    const response = await reach(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': JSON_TYPE,
        authorization: tc3Authorization(ports.keys, { service, host, action, body, timestamp }),
        'x-tc-action': action,
        'x-tc-version': VERSIONS[service],
        'x-tc-timestamp': String(timestamp),
        'x-tc-region': ports.region,
        ...(ports.keys.token && { 'x-tc-token': ports.keys.token }),
      },
    })
    const answer = fieldsOf(await parse(response, url))
    const answered = fieldsOf(answer.Response)
    if (answered.Error !== undefined) {
      const { Code, Message } = fieldsOf(answered.Error)
      throw new CloudRefusal(action, String(Code ?? ''), String(Message ?? ''))
    }
    return answered
  }

  /** A signed request to a bucket. The path is given as it is, the address carries it encoded. */
  async function object(method: 'GET' | 'PUT', place: Place, query: Record<string, string>, file?: ObjectFile) {
    const base = cosUrl(place.bucket, place.region)
    const { host } = new URL(base)
    const path = `/${place.key}`
    const from = Math.floor(machineNow() / 1000) - 60
    const search = new URLSearchParams(query).toString().replaceAll('+', '%20')
    const address = `${base}${path.split('/').map(encodeURIComponent).join('/')}${search ? `?${search}` : ''}`
    const span = `${from};${from + 900}`
    const response = await reach(address, {
      method,
      headers: {
        authorization: cosAuthorization(ports.keys, { method, host, path, query, span }),
        ...(file && { 'content-type': file.type, 'cache-control': file.cache }),
        ...(ports.keys.token && { 'x-cos-security-token': ports.keys.token }),
      },
      // A copy: `fetch` wants a buffer of its own.
      ...(file && { body: Uint8Array.from(file.bytes) }),
    })
    const text = await response.text()
    if (response.ok) return text
    throw new CloudRefusal(`COS ${method}`, tag(text, 'Code') ?? String(response.status), tag(text, 'Message') ?? text)
  }

  return {
    wait,

    async call(service, action, params) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(service, action, params)
        } catch (error) {
          const busy = error instanceof CloudRefusal && error.code.startsWith('RequestLimitExceeded')
          if (!busy || attempt >= PATIENCE) throw error
          await wait(400 * attempt)
        }
      }
    },

    async listObjects(bucket, region, prefix) {
      const found = new Map<string, string>()
      for (let marker = ''; ; ) {
        const query = { prefix, 'max-keys': '1000', ...(marker && { marker }) }
        const page = await object('GET', { bucket, region, key: '' }, query)
        for (const [, content = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          // Of a file put in one piece the ETag is its MD5, in quotes that may be written as entities.
          found.set(tag(content, 'Key') ?? '', (tag(content, 'ETag') ?? '').replace(/"|&quot;/g, ''))
        }
        if (tag(page, 'IsTruncated') !== 'true') return found
        marker = tag(page, 'NextMarker') ?? refuse('COS_UNREADABLE', '静态托管的文件列表没有读全，请再运行一次。')
      }
    },

    async putObject(bucket, region, key, file) {
      await object('PUT', { bucket, region, key }, {}, file)
    },
  }
}

interface Place {
  readonly bucket: string
  readonly region: string
  readonly key: string
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(SILENCE) })
  } catch (error) {
    const { host } = new URL(url)
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    refuse('OFFLINE', `连不上腾讯云（${host}，${reason}）。检查网络后再运行一次，会从停下的地方接着做。`)
  }
}

async function parse(response: Response, url: string): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    refuse(
      'BAD_ANSWER',
      `${new URL(url).host} 的回答看不懂（HTTP ${response.status}）。多半是网络中途断了，请再运行一次。`,
    )
  }
}

/** The record behind an unknown value; anything else is an empty one. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

/** The records of a list; null and missing lists are empty, as the API writes both. */
export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : []
}

function tag(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1]
  return text
    ?.replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
}
