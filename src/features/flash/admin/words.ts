import { count, longDay, weekdayName } from '../../../admin/format'
import { type Day, dayOf } from '../../../kernel/day'
import type { BatchState } from '../../coupon/rules'
import type { SaleView, SessionRow } from '../contract'
import type { FlashFields, FlashMode, FlashStatus } from '../rules'

type Kind = 'jade' | 'amber' | 'blue' | undefined

export const modeNames: Record<FlashMode, string> = { first_come: '先到先得', draw: '抽签' }

export const modeTeach: Record<FlashMode, string> = {
  first_come: '到点开抢，先到的得，适合热闹。',
  draw: '一段时间内报名，截止后抽签，先后不影响，适合公平。种子开场前锁定，开奖后公布，会员能验算。',
}

export const stateNames: Record<BatchState, { name: string; kind: Kind }> = {
  draft: { name: '草稿', kind: undefined },
  running: { name: '进行中', kind: 'jade' },
  paused: { name: '已暂停', kind: 'amber' },
  stopped: { name: '已停止', kind: undefined },
}

export const statusNames: Record<FlashStatus, { name: string; kind: Kind }> = {
  upcoming: { name: '未开始', kind: 'blue' },
  running: { name: '正在开', kind: 'jade' },
  paused: { name: '暂停', kind: 'amber' },
  sold_out: { name: '抢完', kind: undefined },
  drawing: { name: '等抽签', kind: 'amber' },
  drawn: { name: '已开奖', kind: undefined },
  over: { name: '已结束', kind: undefined },
  cancelled: { name: '已取消', kind: undefined },
}

/** `每天 09:00，60 分钟` */
export function rhythmWords({ weekdays, time, minutes }: Pick<FlashFields, 'weekdays' | 'time' | 'minutes'>): string {
  const days = weekdays.length === 7 ? '每天' : weekdays.map(weekdayName).join('、')
  return `${days} ${time}，${minutes} 分钟`
}

/** What a session came to: `20 份，2.1 秒抢完`, `128 人参加，中 5 人`. */
export function resultWords({ mode, status, stock, given, entrants, opensAt, soldOutAt }: SessionRow): string {
  if (mode === 'draw')
    return entrants === null ? `${count(stock)} 份` : `${count(entrants)} 人参加，中 ${count(given)} 人`
  if (status === 'upcoming') return `${count(stock)} 份`
  if (soldOutAt === null) return `送出 ${count(given)} / ${count(stock)} 份`
  return `${count(stock)} 份，${lastedWords(soldOutAt - opensAt)}抢完`
}

function lastedWords(ms: number): string {
  if (ms < 60_000) return `${(Math.max(100, ms) / 1000).toFixed(1)} 秒`
  const minutes = Math.round(ms / 60_000)
  return minutes < 60 ? `${minutes} 分钟` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟`
}

export type Turn = 'running' | 'paused' | 'stopped'

/** What a person may turn a sale to, the likeliest first. */
export function turnsOf(state: BatchState): Turn[] {
  if (state === 'stopped') return []
  return state === 'running' ? ['paused', 'stopped'] : ['running', 'stopped']
}

export function turnName(turn: Turn, state: BatchState): string {
  if (turn === 'running') return state === 'draft' ? '开始' : '继续'
  return turn === 'paused' ? '暂停' : '停止'
}

/** What saving does and does not do, before anything is saved. */
export function effectsOf(sale: SaleView | null): string[] {
  if (!sale)
    return [
      '会员还看不到，点「开始」才排出场次。',
      '每场提前 12 小时排好，到点自动开。',
      '抢到的是兑换券，到店扫码核销，不收钱。',
    ]
  return ['已经排好的场次不变，从下一次排的场次起用新的。', '已经抢到的券不变。', '场次开前 12 小时排好。']
}

export function dayWords(day: Day, now: number): string {
  return day === dayOf(now) ? '今天' : longDay(day)
}
