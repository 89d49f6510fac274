/**
 * "Tell this member": what a feature wants said to one person. A feature only emits it; one gate decides over all of them
 * whether, when and by which route it is said, so caps and quiet hours hold across features.
 */
export interface Intent {
  /** `{kind}:{memberId}:{what}`: the same wish, emitted twice, is one wish. */
  _id: string
  schema: 1
  memberId: string
  /** Which sentence: `checkin.reminder`, `coupon.expiring` … */
  kind: string
  /** Distinguishes wishes of one kind: a day, a coupon's id. Missing in what was stored before it was. */
  what?: string
  /** Not before (ms); moves when the gate puts it off. */
  dueAt: number
  /** Of no use from then on (ms); what was not said by then is dropped and counted. */
  expiresAt: number
  /** Values for the sentence's variables, already in the words that a member reads. */
  vars: Record<string, string>
  /**
   * waiting → saying → said | dropped | unknown. `saying` stands there before WeChat is called, because the API knows no key of
   * ours: what a dead run leaves in it is `unknown` and is never said again.
   */
  state: 'waiting' | 'saying' | 'said' | 'unknown' | 'dropped'
  /** Why it was dropped, put off or is unknown, in Chinese. */
  reason: string | null
  /** Of the run that says it, and since when (ms). */
  token?: string | null
  sayingAt?: number | null
  /** ms; when it ended. */
  endedAt?: number | null
}

/** What a feature hands over. */
export interface Wish {
  memberId: string
  kind: string
  /** Distinguishes wishes of one kind: a day, a coupon's id. */
  what: string
  dueAt: number
  expiresAt: number
  vars: Record<string, string>
}

/** @throws when the wish could never be said: a defect of the feature that emits it. */
export function intentOf(wish: Wish): Intent {
  const { memberId, kind, what, dueAt, expiresAt, vars } = wish
  if (expiresAt <= dueAt) throw new Error(`intent ${kind} ends before it begins`)
  return {
    _id: `${kind}:${memberId}:${what}`,
    schema: 1,
    memberId,
    kind,
    what,
    dueAt,
    expiresAt,
    vars,
    state: 'waiting',
    reason: null,
    token: null,
    sayingAt: null,
    endedAt: null,
  }
}
