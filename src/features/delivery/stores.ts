import './collections'
import type { Context } from '../../context'
import { type Day, dayOf, daysBetween } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Doc, is, type Store, type Where } from '../../kernel/store'
import { together } from '../../kernel/together'
import { scopeOf } from '../staff/access'
import { readStoresOfOwners } from '../staff/server'
import { readTick } from '../tick/server'
import type { deliveryContract, SentRow } from './contract'
import { seesGroup } from './groupScope'
import { readAll } from './readAll'
import { readKept } from './storeDays'
import { daysOf, groupDaysOf, lastAttempts, rateOf, storesOf } from './storeRates'
import { refusalText } from './text'

/** A quarter. */
const LONGEST_RANGE = 92
/** Rows of one answer: 20 reads of a thousand, a few seconds of the function's minute. */
const MOST_ROWS = 20_000
const MOST_LISTED = 1000
const FIELDS = ['beat', 'target', 'groupName', 'owner', 'deputyFor', 'date', 'attempt', 'state'] as const
const SHOWN_FIELDS = ['from', 'column', 'route', 'evidence', 'sentAt', 'reason'] as const

type StoreMethods = 'delivery.getStores' | 'delivery.listRows' | 'delivery.getTick'

/**
 * What was planned in each store and what became of it. One count, two reads and one more for each thousand rows; of more rows than one
 * answer reads, the older days come from what the night has added up.
 */
export const storeHandlers: Pick<Handlers<typeof deliveryContract, Context>, StoreMethods> = {
  async 'delivery.getStores'({ from, to }, { store, now, caller }) {
    const range = rangeOf(from, to)
    const [found, stores, scope] = await together([
      store.count('deliveries', range),
      readStoresOfOwners(store),
      scopeOf(store, caller),
    ])
    const kept = found > MOST_ROWS ? await readKept(store, { from, to, today: dayOf(now) }) : null
    const live = kept === null ? range : rangeOf(kept.liveFrom, to)
    const rows = kept !== null && kept.liveFrom > to ? [] : await readAll(store, 'deliveries', live, FIELDS)
    const groups = [...(kept?.days ?? []), ...groupDaysOf(rows)].filter(({ owner }) => seesGroup(scope, owner))
    // A colleague's other stores are nobody's business here.
    const shown = storesOf(groups, stores).filter((one) => scope === null || scope.stores.includes(one.store ?? ''))
    return { from, to, stores: shown, days: daysOf(groups, from, to), missing: kept?.missing ?? 0 }
  },

  async 'delivery.listRows'({ from, to, which, store: place, chatId }, { store, caller }) {
    const range = rangeOf(from, to)
    const where = chatId === undefined ? range : { ...range, target: chatId }
    await requireFew(store, where, from, to)
    const [rows, stores, scope] = await together([
      readAll(store, 'deliveries', where, [...FIELDS, ...SHOWN_FIELDS]),
      readStoresOfOwners(store),
      scopeOf(store, caller),
    ])
    const found = lastAttempts(rows).filter((row) => {
      const owner = row.deputyFor ?? row.owner
      const of = stores.get(owner) ?? []
      if (!seesGroup(scope, owner)) return false
      if (place !== undefined && (place === null ? of.length > 0 : !of.includes(place))) return false
      const rate = rateOf(row.state)
      return which === undefined || which === rate || (which === 'planned' && rate !== 'skipped')
    })
    const shown = found.sort((a, b) => b.from - a.from || (a._id < b._id ? -1 : 1)).slice(0, MOST_LISTED)
    return { rows: shown.map(rowOf), cut: found.length > MOST_LISTED }
  },

  async 'delivery.getTick'(_input, { store, now }) {
    return readTick(store, now)
  },
}

function rangeOf(from: Day, to: Day) {
  const length = daysBetween(from, to) + 1
  if (length < 1 || length > LONGEST_RANGE) refuse('RANGE_TOO_LONG', refusalText.storeRange)
  return { date: is.and(is.gte(from), is.lte(to)) }
}

/** Refuses what cannot be read in one answer. One wire call. */
async function requireFew(store: Store, where: Where<'deliveries'>, from: Day, to: Day): Promise<void> {
  const found = await store.count('deliveries', where)
  if (found <= MOST_ROWS) return
  const length = daysBetween(from, to) + 1
  refuse('TOO_MANY_ROWS', refusalText.tooManyRows(Math.max(1, Math.floor((length * MOST_ROWS) / found))))
}

type Listed = Pick<
  Doc<'deliveries'>,
  | '_id'
  | 'beat'
  | 'date'
  | 'from'
  | 'target'
  | 'groupName'
  | 'column'
  | 'state'
  | 'route'
  | 'evidence'
  | 'sentAt'
  | 'reason'
>

function rowOf({ _id: id, target: chatId, ...row }: Listed): SentRow {
  const { date, from, beat, groupName, column, state, route, evidence, sentAt, reason } = row
  return { id, date, from, beat, chatId, groupName, column, state, route, evidence, sentAt, reason }
}
