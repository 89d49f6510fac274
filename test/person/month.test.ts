import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldPerson } from '../../src/features/person/fold'
import { linked, newIdentity } from '../../src/features/person/identities'
import { type Fact, type Folded, factOf, type Identity } from '../../src/features/person/rules'
import { afterSighting, newTie, type Sighting } from '../../src/features/person/tieStore'
import { type Stay, standing, staysOf, type Tie, type TieKind, tieIdOf } from '../../src/features/person/ties'
import { DAY } from '../../src/kernel/day'
import { type Act, inDisorder, inOrder, type Month, monthOf, type Sent, standingAt } from './month'

const PEOPLE = 2000
const START = Date.parse('2026-11-01T00:00:00Z')
const PLACES = 2
/** The platform's event comes a second after its own time of joining. */
const LAG = 1000

interface System {
  ties: Map<string, Tie>
  facts: Map<string, Fact>
  identities: Map<string, Identity>
}

/** The bookkeeping of `roster.ts` and `friends.ts` in memory, over the real pure functions. */
function sight(system: System, sighting: Sighting): void {
  const id = tieIdOf(sighting.kind, sighting.place, sighting.externalUserid)
  const tie = system.ties.get(id)
  if (tie === undefined) system.ties.set(id, newTie(sighting))
  else Object.assign(tie, afterSighting(tie, sighting))
}

function tell(system: System, id: string, union: string | null): void {
  const identity = system.identities.get(id) ?? newIdentity(id, null, START)
  system.identities.set(id, union === null ? identity : { ...identity, ...linked(identity, union) })
}

const customer = (person: number) => `wm${person}`
const unionOf = (person: number) => `u${String(person).padStart(5, '0')}`
const placeOf = ({ kind, place }: Pick<Act, 'kind' | 'place'>) => `${kind}${place}`

function take(system: System, { act }: Sent): void {
  const { person, kind, on, at } = act
  if (kind === 'mp') {
    const [who, step] = [`mp:o${person}`, on ? ('follow' as const) : ('unfollow' as const)]
    const fact = factOf({ step, key: `${person}:${at}`, who, at, channel: on ? 'c1' : null })
    if (!system.facts.has(fact._id)) system.facts.set(fact._id, fact)
    tell(system, who, unionOf(person))
    return
  }
  const mark = { kind: on ? ('join' as const) : ('leave' as const), at: at + LAG, scene: on ? null : 0, state: '' }
  sight(system, { kind, place: placeOf(act), externalUserid: customer(person), marks: [mark], seenAt: 0 })
  tell(system, `ext:${customer(person)}`, null)
}

function look(system: System, acts: readonly Act[], kind: TieKind, place: number, now: number): void {
  const here = new Set<string>()
  for (const act of acts) {
    if (act.kind !== kind || act.place !== place) continue
    const externalUserid = customer(act.person)
    here.add(externalUserid)
    const mark = { kind: 'seen' as const, at: act.at, scene: 3, state: 'c1' }
    sight(system, { kind, place: placeOf(act), externalUserid, marks: [mark], seenAt: now })
    tell(system, `ext:${externalUserid}`, unionOf(act.person))
  }
  const absent = { kind: 'absent' as const, at: now, scene: null, state: '' }
  for (const tie of system.ties.values()) {
    if (tie.place !== placeOf({ kind, place }) || !tie.open || here.has(tie.externalUserid)) continue
    const without = standing({ marks: [...tie.marks, absent], seenAt: tie.seenAt })
    if (!without.open) sight(system, { ...tie, marks: [absent], seenAt: 0 })
  }
}

/** A month as it reaches us, with a look at everything each night and one at the end. */
function live(month: Month, sent: readonly Sent[]): System {
  const system: System = { ties: new Map(), facts: new Map(), identities: new Map() }
  const coming = sent.flatMap((one) => one.deliveredAt.map((at) => ({ at, one }))).sort((a, b) => a.at - b.at)
  let next = 0
  for (let night = 1; night <= month.days + 3; night++) {
    const now = month.start + night * DAY
    for (; next < coming.length && (coming[next]?.at ?? 0) < now; next++) take(system, coming[next]?.one as Sent)
    const standing = [...standingAt(month, now).values()]
    for (const kind of ['friend', 'group'] as const) {
      for (let place = 0; place < PLACES; place++) look(system, standing, kind, place, now)
    }
  }
  return system
}

