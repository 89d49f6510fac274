import { timeOf } from '../../../kernel/day'
import type { BoardBeat, BoardCell } from '../contract'
import { stateName } from './board'

export interface Moment {
  /** `09:03`, or null when only the order is known. */
  at: string | null
  words: string
  detail: string | null
  /** Not there yet. */
  ahead: boolean
}

const evidenceNames = { platform: '企业微信回执', self: '群主自报', operator: '人工核实' } as const

/** What happened to one message, as far as its row tells. */
export function historyOf(beat: BoardBeat, cell: BoardCell): Moment[] {
  const route = cell.route === 'group_task' ? '群发任务' : '群主待办'
  const moments: Moment[] = [
    { at: timeOf(beat.from), words: '计划', detail: `${route}，${timeOf(beat.until)} 关窗`, ahead: false },
  ]
  if (cell.state === 'planned')
    return [...moments, { at: null, words: '交给群主', detail: '到点自动进行', ahead: true }]
  if (cell.state === 'claimed')
    return [...moments, { at: null, words: '正在交出', detail: '节拍器正在处理', ahead: false }]
  if (cell.state === 'skipped')
    return [...moments, { at: null, words: '跳过', detail: cell.reason ?? '没有写原因', ahead: false }]
  moments.push({
    at: null,
    words: cell.route === 'group_task' ? '群发任务已建' : '已进群主待办',
    detail: null,
    ahead: false,
  })
  if (cell.reminders > 0) moments.push({ at: null, words: `已催办 ${cell.reminders} 次`, detail: null, ahead: false })
  if (cell.state === 'task_created' || cell.state === 'awaiting_staff') {
    moments.push({ at: null, words: '群主确认', detail: '确认后消息才会发进群', ahead: true })
    return moments
  }
  moments.push({
    at: cell.sentAt === null ? null : timeOf(cell.sentAt),
    words: stateName(cell.state),
    detail: cell.reason ?? (cell.evidence ? evidenceNames[cell.evidence] : null),
    ahead: false,
  })
  return moments
}
