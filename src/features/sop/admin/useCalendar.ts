import { useMemo } from 'react'
import { useNow } from '../../../admin/clock'
import { usePlace } from '../../../admin/router'
import { useQuery } from '../../../admin/useQuery'
import { addDays, type Day, dayOf, isDay, monthOf } from '../../../kernel/day'
import { budgetOf } from '../../delivery/admin/monthBudget'
import { matchesGroup, speaksTo } from '../audience'
import type { SopSummary } from '../contract'
import { isForMembers } from '../expand'
import type { Hearer } from '../lifeContract'
import type { SopVersion } from '../rules'
import { beatsFor, clashesOf, daysOfMonth, daysOfView, type View } from './calendar'

/** What the calendar shows: the version and the group named in the address, expanded here by the rule that plans. */
export function useCalendar(sop: SopSummary) {
  const { query } = usePlace()
  const now = useNow(30_000)
  const today = now > 0 ? dayOf(now) : ''
  const view: View = query.view === 'month' ? 'month' : 'week'
  const day: Day = query.d !== undefined && isDay(query.d) ? query.d : today
  const wanted = Number(query.v)
  const number = sop.versions.some((one) => one.number === wanted) ? wanted : newestOf(sop)
  const version = useQuery('sop.getVersion', { sop: sop.sop, number })
  const hearers = useQuery('sop.getHearers', { sop: sop.sop })
  const groups = hearers.data?.groups ?? NONE
  const data = version.data?.version ?? null
  const usual = useMemo(() => mostAddressed(data, groups, today), [data, groups, today])
  const group = groups.find(({ id }) => id === query.group) ?? (query.group === 'all' ? null : usual)
  const month = useMemo(() => (day === '' ? [] : daysOfMonth(monthOf(day))), [day])
  const days = useMemo(() => (day === '' ? [] : daysOfView(view, day)), [view, day])
  const range = useMemo(() => rangeOf(month, days), [month, days])
  const standing = useQuery('delivery.getGroupDays', group && range ? { chatId: group.id, ...range } : null)
  const holidays = hearers.data?.holidays ?? NO_HOLIDAYS
  const groupId = group?.id ?? null
  const beats = useMemo(
    () => (data && range ? beatsFor(data, range, groups, holidays, groupId) : []),
    [data, range, groups, holidays, groupId],
  )
  const budget = useMemo(
    () =>
      standing.data && groupId !== null && day !== ''
        ? budgetOf(standing.data, beats, sop.sop, groupId, day, now)
        : null,
    [standing.data, beats, sop.sop, groupId, day, now],
  )
  const rows = useMemo(() => new Map((standing.data?.rows ?? []).map((row) => [row.beat, row])), [standing.data])
  const clashes = useMemo(() => (groupId === null ? new Set<string>() : clashesOf(beats)), [beats, groupId])
  return {
    view,
    day,
    days,
    today,
    now,
    number,
    version,
    hearers,
    groups,
    group,
    holidays,
    beats,
    budget,
    rows,
    clashes,
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
