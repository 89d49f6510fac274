/**
 * Being in a group and being the friend of a member of staff are the same thing to us: a tie that begins and ends, is told by events in any
 * order, twice or not at all, and is looked at now and then. The marks are a set; the stays are what the set says.
 */
export type TieKind = 'group' | 'friend'

/**
 * `join` and `leave` are told by events, `seen` is what a look tells (`at` is the platform's own time of joining), `absent` is a look that
 * did not find who had been there.
 */
export interface Mark {
  kind: 'join' | 'seen' | 'leave' | 'absent'
  /** ms */
  at: number
  /** How it came about, in the platform's numbers (a look's join scene, an event's quit scene, `add_way`); null when not told. */
  scene: number | null
  /** The channel that was carried, or ''. */
  state: string
}

/** `ties/{g|f}:{chat or user}:{external_userid}` */
export interface Tie {
  _id: string
  schema: 1
  kind: TieKind
  /** chat_id, or the WeCom user id of the friend. */
  place: string
  externalUserid: string
  marks: Mark[]
  /** Whether the newest stay goes on. */
  open: boolean
  /** ms; the beginning of the newest stay. */
  since: number | null
  /** ms; a look that found it, which outweighs an earlier one that missed it. */
  seenAt: number
  revision: number
}

export interface Stay {
  /** Null when only the end was told. */
  from: number | null
  /** Null while it goes on. */
  to: number | null
  /** Nobody told the end: it is the first look that missed them, or the next beginning. */
  about: boolean
  joinScene: number | null
  quitScene: number | null
  state: string
}

/** An event's time and the platform's own time of the same joining differ by seconds. */
const SAME = 2 * 60_000
/** More than this of one person and one place is a defect or a game; the oldest are let go. */
const MOST_MARKS = 60

export function tieIdOf(kind: TieKind, place: string, externalUserid: string): string {
  return `${kind === 'group' ? 'g' : 'f'}:${place}:${externalUserid}`
}

/** The set with some more marks, in an order of its own, so that whoever came first does not matter. */
export function withMarks(marks: readonly Mark[], added: readonly Mark[]): Mark[] {
  const byKey = new Map([...marks, ...added].map((mark) => [keyOf(mark), mark]))
  return [...byKey.values()].sort(byTime).slice(-MOST_MARKS)
}

/** Marks that differ in anything are different marks. */
function keyOf({ kind, at, scene, state }: Mark): string {
  return `${kind}:${at}:${scene}:${state}`
}

/** At one instant an end comes before a beginning: who is moved leaves and joins. */
const ORDER = { leave: 0, absent: 1, seen: 2, join: 3 } as const

function byTime(a: Mark, b: Mark): number {
  return a.at - b.at || ORDER[a.kind] - ORDER[b.kind] || (keyOf(a) < keyOf(b) ? -1 : 1)
}

/**
 * The stays that a set of marks tells, oldest first. A look's time of joining is the truth; an event within two minutes is the same joining. An end
 * belongs to the stay that it falls into. A stay without an end is over when another one begins, or when a look missed it.
 */
export function staysOf({ marks, seenAt }: Pick<Tie, 'marks' | 'seenAt'>): Stay[] {
  const sorted = [...marks].sort(byTime)
  const leaves = sorted.filter(({ kind }) => kind === 'leave')
  const begins = beginnings(sorted, leaves)
  const stays: Stay[] = []
  const orphan = leaves.find(({ at }) => begins[0] === undefined || at < begins[0].at)
  if (orphan) stays.push(stay(null, orphan.at, false, orphan.scene))
  for (const [i, begin] of begins.entries()) {
    const next = begins[i + 1]?.at ?? Number.POSITIVE_INFINITY
    const leave = leaves.find(({ at }) => at >= begin.at && at < next)
    if (leave) {
      stays.push(stay(begin, leave.at, false, leave.scene))
      continue
    }
    // A look may be a moment behind the event that told of the joining.
    const after = Math.max(
      begin.kind === 'seen' ? begin.at : begin.at + SAME,
      next === Number.POSITIVE_INFINITY ? seenAt : 0,
    )
    const missed = sorted.find(({ kind, at }) => kind === 'absent' && at > after && at < next)
    const end = missed?.at ?? (next === Number.POSITIVE_INFINITY ? null : next)
    stays.push(stay(begin, end, end !== null, null))
  }
  return stays
}

function stay(begin: Mark | null, to: number | null, about: boolean, quitScene: number | null): Stay {
  return { from: begin?.at ?? null, to, about, joinScene: begin?.scene ?? null, quitScene, state: begin?.state ?? '' }
}

/** Each joining once: what a look tells, and events that no look has confirmed. */
function beginnings(sorted: readonly Mark[], leaves: readonly Mark[]): Mark[] {
  const apart = (a: number, b: number) => {
    const [from, to] = a < b ? [a, b] : [b, a]
    return to - from > SAME || leaves.some(({ at }) => at >= from && at < to)
  }
  const found: Mark[] = []
  for (const kind of ['seen', 'join'] as const) {
    for (const mark of sorted) {
      if (mark.kind !== kind) continue
      const same = found.findIndex(({ at, kind: other }) =>
        kind === 'join' || other === 'join' ? !apart(at, mark.at) : at === mark.at,
      )
      const known = found[same]
      if (known === undefined) found.push(mark)
      // Both tell of one joining: what one of them leaves open the other may say.
      else
        found[same] = {
          ...known,
          scene: known.scene ?? mark.scene,
          state: known.state === '' ? mark.state : known.state,
        }
    }
  }
  return found.sort(byTime)
}

/** What a tie is found by. */
export function standing(tie: Pick<Tie, 'marks' | 'seenAt'>): Pick<Tie, 'open' | 'since'> {
  const newest = staysOf(tie).at(-1)
  return { open: newest !== undefined && newest.to === null, since: newest?.from ?? null }
}
