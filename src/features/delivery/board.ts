import { MINUTE } from '../../kernel/day'
import type { TickRun } from '../tick/rules'
import type { Board, BoardBeat, BoardCell, QueueItem } from './contract'
import type { Group } from './groupTags'
import { cardOf, cardPath, textOf } from './rows'
import type { Delivery, DeliveryState } from './rules'
import { isSingle } from './singleRules'

export interface BoardFacts {
  date: string
  now: number
  rows: readonly Delivery[]
  groups: readonly Group[]
  health: { runs: readonly TickRun[]; backlog: number; oldestDueAt: number | null }
  checkins: number
  /** Beat → members who opened and answered. */
  taking: ReadonlyMap<string, { opened: number; answered: number }>
  singles: Board['singles']
}

/** The day as the operator sees it: groups × beats, one cell each; of several attempts the last one counts. */
export function boardOf({ date, now, rows: all, groups, health, checkins, taking, singles }: BoardFacts): Board {
  const rows = all.filter((row) => !isSingle(row))
  const latest = new Map<string, Delivery>()
  for (const row of rows) {
    const key = `${row.target}|${row.beat}`
    if ((latest.get(key)?.attempt ?? -1) < row.attempt) latest.set(key, row)
  }
  const beats = new Map<string, BoardBeat>()
  for (const row of [...latest.values()].sort((a, b) => a.attempt - b.attempt || a.from - b.from)) {
    if (beats.has(row.beat)) continue
    const { beat, column, module, from, until } = row
    beats.set(beat, { beat, column, module, from, until, text: textOf(row.parts), ...(taking.get(beat) ?? NOBODY) })
  }
  const targets = new Set(rows.map((row) => row.target))
  const [lastRun] = health.runs
  return {
    date,
    groups: groups
      .filter((group) => !group.gone || targets.has(group._id))
      .map(({ _id, name, owner, ownerName, members }) => ({ chatId: _id, name, owner, ownerName, members }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    beats: [...beats.values()].sort((a, b) => a.from - b.from || (a.beat < b.beat ? -1 : 1)),
    singles,
    cells: Object.fromEntries([...latest].map(([key, row]) => [key, cellOf(row, now)])),
    totals: totalsOf([...latest.values()], now),
    checkins,
    tick: {
      lastRunAt: lastRun?.at ?? null,
      lastMs: lastRun?.ms ?? null,
      backlog: health.backlog,
      oldestDueAt: health.oldestDueAt,
      runs: health.runs.map(({ at, ms, done }) => ({ at, ms, done })),
    },
  }
}

const NOBODY = { opened: 0, answered: 0 }

function cellOf(row: Delivery, now: number): BoardCell {
  return {
    id: row._id,
    state: row.state,
    route: row.route === 'group_task' ? 'group_task' : 'staff_task',
    evidence: row.evidence,
    sentAt: row.sentAt,
    lateMinutes: lateMinutes(row, now),
    reason: row.reason,
    reminders: row.remindedAt.length,
  }
}

/** Minutes after the window's beginning: of the sending when it was late, of now while it is overdue. */
function lateMinutes(row: Delivery, now: number): number | null {
  if (row.state === 'late' && row.sentAt !== null) return Math.floor((row.sentAt - row.from) / MINUTE)
  const waiting = row.state === 'task_created' || row.state === 'awaiting_staff'
  return waiting && now > row.from ? Math.floor((now - row.from) / MINUTE) : null
}

function totalsOf(rows: readonly Delivery[], now: number): Board['totals'] {
  const count = (...states: DeliveryState[]) => rows.filter((row) => states.includes(row.state)).length
  return {
    planned: rows.length,
    due: rows.filter((row) => row.from <= now).length,
    sent: count('sent', 'late'),
    late: count('late'),
    missed: count('missed'),
    awaiting: count('claimed', 'task_created', 'awaiting_staff'),
    unconfirmed: count('unconfirmed'),
    skipped: count('skipped'),
  }
}

/** A row as its owner's queue shows it. */
export function queueItem(
  row: Delivery,
  facts: Pick<QueueItem, 'opened' | 'acted' | 'standsInFor' | 'mayResend' | 'media'>,
): QueueItem {
  const card = cardOf(row.parts)
  const path = cardPath(row.beat, row.route === 'staff_task' ? { g: row.target } : {})
  return {
    id: row._id,
    column: row.column,
    groupName: row.groupName,
    target: row.target,
    from: row.from,
    until: row.until,
    // One press in 企业微信, to groups and to customers alike.
    route: row.route === 'staff_task' ? 'staff_task' : 'group_task',
    parts: row.parts,
    text: textOf(row.parts),
    card: card && { ...card, path },
    state: row.state,
    evidence: row.evidence,
    reason: row.reason,
    sentAt: row.sentAt,
    late: row.late,
    attempt: row.attempt,
    ...facts,
  }
}
