import { dayOf } from '../../kernel/day'
import type { Exit, Fact, Folded, Origin, Person, Sources, Step, StepTaken } from './rules'
import { readChannel } from './rules'
import { type Stay, staysOf, type Tie } from './ties'

const NOWHERE: Origin = { channel: null, guide: null, group: null, store: null, version: null }
/** Relations that can end, and the acts that end them. */
const RELATIONS = ['follow', 'add', 'join'] as const

/**
 * All that identities, facts and ties tell of one person. Only sets, minima, maxima and sums: whatever the order in which they became known, the
 * result is the same.
 */
export function foldPerson({ identities, facts, ties, channels }: Sources): Folded {
  const kept = standingFacts(facts)
  const taken = [
    ...kept.map((fact) => taking(fact.step, fact.at, fact, channels)),
    ...ties.flatMap((tie) => tieSteps(tie, channels)),
  ].sort(earliestFirst)
  const touches = taken.filter(({ channel }) => channel !== null)
  const orders = taken.filter(({ step }) => step === 'order')
  // Money is summed over all facts: an order that went back whole and its refunds are nothing together.
  const all = [...new Map(facts.map((fact) => [fact._id, fact])).values()]
  const cents = (step: Step, of = kept) =>
    of.reduce((sum, fact) => (fact.step === step ? sum + (fact.cents ?? 0) : sum), 0)
  // They bought, whatever became of it: a refund moves nobody to another cohort.
  const firstAt = [...taken, ...all.filter(({ step }) => step === 'order')].map(({ at }) => at)
  return {
    links: identities.map(({ _id }) => _id).sort(),
    conflict: identities.some(({ conflict }) => conflict),
    steps: taken.filter((one, i) => taken.findIndex(({ step }) => step === one.step) === i),
    again: orders[1] ?? null,
    exits: [...exitsOfTies(ties), ...exitOfFollowing(kept)].sort((a, b) => a.at - b.at || (a.step < b.step ? -1 : 1)),
    first: touches[0] ?? null,
    last: touches.at(-1) ?? null,
    cohortDay: firstAt.length === 0 ? null : dayOf(firstAt.reduce((least, at) => Math.min(least, at))),
    orderCents: cents('order', all) + cents('refund', all),
    billCents: cents('redeem'),
    uses: kept.filter(({ step }) => step === 'redeem').length,
  }
}

/** A use that was taken back at the counter, or an order whose refunds come to all of it, counts as if it had not been. */
function standingFacts(facts: readonly Fact[]): Fact[] {
  const byId = new Map(facts.map((fact) => [fact._id, fact]))
  const back = new Map<string, number>()
  for (const { step, of, cents = 0 } of byId.values()) {
    if (step === 'refund' && of !== undefined) back.set(of, (back.get(of) ?? 0) - cents)
  }
  for (const [id, gone] of back) {
    const order = byId.get(id)
    if (order?.step === 'order' && gone >= (order.cents ?? 0)) byId.delete(id)
  }
  const undone = new Set(
    [...byId.values()].flatMap(({ step, of }) => (step === 'redeem' && of !== undefined ? [of] : [])),
  )
  return [...byId.values()].filter(({ _id, step, of }) => !(step === 'redeem' && (of !== undefined || undone.has(_id))))
}

function taking(step: Step, at: number, origin: Origin, channels: Sources['channels']): StepTaken {
  const { guide, group, store, version } = origin
  return { step, at, channel: known(origin.channel, at, channels), guide, group, store, version }
}

/** A channel that does not exist, or was stopped by then, is none. */
function known(channel: string | null, at: number, channels: Sources['channels']): string | null {
  if (channel === null) return null
  const stopped = channels.get(channel)
  return stopped === undefined || (stopped !== null && stopped <= at) ? null : channel
}

function tieSteps(tie: Tie, channels: Sources['channels']): StepTaken[] {
  const origin = {
    ...NOWHERE,
    guide: tie.kind === 'friend' ? tie.place : null,
    group: tie.kind === 'group' ? tie.place : null,
  }
  return staysOf(tie).flatMap((stay) => {
    const [begin, end]: [Step, Step] = tie.kind === 'group' ? ['join', 'quit'] : ['add', 'remove']
    const came = { ...origin, channel: readChannel(stay.state).channel }
    return [
      ...(stay.from === null ? [] : [taking(begin, stay.from, came, channels)]),
      ...(stay.to === null ? [] : [taking(end, stay.to, origin, channels)]),
    ]
  })
}

/** Earliest first; of two at one instant the one that says more. */
function earliestFirst(a: StepTaken, b: StepTaken): number {
  return a.at - b.at || told(b) - told(a) || (textOf(a) < textOf(b) ? -1 : 1)
}

function told({ channel, guide, group, store }: StepTaken): number {
  return [channel, guide, group, store].filter((one) => one !== null).length
}

function textOf({ step, channel, guide, group, store, version }: StepTaken): string {
  return [step, channel, guide, group, store, version].join('|')
}

function exitsOfTies(ties: readonly Tie[]): Exit[] {
  return RELATIONS.filter((step) => step !== 'follow').flatMap((step) => {
    const stays = ties.filter(({ kind }) => (kind === 'group') === (step === 'join')).flatMap(staysOf)
    return exitOf(step, stays)
  })
}

/** Following and leaving have no looks of their own: the later of the two acts says what is true. */
function exitOfFollowing(facts: readonly Fact[]): Exit[] {
  const last = (step: Step, who: string) =>
    Math.max(
      ...facts.filter((fact) => fact.step === step && fact.who === who).map(({ at }) => at),
      Number.NEGATIVE_INFINITY,
    )
  const followers = [
    ...new Set(facts.flatMap(({ step, who }) => (step === 'follow' || step === 'unfollow' ? [who] : []))),
  ]
  const ends = followers.map((who) => {
    const left = last('unfollow', who)
    return left >= last('follow', who) ? left : null
  })
  if (ends.length === 0 || ends.includes(null)) return []
  return [{ step: 'follow', at: Math.max(...ends.map((end) => end ?? 0)), about: false }]
}

function exitOf(step: Exit['step'], stays: readonly Stay[]): Exit[] {
  if (stays.length === 0 || stays.some(({ to }) => to === null)) return []
  const last = stays.reduce((latest, one) => ((one.to ?? 0) >= (latest.to ?? 0) ? one : latest))
  return [{ step, at: last.to ?? 0, about: last.about }]
}

/** Whether a fold says the same as what stands. */
export function sameFold(person: Person, folded: Folded): boolean {
  return JSON.stringify(pick(person)) === JSON.stringify(pick(folded))
}

function pick(folded: Folded): Folded {
  const { links, conflict, steps, again, exits, first, last, cohortDay, orderCents, billCents, uses } = folded
  return { links, conflict, steps, again, exits, first, last, cohortDay, orderCents, billCents, uses }
}
