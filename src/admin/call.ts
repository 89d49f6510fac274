import type { StaffApi } from '../contracts'
import type { InputOf, OutputOf, RpcAnswer } from '../kernel/rpc'

export type Method = keyof StaffApi & string
export type Input<M extends Method> = InputOf<StaffApi[M]>
export type Data<M extends Method> = OutputOf<StaffApi[M]>

/**
 * A call that did not succeed. `code` is the server's, or one of ours: `OFFLINE` (nothing came back, so a write may or may not
 * have happened), `BAD_ANSWER` (something came back that is no answer). `message` is one Chinese sentence to show as it is.
 */
export class CallError extends Error {
  override readonly name = 'CallError'

  constructor(
    readonly code: string,
    message: string,
    readonly requestId: string | null = null,
  ) {
    super(message)
  }
}

/** Codes after which only a new login helps. */
const SIGNED_OUT: readonly string[] = ['UNAUTHENTICATED', 'SESSION_EXPIRED']

export interface CallPorts {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  token: () => string | null
  /** Every answer brings the server's clock (ms), also a refusal. */
  onNow: (now: number) => void
  /** The session is over; the page goes to the login and comes back to where it was. */
  onSignedOut: () => void
  /** True after an answer, false when nothing came back. */
  onReach: (online: boolean) => void
}

export type Call = <M extends Method>(method: M, input: Input<M>, signal?: AbortSignal) => Promise<Data<M>>

/** Version that travels with each call, so that a server knows how old a page is. */
const CLIENT = 'admin/0.1.0'

/** The typed client of the function `staff`. Rejects with `CallError`, or with the signal's reason when aborted. */
export function createCall(ports: CallPorts): Call {
  return async function call<M extends Method>(method: M, input: Input<M>, signal?: AbortSignal): Promise<Data<M>> {
    const answer = await post(ports, method, input, signal)
    ports.onReach(true)
    ports.onNow(answer.now)
    if (answer.ok) return answer.data as Data<M>
    if (SIGNED_OUT.includes(answer.code)) ports.onSignedOut()
    throw new CallError(answer.code, answer.message, answer.requestId)
  }
}

/**
 * HTTP access takes 100 KB of a text body and 6 MB of any other (docs.cloudbase.net, EXCEED_MAX_PAYLOAD_SIZE). The function reads the
 * same JSON out of either; a sign may be four bytes.
 */
const TEXT_BODY = 25_000

async function post(ports: CallPorts, method: string, input: unknown, signal?: AbortSignal): Promise<RpcAnswer> {
  const token = ports.token()
  const body = JSON.stringify({ method, input, client: CLIENT })
  const type = body.length > TEXT_BODY ? 'application/octet-stream' : 'application/json'
  const headers: Record<string, string> = { 'content-type': type }
  if (token) headers.authorization = `Bearer ${token}`
  let text: string
  try {
    const response = await ports.fetch('/call/staff', { method: 'POST', headers, body, signal: signal ?? null })
    text = await response.text()
  } catch (error) {
    if (signal?.aborted) throw error
    ports.onReach(false)
    throw new CallError('OFFLINE', '没有连上服务器。检查网络后再试一次。')
  }
  const answer = parseAnswer(text)
  if (!answer) throw new CallError('BAD_ANSWER', '服务器的回答看不懂，多半是在升级。等一分钟再试。')
  return answer
}

function parseAnswer(text: string): RpcAnswer | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('ok' in value) || !('now' in value)) return null
    if (typeof value.now !== 'number') return null
    if (value.ok === true && 'data' in value) return value as RpcAnswer
    if (value.ok === false && 'code' in value && 'message' in value) return value as RpcAnswer
    return null
  } catch {
    return null
  }
}
