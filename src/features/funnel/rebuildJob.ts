import './collections'
import '../person/collections'
import type { Context } from '../../context'
import type { Job } from '../../kernel/due'
import { schedule } from '../../kernel/due'
import { is, type Store, to } from '../../kernel/store'
import { scheduleFold, scheduleRoll } from '../person/identities'
import { markDays } from './rollJob'

export const FUNNEL_REBUILD = 'funnel.rebuild'
/** Cohort days, or pages of identities, of one run: some ten seconds in the cloud. */
const DAYS = 200
const PAGES = 100
const PAGE = 500

/** Has everything counted anew. `at` is a moment after everything that it is to follow. */
export function scheduleRebuild(store: Store, name: string, from: 'people' | 'facts', at: number): Promise<void> {
  return schedule(store, { key: `${FUNNEL_REBUILD}:${name}`, kind: FUNNEL_REBUILD, at, payload: { from } })
}

/**
 * Marks all that there is: days with people, or (from facts) all identities, whose fold then marks the days that change. Where it stands travels
 * in the due item; marking twice is harmless. Days without people keep an empty rollup.
 */
export const rebuildJob: Job<Context> = {
  kind: FUNNEL_REBUILD,
  async process({ payload }, { store, now }) {
    const after = typeof payload.after === 'string' ? payload.after : ''
    if (payload.from === 'facts') return markIdentities(store, after, now)
    if (after === '') await store.update('funnel_heads', { turn: is.gt(0) }, { dirtyAt: now, turn: to.inc(1) })
    const { days, last } = await nextDays(store, after)
    await markDays(store, days, now)
    await scheduleRoll(store, now)
    if (last === null) return 'done'
    return { again: now, payload: { ...payload, after: last } }
  },
}

/** The cohort days after one, by a wire call each. */
async function nextDays(store: Store, after: string): Promise<{ days: string[]; last: string | null }> {
  const days: string[] = []
  let last = after
  while (days.length < DAYS) {
    const [next] = await store.find(
      'people',
      { cohortDay: is.gt(last) },
      { sort: [['cohortDay', 1]], limit: 1, fields: ['cohortDay'] },
    )
    if (!next?.cohortDay) return { days, last: null }
    last = next.cohortDay
    days.push(last)
  }
  return { days, last }
}

async function markIdentities(store: Store, after: string, now: number) {
  let last = after
  for (let page = 0; page < PAGES; page++) {
    const found = await store.find(
      'identities',
      { _id: is.gt(last), forgetting: null },
      { sort: [['_id', 1]], limit: PAGE, fields: ['person'] },
    )
    const ids = found.map(({ _id }) => _id)
    if (ids.length > 0) await store.update('identities', { _id: is.in(ids) }, { dirtyAt: now, revision: to.inc(1) })
    await scheduleFold(store, now)
    last = found.at(-1)?._id ?? last
    // Days whose people have not changed are counted anew as well.
    if (found.length < PAGE) return { again: now, payload: { from: 'people' } }
  }
  return { again: now, payload: { from: 'facts', after: last } }
}
