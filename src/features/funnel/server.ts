import './collections'
import type { Context } from '../../context'
import { type Day, dayOf } from '../../kernel/day'
import type { Handlers } from '../../kernel/rpc'
import { type Edition, readEdition, writeRules } from '../../kernel/ruleBook'
import { is } from '../../kernel/store'
import { together } from '../../kernel/together'
import { seesGroup } from '../delivery/groupScope'
import { readGroups } from '../delivery/groups'
import { requireStaff, scopeOf } from '../staff/access'
import { funnelSubject } from './book'
import { addCell } from './cells'
import type { BookView, BreakdownRow, funnelContract } from './contract'
import { cohortDays, emptySums, qualityOf, type Sums, sumRows, viewOf } from './figures'
import { healthOf } from './group'
import { listMoves } from './groupMoves'
import { namesOf } from './names'
import { findPeople } from './people'
import { qualityRows } from './quality'
import { channelsNamed, type Range, readChannelFacts, readRange, rolledAs, shownValue } from './read'
import { scheduleRebuild } from './rebuildJob'
import type { Attribution, Dimension, FunnelBook } from './rules'
import { seenValues } from './seen'

/** Rows of one answer; what is left goes unnamed into the total. */
const MOST_ROWS = 200
/** A change of the steps is followed a minute later, when it has surely been written. */
const SOON = 60_000

export const funnelHandlers: Handlers<typeof funnelContract, Context> = {
  async 'funnel.get'({ from, to, attribution, dimension, value, compare }, context) {
    const { store, now } = context
    const book = await readEdition(store, funnelSubject, now)
    const asked = { from, to, dimension, attribution }
    const found = await breakdown(context, asked, book)
    const of = (sums: ReadonlyMap<string, Sums>, which: string | undefined) => sumOf(sums, which, book.rules)
    const whole = of(found.sums, value)
    const other =
      compare === undefined
        ? null
        : 'value' in compare
          ? of(found.sums, compare.value)
          : of((await breakdown(context, { ...asked, ...compare }, book)).sums, value)
    return {
      ...{ from, to, book: book.rules, funnel: viewOf(whole, book.rules) },
      compare: other && viewOf(other, book.rules),
      compareName: compare !== undefined && 'value' in compare ? found.nameOf(compare.value) : null,
      rows: dimension === undefined ? [] : rowsOf(found, book.rules),
      quality: qualityOf(whole, null, book.rules.least),
      days: cohortDays(
        found.days,
        { from, to, today: dayOf(now) },
        (as) => value === undefined || found.shown(as) === value,
      ),
      waiting: found.waiting,
      rolledAt: found.rolledAt,
    }
  },

  async 'funnel.quality'({ from, to, attribution }, { store, now, caller }) {
    const { rules, revision } = await readEdition(store, funnelSubject, now)
    const scope = await scopeOf(store, caller)
    const all = await readRange(store, { from, to, dimension: 'channel', attribution }, revision)
    const values = all.days.flatMap(({ rows }) => rows.map(({ value }) => value))
    const channels = await readChannelFacts(store, channelsNamed('channel', values))
    const sees = await seenValues(store, scope, 'channel', channels)
    const days = all.days.map(({ day, rows }) => ({ day, rows: rows.filter(({ value }) => sees(value)) }))
    const range = { ...all, days }
    return qualityRows(range, channels, { from, to, today: dayOf(now), book: rules })
  },

  async 'funnel.groups'(_input, { store, caller }) {
    const [groups, scope] = await together([readGroups(store), scopeOf(store, caller)])
    return {
      groups: groups
        .filter((group) => seesGroup(scope, group.owner))
        .map(({ _id: chatId, name, ownerName: owner, members, gone }) => ({ chatId, name, owner, members, gone }))
        .sort((a, b) => Number(a.gone) - Number(b.gone) || b.members - a.members || (a.name < b.name ? -1 : 1)),
    }
  },

  async 'funnel.group'({ chatId }, context) {
    return { group: await healthOf(context, chatId) }
  },

  async 'funnel.groupMoves'(input, { store }) {
    return { rows: await listMoves(store, input) }
  },

  async 'funnel.people'(input, { store, now }) {
    const book = await readEdition(store, funnelSubject, now)
    return findPeople(store, input, book.rules)
  },

  async 'funnel.book'(_input, context) {
    return bookView(context, await readEdition(context.store, funnelSubject))
  },

  async 'funnel.saveBook'({ request, revision, book }, context) {
    const { store, now, caller } = context
    // First, so that whoever dies after the write has left somebody to count anew.
    await scheduleRebuild(store, `book:${request}`, 'people', now + SOON)
    const change = { rules: book, revision, request, by: requireStaff(caller).name }
    return bookView(context, await writeRules(store, funnelSubject, change, now))
  },

  async 'funnel.rebuild'({ request, from }, { store, now }) {
    await scheduleRebuild(store, request, from, now)
    return { started: true }
  },
}

