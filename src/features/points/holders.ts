import './collections'
import { type Month, monthOf } from '../../kernel/day'
import { is, type Store } from '../../kernel/store'
import { upcast } from './account'
import type { HolderRow } from './contract'
import { viewAt } from './expiry'
import type { Account } from './rules'
import { memberCodeOf } from './wallet'

/** Accounts of one read, and reads of one call: whoever looks for few among many presses once more. */
const PAGE = 500
const PAGES = 4
const SHOWN = 50

/** Whose points are over in a month: in order of `_id`, at most two thousand accounts and four wire calls. */
export async function listHolders(
  store: Store,
  month: Month | null,
  after: string,
  now: number,
): Promise<{ rows: HolderRow[]; next: string | null }> {
  const rows: HolderRow[] = []
  let last = after
  for (let page = 0; page < PAGES; page++) {
    const accounts = await store.find('accounts', { _id: is.gt(last) }, { sort: [['_id', 1]], limit: PAGE })
    for (const account of accounts) {
      last = account._id
      const row = holderOf(viewAt(upcast(account), now), month)
      if (row) rows.push(row)
      if (rows.length === SHOWN) return { rows, next: last }
    }
    if (accounts.length < PAGE) return { rows, next: null }
  }
  return { rows, next: last }
}

/** What an account holds of a month, as the nightly audit counts it: what is set aside included. Null: nothing. */
export function holderOf(view: Account, month: Month | null): HolderRow | null {
  const lots = [...view.lots, ...view.holds.flatMap(({ lots: held }) => held)].filter(
    ({ asset, expires }) => asset === 'points' && (expires === null ? null : monthOf(expires)) === month,
  )
  const points = lots.reduce((sum, { amount }) => sum + amount, 0)
  if (points === 0) return null
  const [first = null] = lots.map(({ expires }) => expires).sort()
  return { code: memberCodeOf(view._id), points, expires: first }
}
