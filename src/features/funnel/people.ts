import '../person/collections'
import { addDays, type Day } from '../../kernel/day'
import { type Doc, is, type Store } from '../../kernel/store'
import { type IdentityKind, kindOfIdentity, type Person } from '../person/rules'
import type { PeopleOnly, PersonRow } from './contract'
import { channelsNamed, readChannelFacts, rolledAs, shownValue } from './read'
import {
  type Attribution,
  type Contribution,
  contributionOf,
  type Dimension,
  type FunnelBook,
  type FunnelStepId,
} from './rules'

const PAGE = 200
/** Pages of one call; who looks for few among many presses once more. */
const PAGES = 5
const SHOWN = 50
const KINDS: readonly IdentityKind[] = ['mp', 'ext', 'wxa']
/** Comes after every id. */
const LAST = '~'

export interface PeopleAsked {
  from: Day
  to: Day
  attribution: Attribution
  dimension?: Dimension | undefined
  value?: string | undefined
  step?: FunnelStepId | undefined
  only?: PeopleOnly | undefined
  after?: { day: Day; id: string } | undefined
}

interface Place {
  day: Day
  id: string
}

/** The people behind a number, by the same rule that counted them: at most a thousand documents of people and a dozen wire calls. */
export async function findPeople(
  store: Store,
  asked: PeopleAsked,
  book: FunnelBook,
): Promise<{ rows: PersonRow[]; next: Place | null }> {
  const rows: PersonRow[] = []
  let after: Place = asked.after ?? { day: addDays(asked.from, -1), id: LAST }
  for (let page = 0; page < PAGES; page++) {
    const people = await nextPeople(store, after, asked.to)
    const counted = people.flatMap((person) => {
      const one = contributionOf(person, book)
      return one === null ? [] : [{ person, one }]
    })
    const shown = await valuesOf(store, asked, counted)
    for (const { person, one } of counted) {
      after = { day: one.day, id: person._id }
      if (asked.value !== undefined && shown(one) !== asked.value) continue
      if (isAsked(one, asked, book)) rows.push(rowOf(person, one))
      if (rows.length === SHOWN) return { rows, next: after }
    }
    if (people.length === 0) return { rows, next: null }
  }
  return { rows, next: after }
}

/** The next page in order of day and id: what is left of the day, or the days after it. One or two wire calls, each by index. */
async function nextPeople(store: Store, { day, id }: Place, to: Day): Promise<Doc<'people'>[]> {
  const order = [
    ['cohortDay', 1],
    ['_id', 1],
  ] as const
  const rest = await store.find('people', { cohortDay: day, _id: is.gt(id) }, { sort: order, limit: PAGE })
  if (rest.length > 0) return rest
  return store.find('people', { cohortDay: is.and(is.gt(day), is.lte(to)) }, { sort: order, limit: PAGE })
}

/** The value of each in the dimension that is asked for. */
async function valuesOf(
  store: Store,
  { dimension, attribution }: PeopleAsked,
  counted: readonly { one: Contribution }[],
): Promise<(one: Contribution) => string> {
  const rolled = dimension && rolledAs(dimension)
  if (dimension === undefined || rolled === undefined || rolled === 'total') return () => ''
  const stored = ({ origin }: Contribution) => origin[attribution][rolled]
  const values = counted.map(({ one }) => stored(one))
  const channels = await readChannelFacts(store, channelsNamed(dimension, values))
  return (one) => shownValue(dimension, stored(one), channels)
}

function isAsked(one: Contribution, { step, only }: PeopleAsked, book: FunnelBook): boolean {
  if (only === 'unmatched' && one.matched) return false
  if (only === 'left' && !one.left) return false
  if (only === 'leftMatched' && !(one.matched && one.left)) return false
  if ((only === 'active' || only === 'checkedIn' || only === 'used') && !(one.matched && one[only])) return false
  if (step === undefined) return true
  const at = book.steps.findIndex((each) => each.step === step)
  const reached = one.steps[at]?.reached ?? false
  return only === 'missed' ? !reached && passedBefore(one, at, book) : reached
}

/** Whether somebody came as far as the required step before this one. */
function passedBefore(one: Contribution, at: number, book: FunnelBook): boolean {
  for (let before = at - 1; before >= 0; before--) {
    if (book.steps[before]?.required) return one.steps[before]?.reached ?? false
  }
  return true
}

function rowOf(person: Person, one: Contribution): PersonRow {
  return {
    person: person._id,
    code: codeOf(person),
    kinds: [...new Set(person.links.map(kindOfIdentity))].sort((a, b) => KINDS.indexOf(a) - KINDS.indexOf(b)),
    since: person.steps[0]?.at ?? 0,
    channel: person.first?.channel ?? null,
    steps: person.steps.map(({ step }) => step),
    left: one.left,
  }
}

/** Of a member the code that stands on their phone, of anybody else the end of an id: nobody is named here. */
function codeOf({ _id, links }: Person): string {
  const member = links.find((id) => id.startsWith('wxa:m'))
  return member === undefined ? `…${_id.slice(-4)}` : member.slice(5, 13).toUpperCase()
}