interface Breakdown {
  sums: Map<string, Sums>
  days: Range['days']
  /** What staff see for a stored value. */
  shown: (value: string) => string
  nameOf: (value: string) => string
  waiting: number
  rolledAt: number
}

/** Sums by the values of a dimension; without one the total alone. Two wire calls, and two for names. */
async function breakdown(
  { store, now, caller }: Context,
  asked: { from: Day; to: Day; dimension: Dimension | undefined; attribution: Attribution },
  { rules, revision }: Edition<FunnelBook>,
): Promise<Breakdown> {
  const { dimension } = asked
  const rolled = dimension === undefined ? 'total' : rolledAs(dimension)
  const { days, waiting, rolledAt } = await readRange(store, { ...asked, dimension: rolled }, revision)
  const values = days.flatMap(({ rows }) => rows.map(({ value }) => value))
  const channels = await readChannelFacts(store, dimension === undefined ? [] : channelsNamed(dimension, values))
  const shown = (value: string) => (dimension === undefined ? value : shownValue(dimension, value, channels))
  const sums = sumRows(days, { steps: rules.steps.length, today: dayOf(now), shown })
  if (dimension !== undefined) {
    const sees = await seenValues(store, await scopeOf(store, caller), dimension, channels)
    for (const value of sums.keys()) if (!sees(value)) sums.delete(value)
  }
  const nameOf =
    dimension === undefined ? (value: string) => value : await namesOf(store, dimension, [...sums.keys()], channels)
  return { sums, days, shown, nameOf, waiting, rolledAt }
}

/** One value, or everybody. */
function sumOf(sums: ReadonlyMap<string, Sums>, value: string | undefined, book: FunnelBook): Sums {
  if (value !== undefined) return sums.get(value) ?? emptySums(book.steps.length)
  const days = [...sums.values()].flatMap(({ all, mature }) => [{ all, mature }])
  return addSums(days, book.steps.length)
}

function addSums(parts: readonly Pick<Sums, 'all' | 'mature'>[], steps: number): Sums {
  const whole = emptySums(steps)
  for (const { all, mature } of parts) {
    addCell(whole.all, all)
    addCell(whole.mature, mature)
  }
  return whole
}

function rowsOf({ sums, nameOf }: Breakdown, book: FunnelBook): BreakdownRow[] {
  return [...sums]
    .map(([value, sum]) => ({
      ...{ value, name: nameOf(value), people: sum.all.people },
      steps: sum.all.steps.map(({ people }) => people),
      quality: qualityOf(sum, null, book.least),
    }))
    .sort(
      (a, b) => Number(a.value === '') - Number(b.value === '') || b.people - a.people || (a.name < b.name ? -1 : 1),
    )
    .slice(0, MOST_ROWS)
}

async function bookView({ store }: Context, edition: Edition<FunnelBook>): Promise<BookView> {
  const { rules: book, revision, at, by } = edition
  return { book, revision, at, by, waiting: await store.count('funnel_heads', { dirtyAt: is.gt(0) }) }
}
