import { shortDay } from '../../../admin/format'
import type { ChartModel } from '../../../admin/parts/chartModel'
import { hrefOf } from '../../../admin/place'
import { type Day, dayOf } from '../../../kernel/day'
import type { BatchDay, BatchView, IssuedRow } from '../contract'

export type IssuedOf = 'taken' | 'used' | 'unused'
export const ISSUED_OF: readonly IssuedOf[] = ['taken', 'used', 'unused']

/** The coupons of a batch behind a number: all, or those of one day. */
export function issuedHref(batch: string, rows: IssuedOf, on: Day | null = null): string {
  return hrefOf('/coupons', { batch, rows, on })
}

/**
 * Taken and used, added up day by day, from the first day of claiming or thirty days ago; against the stock when it is near.
 * What happened on a day alone stands in the table.
 */
export function batchModel(
  batch: Pick<BatchView, '_id' | 'claimFrom' | 'claimUntil' | 'total'>,
  { before, days: given }: { before: Pick<BatchDay, 'taken' | 'used'>; days: readonly BatchDay[] },
): ChartModel {
  const begun = dayOf(batch.claimFrom)
  const first = given.findIndex(({ day, taken, used }) => day >= begun || taken + used > 0)
  const days = first < 0 ? given.slice(-1) : given.slice(first)
  const summed = (what: 'taken' | 'used') => {
    let sum = before[what]
    return days.map((day) => {
      sum += day[what]
      return sum
    })
  }
  const taken = summed('taken')
  const ended = days.findIndex(({ day }) => day === dayOf(batch.claimUntil - 1))
  const most = taken.at(-1) ?? 0
  return {
    along: '日期',
    points: days.map(({ day }) => shortDay(day)),
    series: [
      { name: '领取', as: 'line', tone: 2, values: taken },
      { name: '核销', as: 'line', tone: 1, values: summed('used') },
    ],
    extra: [
      { name: '当天领取', values: days.map((day) => day.taken) },
      { name: '当天核销', values: days.map((day) => day.used) },
    ],
    // A stock far above would press the lines flat against the axis.
    levels: most * 3 >= batch.total ? [{ name: `库存 ${batch.total}`, value: batch.total }] : [],
    events: ended < 0 ? [] : [{ name: '领取截止', at: ended }],
    rowsOf: (point, series) => {
      const day = days[point]?.day
      return day === undefined ? null : issuedHref(batch._id, series === 0 ? 'taken' : 'used', day)
    },
  }
}

export const sourceNames: Record<IssuedRow['source'], string> = {
  claim: '自己领',
  exchange: '积分换',
  grant: '发的',
  gift: '朋友送',
}
