/**
 * Calls of the mini-program's own APIs through the cloud, which needs no token. One way for all of them: `cloud.openapi` throws
 * what WeChat refuses, what the platform stops and what nobody answered alike, and here it is told apart.
 */
export type CallOpenapi = (
  api: `${string}.${string}`,
  params: Record<string, unknown>,
) => Promise<Record<string, unknown>>

/** The function is not allowed to call this API (`permissions.openapi` in config.json), or the SDK does not know it. */
export const NO_RIGHTS: ReadonlySet<number> = new Set([-604100, -604101, -604104])
/** WeChat's own word for busy, its only negative refusal. */
const BUSY = -1

export class OpenapiFailed extends Error {
  override readonly name = 'OpenapiFailed'
  /** True: WeChat or the platform said no, so surely nothing was done. False: no answer, or one that does not say (-604102, -604103). */
  readonly refused: boolean

  constructor(
    api: string,
    /** WeChat's or the platform's code; null without an answer. */
    readonly code: number | null,
    /** Their own words, cut short. */
    readonly told: string,
    options?: { cause?: unknown },
  ) {
    super(`${api} failed with ${code}: ${told}`, options)
    this.refused = code !== null && (code > 0 || code === BUSY || NO_RIGHTS.has(code))
  }
}

type Api = (params: Record<string, unknown>) => Promise<Record<string, unknown>>

/** @param tree `cloud.openapi`: `tree.security.msgSecCheck` is named `security.msgSecCheck` */
export function openapiOf(tree: Record<string, Record<string, Api | undefined> | undefined>): CallOpenapi {
  return async (api, params) => {
    const [group = '', name = ''] = api.split('.')
    try {
      const apis = tree[group]
      if (apis?.[name] === undefined) throw new Error('the SDK does not know it')
      return await apis[name](params)
    } catch (error) {
      const { errCode, errMsg } = error as { errCode?: unknown; errMsg?: unknown }
      const code = typeof errCode === 'number' ? errCode : null
      throw new OpenapiFailed(api, code, String(errMsg ?? error).slice(0, 200), { cause: error })
    }
  }
}
