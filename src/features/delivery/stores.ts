import './collections'
import type { Context } from '../../context'
import { daysBetween } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { is } from '../../kernel/store'
import { together } from '../../kernel/together'
import { scopeOf } from '../staff/access'
import { readStoresOfOwners } from '../staff/server'
import type { deliveryContract } from './contract'
import { seesGroup } from './groupScope'
import { readAll } from './readAll'
import { storesOf } from './storeRates'
import { refusalText } from './text'

const LONGEST_RANGE = 31
/** Rows of one answer: 20 reads of a thousand, a few seconds of the function's minute. */
const MOST_ROWS = 20_000
const FIELDS = ['beat', 'target', 'groupName', 'owner', 'deputyFor', 'date', 'attempt', 'state'] as const

/** What was planned in each store and what became of it. One count, two reads and one more for each thousand rows. */
export const storeHandlers: Pick<Handlers<typeof deliveryContract, Context>, 'delivery.getStores'> = {
  async 'delivery.getStores'({ from, to }, { store, caller }) {
    const length = daysBetween(from, to) + 1
    if (length < 1 || length > LONGEST_RANGE) refuse('RANGE_TOO_LONG', refusalText.storeRange)
    const range = { date: is.and(is.gte(from), is.lte(to)) }
    const found = await store.count('deliveries', range)
    if (found > MOST_ROWS) {
      refuse('TOO_MANY_ROWS', refusalText.tooManyRows(Math.max(1, Math.floor((length * MOST_ROWS) / found))))
    }
    const [rows, stores, scope] = await together([
      readAll(store, 'deliveries', range, FIELDS),
      readStoresOfOwners(store),
      scopeOf(store, caller),
    ])
    const seen = rows.filter((row) => seesGroup(scope, row.deputyFor ?? row.owner))
    // A colleague's other stores are nobody's business here.
    const shown = storesOf(seen, stores).filter((one) => scope === null || scope.stores.includes(one.store ?? ''))
    return { from, to, stores: shown }
  },
}
