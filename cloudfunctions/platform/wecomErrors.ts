import { describeCode, type WecomErrorKind } from './wecomCodes'

/** The platform said no: surely nothing happened. `kind` says what to do, `mend` says it to a person in Chinese. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError'
  readonly kind: WecomErrorKind
  readonly mend: string

  constructor(
    readonly code: number,
    readonly api: string,
    readonly errmsg: string,
    known: { kind: WecomErrorKind; mend: string } = describeCode(code),
  ) {
    super(`${api} refused with ${code}: ${errmsg}`)
    this.kind = known.kind
    this.mend = known.mend
  }
}

/**
 * The network failed, timed out, or answered something that is not the platform. `outcome` is 'not_sent' when the
 * request surely never arrived (no connection, no token); otherwise 'unknown': a write may have happened, ask first.
 */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
  readonly mend: string

  constructor(
    readonly api: string,
    readonly reason: 'timeout' | 'connection' | 'bad_answer',
    readonly outcome: 'not_sent' | 'unknown',
    options?: { cause?: unknown },
    platform = '企业微信',
  ) {
    super(`${api} failed in the network: ${reason}, ${outcome}`, options)
    this.mend =
      outcome === 'not_sent'
        ? `没有连上${platform}，稍后会自动再试`
        : `${platform}没有回音，正在核对有没有成功，请先不要重复操作`
  }
}

/** Node's codes for "no connection was ever made"; with any other failure the request may have arrived. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** Makes a NetworkError of what `fetch` threw. */
export function networkError(api: string, cause: unknown, platform?: string): NetworkError {
  if (cause instanceof Error && (cause.name === 'TimeoutError' || cause.name === 'AbortError')) {
    return new NetworkError(api, 'timeout', 'unknown', { cause }, platform)
  }
  const inner = cause instanceof Error ? cause.cause : undefined
  const code = typeof inner === 'object' && inner !== null && 'code' in inner ? String(inner.code) : ''
  const outcome = NEVER_CONNECTED.has(code) ? 'not_sent' : 'unknown'
  return new NetworkError(api, 'connection', outcome, { cause }, platform)
}
