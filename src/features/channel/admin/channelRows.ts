import type { CsvCell } from '../../../admin/csv'
import { hrefOf } from '../../../admin/place'
import { addDays, type Day } from '../../../kernel/day'
import type { QualityRow } from '../../funnel/contract'
import type { ChannelRow } from '../contract'
import { kindWords } from '../text'
import { channelWords as words } from './text'

/** Days that the numbers beside a channel are of, the last one today. */
export const QUALITY_DAYS = 90

/** What of a channel's people a share counts. */
export const PEOPLE_OF = { retention7: 'active', checkin: 'checkedIn', coupon: 'used', left7: 'leftMatched' } as const

/** The people behind a number of a channel. @param days of the newcomers, counted back from `today` */
export function peopleHref(channel: string, today: Day, only: string | null = null, days = QUALITY_DAYS): string {
  const range = { from: addDays(today, 1 - days), to: today }
  return hrefOf('/funnel', { ...range, by: 'channel', value: channel, people: 'all', only })
}

export const channelHeads = [
  ...['渠道', '编号', '类型', '门店', '状态', '来的人', '今天', '对得上', '7 日还在', '打卡率', '核销率', '7 日离开'],
  ...['成本（元）', '每进群（元）', '每活跃（元）'],
]

/** One channel as a line of a file: shares from 0 to 1, money in yuan. */
export function channelCells(row: ChannelRow, known: QualityRow | undefined): CsvCell[] {
  const { name, id, kind, store, state, costCents } = row
  const { quality } = known ?? {}
  const share = (points: number | null | undefined) => (points == null ? null : points / 10_000)
  const yuan = (cents: number | null | undefined) => (cents == null ? null : cents / 100)
  return [
    ...[name, id, kindWords[kind], store ?? '', words.states[state]],
    ...[known?.people ?? null, known?.today ?? null, quality?.known ?? null, share(quality?.retention7)],
    ...[share(quality?.checkin), share(quality?.coupon), share(quality?.left7)],
    ...[yuan(costCents), yuan(quality?.perJoined), yuan(quality?.perActive)],
  ]
}
