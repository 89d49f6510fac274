import './collections'
import type { Context } from '../../context'
import { addDays, type Day, dayOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { settle } from '../../kernel/settle'
import { is, to } from '../../kernel/store'
import { together } from '../../kernel/together'
import { dutyMayChange } from '../channel/duty'
import { readColleagues } from '../staff/server'
import type { Absence } from './absences'
import type { MyAway } from './ownerContract'
import { readAll } from './readAll'
import { type Rerouted, reroute } from './reroute'
import { refusalText } from './text'

interface Leave {
  /** WeCom user id. */
  user: string
  /** Last day, or for good. */
  until: Day | 'gone'
  deputy: string | null
  by: string
}

/** Notes an absence and gives what is open to the deputy. The same again gives what was left. */
export async function leave(context: Context, { user, until, deputy, by }: Leave): Promise<Rerouted> {
  const { store, now } = context
  if (deputy === user) refuse('SAME_DEPUTY', refusalText.sameDeputy)
  if (until !== 'gone' && until < dayOf(now)) refuse('DAY_OVER', refusalText.dayOver)
  if (deputy !== null) {
    const known = await store.count('staff', { wecomUserId: deputy, active: true })
    if (known === 0) refuse('NO_SUCH_DEPUTY', refusalText.noSuchDeputy)
  }
  const absence: Absence = { _id: user, schema: 1, until: until === 'gone' ? null : until, deputy, by, at: now }
  await settle(store, 'absences', user, (found) => {
    if (found === null) return { insert: absence, answer: null }
    const isSame = found.until === absence.until && found.deputy === deputy
    const { _id, ...change } = absence
    return isSame ? { answer: null } : { guard: { _id, at: found.at }, change, answer: null }
  })
  await dutyMayChange(store, user, now)
  return rerouteOpen(context, user)
}

/** What became of an owner's messages when they came back. */
export interface Returned {
  /** Have not begun and are the owner's again. */
  back: number
  /** On the deputy's phone already: they stay there, because the deputy may be sending them this minute. */
  kept: number
}

/** Ends an absence. The absence goes first: a tick in between finds the owner there and moves nothing away again. */
export async function comeBack({ store, now }: Context, user: string): Promise<Returned> {
  await store.remove('absences', { _id: user })
  await dutyMayChange(store, user, now)
  const today = dayOf(now)
  const mine = { deputyFor: user, date: is.in([today, addDays(today, 1)]) }
  await store.update(
    'deliveries',
    { ...mine, state: 'planned' },
    { owner: user, deputyFor: to.unset(), reason: null, returnedAt: now, updatedAt: now },
  )
  const [back, kept] = await together([
    // By what stands, not by what this try changed: a repeat after a lost answer tells the same.
    store.count('deliveries', { owner: user, date: mine.date, state: 'planned', returnedAt: is.gt(0) }),
    store.count('deliveries', { ...mine, state: is.in(['claimed', 'awaiting_staff']) }),
  ])
  return { back, kept }
}

/** Gives what owners who are away have open to their deputies. Planning reaches to tomorrow. */
export async function rerouteOpen(context: Context, owner?: string): Promise<Rerouted> {
  const { store, now } = context
  const today = dayOf(now)
  const rows = await readAll(store, 'deliveries', {
    date: is.in([today, addDays(today, 1)]),
    state: is.in(['planned', 'task_created', 'awaiting_staff']),
    ...(owner === undefined ? {} : { owner }),
  })
  return reroute(context, rows)
}

/** The caller's own absence and who could stand in: three wire calls, each by key or index. */
export async function readMyAway(
  { store, now }: Context,
  user: string,
): Promise<{ away: MyAway | null; colleagues: { user: string; name: string }[] }> {
  const today = dayOf(now)
  const [absence, moved, colleagues] = await together([
    store.get('absences', user),
    store.count('deliveries', { date: today, deputyFor: user }),
    readColleagues(store),
  ])
  const isAway = absence !== null && (absence.until === null || absence.until >= today)
  const deputyName = colleagues.find((each) => each.user === absence?.deputy)?.name ?? null
  return {
    away: isAway ? { until: absence.until, deputyName, moved } : null,
    colleagues,
  }
}
