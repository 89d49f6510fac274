import { type CallOpenapi, NO_RIGHTS, OpenapiFailed } from './openapi'

/**
 * WeChat's content security for what members write and photograph (`security.msgSecCheck` and `security.mediaCheckAsync`,
 * version 2). Both ask for the openid of a person who opened the mini-program within two hours, so only the author's own call
 * can ask; the openid goes nowhere else and is never stored.
 */
export type Suggestion = 'pass' | 'review' | 'risky'

export interface TextVerdict {
  suggest: Suggestion
  /** WeChat's class: 100 fine, 10001 advertisement, 20001 politics … 21000 other. */
  label: number
}

/** 2 = comment, 3 = forum: what others read. */
export type Scene = 2 | 3

export interface Security {
  /** @throws CheckFailed */
  checkText(openid: string, scene: Scene, text: string): Promise<TextVerdict>
  /**
   * Asks about a picture; the verdict comes within half an hour as event `wxa_media_check` under the answered trace id.
   *
   * @param url readable from outside, at most 10 MB behind it
   * @throws CheckFailed; whether the check was begun is unknown then, its verdict comes under an id that nobody knows
   */
  startMediaCheck(openid: string, scene: Scene, url: string): Promise<string>
}

/** `busy` may be asked again, `not_recent` after the person opened the mini-program anew, `setup` is for whoever runs the brand. */
export type CheckFailure = 'busy' | 'not_recent' | 'setup'

export class CheckFailed extends Error {
  override readonly name = 'CheckFailed'

  constructor(
    readonly failure: CheckFailure,
    readonly code: number,
    options?: { cause?: unknown },
  ) {
    super(`the content check failed with ${code}: ${failure}`, options)
  }
}

const PICTURE = 2
/** 87014: what version 1 says for risky content; old gateways still do. */
const RISKY = 87014
/** 61010: not opened within two hours. 40003, 43104: an openid of another mini-program, which opening it anew does not mend. */
const NOT_RECENT = 61010
/** Wrong token, openid, scene or rights: every further call fails the same way. */
const SETUP: ReadonlySet<number> = new Set([40001, 40003, 40097, 40129, 43104, 48001, ...NO_RIGHTS])

export function createSecurity(call: CallOpenapi): Security {
  return {
    async checkText(openid, scene, content) {
      try {
        const { result } = await call('security.msgSecCheck', { openid, scene, version: 2, content })
        return verdictOf(result)
      } catch (error) {
        if (codeOf(error) === RISKY) return { suggest: 'risky', label: 21000 }
        throw failureOf(error)
      }
    },

    async startMediaCheck(openid, scene, mediaUrl) {
      try {
        const { traceId } = await call('security.mediaCheckAsync', {
          ...{ openid, scene, version: 2, mediaType: PICTURE, mediaUrl },
        })
        if (typeof traceId !== 'string' || traceId === '') throw new Error('no trace id')
        return traceId
      } catch (error) {
        throw failureOf(error)
      }
    },
  }
}

/** What cannot be read is never a pass: a person looks at it. */
export function verdictOf(result: unknown): TextVerdict {
  const { suggest, label } = (result ?? {}) as { suggest?: unknown; label?: unknown }
  const known = suggest === 'pass' || suggest === 'risky' ? suggest : 'review'
  return { suggest: known, label: typeof label === 'number' ? label : 21000 }
}

function codeOf(error: unknown): number {
  return error instanceof OpenapiFailed && error.code !== null ? error.code : -1
}

function failureOf(cause: unknown): CheckFailed {
  const code = codeOf(cause)
  const failure = code === NOT_RECENT ? 'not_recent' : SETUP.has(code) ? 'setup' : 'busy'
  return new CheckFailed(failure, code, { cause })
}