function peopleOf({ ties, facts, identities }: System): Map<string, Folded> {
  const grouped = new Map<string, { identities: Identity[]; facts: Fact[]; ties: Tie[] }>()
  const of = (id: string) => {
    const person = identities.get(id)?.person ?? id
    const group = grouped.get(person) ?? { identities: [], facts: [], ties: [] }
    grouped.set(person, group)
    return group
  }
  for (const identity of identities.values()) of(identity._id).identities.push(identity)
  for (const fact of facts.values()) of(fact.who).facts.push(fact)
  for (const tie of ties.values()) of(`ext:${tie.externalUserid}`).ties.push(tie)
  const channels = new Map([['c1', null]])
  return new Map([...grouped].map(([id, sources]) => [id, foldPerson({ ...sources, channels })]))
}

test('a month of 2,000 people: late, twice, out of order and with losses it comes to the same', () => {
  for (const seed of [1]) {
    const month = monthOf(seed, PEOPLE, 30, PLACES, START)
    const straight = live(month, inOrder(month))
    const sent = inDisorder(month, seed + 100)
    const crooked = live(month, sent)
    const lost = sent.filter(({ deliveredAt }) => deliveredAt.length === 0).map(({ act }) => act)
    assert.ok(month.acts.length > 5000 && lost.length > 200, `${month.acts.length} acts, ${lost.length} lost`)
    // Whom only the nightly look saw go: their end is rough, and everything else of them the same.
    const rough = new Map(lost.filter(({ on }) => !on).map((act) => [`${tieOf(act)}:${act.at + LAG}`, act]))
    const touched = new Set([...rough.values()].map(({ person }) => unionOf(person)))

    const plain = (system: System) =>
      [...system.identities.values()].map(({ _id, union, person }) => [_id, union, person]).sort()
    assert.deepEqual(plain(crooked), plain(straight))
    assert.deepEqual([...crooked.ties.keys()].sort(), [...straight.ties.keys()].sort())
    for (const [id, tie] of straight.ties) compareStays(id, staysOf(tie), staysOf(crooked.ties.get(id) as Tie), rough)
    const [expected, found] = [peopleOf(straight), peopleOf(crooked)]
    assert.deepEqual([...found.keys()].sort(), [...expected.keys()].sort())
    for (const [id, folded] of expected) {
      const other = found.get(id) as Folded
      if (touched.has(id)) assert.deepEqual(withoutEnds(other), withoutEnds(folded), id)
      else assert.deepEqual(other, folded, id)
    }
  }
})

function tieOf({ kind, place, person }: Act): string {
  return tieIdOf(kind === 'group' ? 'group' : 'friend', placeOf({ kind, place }), customer(person))
}

function compareStays(id: string, expected: Stay[], found: Stay[], rough: ReadonlyMap<string, Act>): void {
  assert.equal(found.length, expected.length, id)
  for (const [i, stay] of expected.entries()) {
    const other = found[i] as Stay
    const { to, about, quitScene, ...rest } = other
    assert.deepEqual(rest, { from: stay.from, joinScene: stay.joinScene, state: stay.state }, id)
    if (rough.has(`${id}:${stay.to}`)) {
      assert.ok(about && to !== null && stay.to !== null && to > stay.to && to <= stay.to + DAY, `${id}: ${to}`)
    } else assert.deepEqual([to, about, quitScene], [stay.to, stay.about, stay.quitScene], id)
  }
}

/** What a rough end cannot change: which steps there are, and when all but the ends were. */
function withoutEnds({ steps, exits, last: _last, ...rest }: Folded) {
  const ends = new Set(['quit', 'remove'])
  return {
    ...rest,
    steps: steps.filter(({ step }) => !ends.has(step)),
    ended: steps
      .filter(({ step }) => ends.has(step))
      .map(({ step }) => step)
      .sort(),
    exits: exits.map(({ step }) => step).sort(),
  }
}
