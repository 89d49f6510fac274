import type { Audience, Reason } from './rules'

/** Members worked on in one step: their units, coupons and results are a handful of wire calls. */
export const PART = 200
/** Members that a list may name. */
export const MOST_LISTED = 5000

/**
 * counting: members are looked up · ready: waits for the operator · running · paused · done · undoing: unused coupons are taken
 * back · undone.
 */
export type GrantState = 'counting' | 'ready' | 'running' | 'paused' | 'done' | 'undoing' | 'undone'

/** Coupons of a batch for many members at once. Their cause is `grant:{_id}`, so each member gets one of it. */
export interface Grant {
  _id: string
  schema: 1
  batch: string
  title: string
  /** What it is for, for colleagues. */
  note: string
  /** Null when the members were listed. */
  audience: Audience | null
  state: GrantState
  /** Raised by every turn; work of an older one stops. */
  turn: number
  turnedAt: number
  /** Parts that hold members (`{grant}:{k}`), and the first that this turn has not worked on. */
  parts: number
  next: number
  /** Last account that was looked at while counting an audience. */
  scanned: string
  total: number
  /** Codes in the list that no member has, or more than one. */
  unknown: string[]
  done: number
  failed: number
  /** Taken back, and not taken back because they were used before. */
  undone: number
  kept: number
  /** Digest of the request. */
  createdFrom: string
  createdAt: number
  by: string
}

/** Members of a grant, in the order in which they get theirs: `{grant}:{k}`. */
export interface GrantPart {
  _id: string
  schema: 1
  grant: string
  /** Codes and ids as they were listed; empty for an audience and once they were looked up. */
  wanted: string[]
  members: string[]
  failed: GrantFailure[]
  /** How many failed, for an index. */
  failures: number
}

export interface GrantFailure extends Reason {
  memberId: string
}

const TURNS: Record<GrantState, readonly GrantState[]> = {
  counting: [],
  ready: ['running'],
  running: ['paused'],
  paused: ['running', 'undoing'],
  // Once more for those who got none.
  done: ['running', 'undoing'],
  undoing: [],
  undone: [],
}

export function mayTurnGrant({ state }: Pick<Grant, 'state'>, to: GrantState): boolean {
  return TURNS[state].includes(to)
}

/** The grant at the beginning of a turn. A pause keeps its place, the rest begins at the first member. */
export function turned(grant: Grant, state: GrantState, now: number): Partial<Grant> {
  const change = { state, turn: grant.turn + 1, turnedAt: now }
  if (state === 'undoing') return { ...change, next: 0, undone: 0, kept: 0 }
  return grant.state === 'done' ? { ...change, next: 0, done: 0, failed: 0 } : change
}

/** States in which timed work goes on. */
export const WORKING: readonly GrantState[] = ['counting', 'running', 'undoing']

const MEMBER = /^m[0-9a-f]{24}$/
const CODE = /^[0-9a-f]{6,12}$/

/** A pasted list as ids and codes in lower case, each once; a code of a member who is listed by id is dropped. */
export function listedMembers(pasted: readonly string[]): { wanted: string[]; malformed: string[] } {
  const all = [...new Set(pasted.map((each) => each.trim().toLowerCase()).filter((each) => each !== ''))]
  const ids = all.filter((each) => MEMBER.test(each))
  const codes = all.filter((each) => CODE.test(each) && !ids.some((id) => id.startsWith(`m${each}`)))
  return { wanted: [...ids, ...codes], malformed: all.filter((each) => !MEMBER.test(each) && !CODE.test(each)) }
}

export function isMemberId(wanted: string): boolean {
  return MEMBER.test(wanted)
}

export function causeOfGrant(id: string): string {
  return `grant:${id}`
}
