/**
 * A refusal is an expected failure: a code for programs and one calm Chinese sentence for people that says what to do next.
 * It crosses the wire as `{ok: false, code, message}`. Everything else that is thrown is a fault: it is logged with method
 * and request id, and the person sees one sentence without details.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** Stops the current call with an expected failure. */
export function refuse(code: string, message: string): never {
  throw new Refusal(code, message)
}
