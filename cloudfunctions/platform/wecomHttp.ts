import * as v from 'valibot'
import { describeCode } from './wecomCodes'
import { NetworkError, networkError, PlatformError } from './wecomErrors'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export type HttpRequest = { api: string; url: string; init: RequestInit; timeoutMs: number }

/** Whose answers these are: its name in sentences, and what its codes mean. */
export type Answerer = { name: string; describe: typeof describeCode }

const WECOM: Answerer = { name: '企业微信', describe: describeCode }

/**
 * One request to the platform, never repeated here. Throws PlatformError when the platform refused and NetworkError
 * when it is not known what the platform thinks: HTTP errors (a gateway in between; the platform itself always answers
 * 200), a body that is not JSON, or an answer without the fields it must have.
 */
export async function sendRequest<S extends v.GenericSchema>(
  fetch: Fetch,
  request: HttpRequest,
  answer: S,
  { name, describe }: Answerer = WECOM,
): Promise<v.InferOutput<S>> {
  const { api, url, init, timeoutMs } = request
  let status: number
  let body: string
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) })
    status = response.status
    body = await response.text()
  } catch (cause) {
    throw networkError(api, cause, name)
  }
  const value = status === 200 ? parse(body) : undefined
  if (typeof value !== 'object' || value === null) throw new NetworkError(api, 'bad_answer', 'unknown', {}, name)
  // Many successful answers of the platform family carry no errcode at all, so test for truth, not for presence.
  const code = 'errcode' in value ? value.errcode : 0
  if (typeof code === 'number' && code !== 0) {
    throw new PlatformError(code, api, 'errmsg' in value ? String(value.errmsg) : '', describe(code))
  }
  const parsed = v.safeParse(answer, value)
  if (!parsed.success) {
    throw new NetworkError(api, 'bad_answer', 'unknown', { cause: new v.ValiError(parsed.issues) }, name)
  }
  return parsed.output
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
