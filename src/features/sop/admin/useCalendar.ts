import { useMemo } from 'react'
import { useNow } from '../../../admin/clock'
import { usePlace } from '../../../admin/router'
import { useQuery } from '../../../admin/useQuery'
import { addDays, type Day, dayOf, isDay, monthOf } from '../../../kernel/day'
import { cellKey } from '../../delivery/admin/board'
import { budgetOf } from '../../delivery/admin/monthBudget'
import { matchesGroup, speaksTo } from '../audience'
import type { SopSummary } from '../contract'
import { isForMembers } from '../expand'
import type { Hearer } from '../lifeContract'
import type { Occurrence, SopVersion } from '../rules'
import { beatsWithin, daysOfMonth, daysOfView, type View } from './calendar'
import { byDate, type Column, clashPartners, columnsOf, groupsWithin, readPlace } from './calendarLens'
import { daysToTry } from './calendarOverlay'
import { type GroupBudget, groupBudget } from './groupBudget'
import { useOtherSops } from './useOtherSops'
import { useOverlay } from './useOverlay'

/** Groups whose budgets are told without being asked for. */
const FEW = 200

/** What the calendar shows: version, lens and filter of the address, expanded here by the rule that plans. */
export function useCalendar(sops: readonly SopSummary[], sop: SopSummary) {
  const { query } = usePlace()
  const now = useNow(30_000)
  const today = now > 0 ? dayOf(now) : ''
  const place = readPlace(query)
  const { view, lens, only, dryrun } = place
  const day: Day = query.d !== undefined && isDay(query.d) ? query.d : today
  const wanted = Number(query.v)
  const number = sop.versions.some((one) => one.number === wanted) ? wanted : newestOf(sop)
  const version = useQuery('sop.getVersion', { sop: sop.sop, number })
  const hearers = useQuery('sop.getHearers', { sop: sop.sop })
  const groups = hearers.data?.groups ?? NONE
  const holidays = hearers.data?.holidays ?? NO_HOLIDAYS
  const data = version.data?.version ?? null
  const usual = useMemo(() => mostAddressed(data, groups, today), [data, groups, today])
  const named = lens === 'group' && only != null ? (groups.find(({ id }) => id === only) ?? null) : null
  // A week or month that nobody has chosen a group for shows the one that hears most; a day shows them all.
  const group = named ?? (lens === 'group' && only === undefined && view !== 'day' ? usual : null)
  const groupId = group?.id ?? null
  const store = lens === 'store' && only != null ? only : null
  const within = useMemo(
    () => (groupId === null ? groupsWithin({ lens, only: store }, groups) : groups.filter(({ id }) => id === groupId)),
    [groupId, lens, store, groups],
  )
  const month = useMemo(() => (day === '' ? [] : daysOfMonth(monthOf(day))), [day])
  const days = useMemo(() => (day === '' ? [] : daysOfView(view, day)), [view, day])
  const range = useMemo(() => rangeOf(month, days), [month, days])
  const standing = useQuery('delivery.getGroupDays', group && range ? { chatId: group.id, ...range } : null)
  const few = groups.length > 0 && groups.length <= FEW
  const quota = useQuery('delivery.getQuota', day !== '' && (view === 'day' || few) ? { date: day } : null)
  const board = useQuery('delivery.getBoard', view === 'day' && day <= today && today !== '' ? { date: day } : null)
  const beside = useOtherSops(sops, sop.sop, lens === 'sop')
  const narrow = groupId !== null || store !== null
  const own = useMemo(
    () => (data && range ? beatsWithin(data, range, within, holidays, narrow) : []),
    [data, range, within, holidays, narrow],
  )
  // Budgets are of all groups, whatever is looked at alone.
  const everybody = useMemo(
    () => (narrow && quota.data !== null && data && range ? beatsWithin(data, range, groups, holidays, false) : own),
    [narrow, quota.data, data, range, groups, holidays, own],
  )
  const beats = useMemo(() => {
    if (lens !== 'sop' || !range) return own
    const others = beside.others.flatMap((other) => beatsWithin(other.version, range, other.groups, holidays, false))
    const all = [...own, ...others].filter(({ beat }) => only == null || beat.startsWith(`${only}:`))
    return all.sort((a, b) => a.from - b.from || (a.beat < b.beat ? -1 : 1))
  }, [lens, only, own, beside.others, range, holidays])
  const budget = useMemo(
    () =>
      standing.data && groupId !== null && day !== ''
        ? budgetOf(standing.data, beats, sop.sop, groupId, day, now)
        : null,
    [standing.data, beats, sop.sop, groupId, day, now],
  )
  const budgetFor = useMemo(() => {
    const known = new Map<string, GroupBudget | null>()
    const asked = quota.data
    return (id: string): GroupBudget | null => {
      if (asked === null || today === '') return null
      const there = known.get(id)
      if (there !== undefined) return there
      const made = groupBudget(asked, id, everybody, today, now)
      known.set(id, made)
      return made
    }
  }, [quota.data, everybody, today, now])
  const columns = useMemo(() => {
    const shown = lens === 'sop' ? [sop, ...beside.others.map(({ version: other }) => other)] : []
    const all = columnsOf(lens, within, shown)
    return only == null ? all : all.filter(({ id }) => id === only)
  }, [lens, only, within, sop, beside.others])
  const rows = useMemo(() => new Map((standing.data?.rows ?? []).map((row) => [row.beat, row])), [standing.data])
  const cells = board.data?.cells
  const overlaid = useOverlay(
    dryrun ? data : null,
    useMemo(() => (today === '' ? null : daysToTry(daysTried(view, days, day), today)), [view, days, day, today]),
    useMemo(() => (narrow ? within.map(({ id }) => id) : []), [narrow, within]),
  )
  return {
    ...{ view, lens, only, dryrun, day, days, today, now, number, sop: sop.sop },
    ...{ version, hearers, groups, group, store, within, holidays, beats, budget, budgetFor, quota, rows, columns },
    beside,
    overlaid,
    byDate: useMemo(() => byDate(beats), [beats]),
    clashes: useMemo(() => clashPartners(beats, groupId), [beats, groupId]),
    /** How a message of one group stands, on a day that has begun. */
    stateIn: (column: Column | null, beat: Occurrence) =>
      rows.get(beat.beat)?.state ??
      (column?.groups?.length === 1 ? cells?.[cellKey(column.groups[0] ?? '', beat.beat)]?.state : undefined),
  }
}

