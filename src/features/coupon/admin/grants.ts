import type { CsvCell } from '../../../admin/csv'
import { stamp } from '../../../admin/format'
import type { GrantView } from '../contract'

export type GrantTurn = 'running' | 'paused' | 'undoing'

export const grantTurns: Record<GrantTurn, string> = { running: '开始发', paused: '暂停', undoing: '撤回没用的' }

/** What can be done now, the expected thing first. */
export function turnsOfGrant({ state, failed, done, total }: GrantView): GrantTurn[] {
  if (state === 'ready') return total > 0 ? ['running'] : []
  if (state === 'running') return ['paused']
  if (state === 'paused') return done > 0 ? ['running', 'undoing'] : ['running']
  if (state !== 'done') return []
  const back: GrantTurn[] = done > 0 ? ['undoing'] : []
  return failed > 0 ? ['running', ...back] : back
}

/** The same turn under the name that fits where it stands. */
export function turnName(to: GrantTurn, { state }: Pick<GrantView, 'state'>): string {
  if (to !== 'running') return grantTurns[to]
  return state === 'paused' ? '继续发' : state === 'done' ? '补发没拿到的' : grantTurns.running
}

export const grantStates: Record<GrantView['state'], { name: string; kind: string }> = {
  counting: { name: '正在数人', kind: 'blue' },
  ready: { name: '待开始', kind: 'amber' },
  running: { name: '发放中', kind: 'jade' },
  paused: { name: '暂停', kind: 'amber' },
  done: { name: '发完了', kind: 'plain' },
  undoing: { name: '撤回中', kind: 'blue' },
  undone: { name: '已撤回', kind: 'plain' },
}

/** Shares of the bar, in percent: who has one, who went without. */
export function sharesOf({ total, done, failed }: Pick<GrantView, 'total' | 'done' | 'failed'>): {
  done: number
  failed: number
} {
  if (total === 0) return { done: 0, failed: 0 }
  return { done: (done * 100) / total, failed: (failed * 100) / total }
}

export const grantHeads = [
  '时间',
  '券',
  '备注',
  '状态',
  '名单',
  '发出',
  '没发到',
  '收回',
  '已用收不回',
  '对不上',
  '经手',
  '编号',
]

/** One grant as a line of a file. */
export function grantCells(grant: GrantView): CsvCell[] {
  const { createdAt, title, note, state, total, done, failed, undone, kept, unknown, by, id } = grant
  return [
    ...[stamp(createdAt), title, note, grantStates[state].name, total, done, failed, undone, kept, unknown.length],
    ...[by, id],
  ]
}
