import * as v from 'valibot'
import { Refusal, refuse } from './errors'
import type { Contract, Handlers, MethodSpec, RpcAnswer } from './rpc'

/** What a call needs before its handler may run; `caller` settles who it is, once. */
export interface Call<Context> {
  method: unknown
  input: unknown
  /** Makes the handler's context for a method of these roles, or refuses. */
  admit: (spec: MethodSpec) => Promise<Context>
  now: number
  requestId: string
  /** Called for what was not expected; the caller only sees a calm sentence. */
  fault: (error: unknown) => void
}

/**
 * Contract → parse → handler → answer. Nothing is written before the input has passed its schema and the caller was
 * admitted. The answer is data even when it failed: error classes do not survive `callFunction`.
 */
export async function answer<C extends Contract, Context>(
  methods: C,
  handlers: Handlers<C, Context>,
  call: Call<Context>,
): Promise<RpcAnswer> {
  const { now, requestId } = call
  try {
    const name = call.method
    if (typeof name !== 'string' || !Object.hasOwn(methods, name)) {
      refuse('UNKNOWN_METHOD', '这个版本没有这项功能，请更新后再试。')
    }
    const spec = methods[name as keyof C] as MethodSpec
    const input = parse(spec, call.input)
    const handler = handlers[name as keyof C] as (input: unknown, context: Context) => Promise<unknown>
    return { ok: true, data: await handler(input, await call.admit(spec)), now, requestId }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, code: error.code, message: error.message, now, requestId }
    call.fault(error)
    return {
      ok: false,
      code: 'INTERNAL',
      message: `这次没有成功，请再试一次。编号 ${shortId(requestId)}`,
      now,
      requestId,
    }
  }
}

function parse(spec: MethodSpec, input: unknown): unknown {
  const parsed = v.safeParse(spec.input, input ?? {})
  if (parsed.success) return parsed.output
  const issue = parsed.issues[0]
  const path = v.getDotPath(issue)
  // Schemas give their own Chinese sentence where a person may see it; valibot's English ones are for developers.
  const own = /[一-鿿]/.test(issue.message) ? issue.message : '格式不对'
  return refuse('BAD_INPUT', path ? `「${path}」${own}，请改好再试。` : `${own}，请改好再试。`)
}

/** Short enough to read out over the phone, long enough to find the log line of the day. */
function shortId(requestId: string): string {
  return requestId.slice(0, 8).toUpperCase()
}
