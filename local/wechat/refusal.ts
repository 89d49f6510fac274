/** The platform says no. `code` is an error code of the real platform, `text` its reason without the hint. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    readonly text: string,
  ) {
    super(`${code} ${text}`)
  }
}

/**
 * The body of a refused call. The real errmsg ends with a hint, the caller's address and a help link (WD/90313), so a
 * client that compares errmsg with a fixed sentence fails here as it would there.
 */
export function refusalBody(refusal: Refusal, hint: string): { errcode: number; errmsg: string } {
  const help = `https://open.work.weixin.qq.com/devtool/query?e=${refusal.code}`
  return {
    errcode: refusal.code,
    errmsg: `${refusal.text}, hint: [${hint}], from ip: 127.0.0.1, more info at ${help}`,
  }
}
