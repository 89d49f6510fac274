import { addDays, type Day, dayOf } from '../../../kernel/day'
import type { BatchView } from '../contract'
import type { BatchState, CouponBatch, CouponValue } from '../rules'

export type Phase = 'draft' | 'upcoming' | 'open' | 'gone' | 'paused' | 'over' | 'stopped'

export const phases: Record<Phase, { name: string; kind: 'jade' | 'amber' | 'blue' | undefined; detail: string }> = {
  draft: { name: '草稿', kind: undefined, detail: '会员看不到，开始发放后才看得到' },
  upcoming: { name: '待开始', kind: 'blue', detail: '到了领取时间自动开领' },
  open: { name: '发放中', kind: 'jade', detail: '会员现在能领' },
  gone: { name: '已领完', kind: undefined, detail: '加总量就能接着领' },
  paused: { name: '已暂停', kind: 'amber', detail: '会员看得到，暂时领不了' },
  over: { name: '已结束', kind: undefined, detail: '领取时间已过，发出的照常能用' },
  stopped: { name: '已停发', kind: undefined, detail: '不再发放，发出的照常能用' },
}

/** Where a batch stands at this moment, as members feel it. */
export function phaseOf(batch: BatchView, now: number): Phase {
  if (batch.state === 'draft' || batch.state === 'stopped') return batch.state
  if (now >= batch.claimUntil) return 'over'
  if (batch.state === 'paused') return 'paused'
  if (now < batch.claimFrom) return 'upcoming'
  return batch.soldOut || batch.taken >= batch.total ? 'gone' : 'open'
}

export type Filter = 'all' | 'live' | 'draft' | 'ended'

export const filterNames: Record<Filter, string> = { all: '全部', live: '发放中', draft: '草稿', ended: '已结束' }

export function passes(filter: Filter, phase: Phase): boolean {
  if (filter === 'all') return true
  if (filter === 'draft') return phase === 'draft'
  const ended = phase === 'over' || phase === 'stopped'
  return filter === 'ended' ? ended : !ended && phase !== 'draft'
}

/** The last day on which any coupon of the batch can be used. */
export function lastUseDay({ validity, claimUntil }: Pick<CouponBatch, 'validity' | 'claimUntil'>): Day {
  if (validity.kind === 'fixed') return validity.to
  return addDays(dayOf(claimUntil - 1), validity.startsAfterDays + validity.days - 1)
}

/** The most that one coupon takes off, in cents; null when it has no upper end. */
function mostOff(value: CouponValue): number | null {
  if (value.kind === 'threshold') return value.offCents
  return value.kind === 'exchange' ? value.worthCents : value.maxOffCents
}

/**
 * The most that issued and unused coupons may still cost, in cents. Coupons that ran out on their own day are still counted
 * until the batch's last day, so it is an upper end and no forecast. Null: a percentage without a cap has none.
 */
export function exposureOf(batch: BatchView, today: Day): number | null {
  const unused = batch.taken - batch.used
  if (unused <= 0 || lastUseDay(batch) < today) return 0
  const most = mostOff(batch.terms.value)
  return most === null ? null : unused * most
}

/** What a person may turn a batch to, the likeliest first. */
export function turnsOf(state: BatchState): ('running' | 'paused' | 'stopped')[] {
  if (state === 'stopped') return []
  return state === 'running' ? ['paused', 'stopped'] : ['running', 'stopped']
}

export const turnNames = {
  running: { draft: '开始发放', other: '继续发放' },
  paused: { draft: '暂停', other: '暂停' },
  stopped: { draft: '不发了', other: '停发' },
} as const

/** What an edit does and does not do, one sentence each, before anything is saved. */
export function effectsOf({ state, taken, total }: BatchView): string[] {
  const words =
    taken > 0 ? [`已发出的 ${taken} 张不变：优惠、有效期、门店都按领的时候。`] : ['还没有人领，条件都能改。']
  if (taken > 0) words.push('存下以后再领的，按新的来。')
  words.push(`总量只能加，现在 ${total} 张${taken > 0 ? `，还剩 ${Math.max(0, total - taken)} 张` : ''}。`)
  if (state === 'running') words.push('已经上架，存下马上生效。')
  return words
}
