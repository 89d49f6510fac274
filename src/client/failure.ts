import type { RpcAnswer } from '../kernel/rpc'

/**
 * Why a call gave no data.
 * - `refused`: the server said no and wrote nothing; `code` and `message` are its own.
 * - `fault`: the server met something unexpected; the message carries the number to tell us.
 * - `offline`: no answer came. What was sent may or may not have happened; a second try is harmless.
 */
export type FailureKind = 'refused' | 'fault' | 'offline'

export class CallFailure extends Error {
  override readonly name = 'CallFailure'

  constructor(
    readonly kind: FailureKind,
    readonly code: string,
    /** One calm Chinese sentence that may be shown as it is. */
    message: string,
  ) {
    super(message)
  }
}

/** The one sentence for a call that got no answer. */
export function noAnswer(): CallFailure {
  return new CallFailure('offline', 'OFFLINE', '没连上服务器，请检查网络后再试一次。')
}

/** Turns what a transport brought back into an answer, or into the failure that it stands for. */
export function readAnswer(answer: unknown): Extract<RpcAnswer, { ok: true }> {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) {
    throw new CallFailure('fault', 'BAD_ANSWER', '服务器的回答看不懂，请稍后再试一次。')
  }
  const read = answer as RpcAnswer
  if (read.ok) return read
  throw new CallFailure(read.code === 'INTERNAL' ? 'fault' : 'refused', read.code, read.message)
}

/** Any thrown value as a failure. What is not ours is a mistake of the page: it is logged, and never taken for a missing network. */
export function asFailure(error: unknown): CallFailure {
  if (error instanceof CallFailure) return error
  console.error('unexpected', error)
  return new CallFailure('fault', 'UNEXPECTED', '这里出了点问题，请退出页面再进来试一次。')
}