export type Calendar = ReturnType<typeof useCalendar>

const NONE: never[] = []
const NO_HOLIDAYS: never[] = []

/** The group that hears most of a version: what somebody sees who has not chosen yet. */
function mostAddressed(version: SopVersion | null, groups: readonly Hearer[], today: Day): Hearer | null {
  if (version === null) return null
  const heard = (group: Hearer) =>
    speaksTo(version, group)
      ? version.nodes.filter((node) => !isForMembers(node.route) && matchesGroup(node.audience, group, today)).length
      : 0
  let best: Hearer | null = null
  for (const group of groups) if (best === null || heard(group) > heard(best)) best = group
  return best
}

/** What is being worked on; else what is live. */
function newestOf(sop: SopSummary): number {
  const open = sop.versions.find(({ status }) => status === 'draft' || status === 'review' || status === 'approved')
  return open?.number ?? (sop.live > 0 ? sop.live : sop.latest)
}

/** A dry run takes a month at most: of the day view the first week, of a month its own days. */
function daysTried(view: View, days: readonly Day[], day: Day): readonly Day[] {
  if (view === 'day') return days.slice(0, 7)
  return view === 'month' ? days.filter((each) => monthOf(each) === monthOf(day)) : days
}

/** The whole month around the view, so that the budget counts from its first day; at most 62 days. */
function rangeOf(month: readonly Day[], days: readonly Day[]): { from: Day; to: Day } | null {
  const first = [month[0], days[0]].filter((day) => day !== undefined).sort()[0]
  const last = [month.at(-1), days.at(-1)]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1)
  if (first === undefined || last === undefined) return null
  const longest = addDays(first, 61)
  return { from: first, to: last < longest ? last : longest }
}
