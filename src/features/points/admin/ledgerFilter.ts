import { addDays, type Day, daysBetween, isDay } from '../../../kernel/day'
import type { Asset } from '../rules'

export interface LedgerQuery {
  from: Day
  to: Day
  /** Empty is every kind. */
  bizType: string
  asset: Asset | ''
  byHand: boolean
}

/** Days of one search, the server's own limit. */
const MOST_DAYS = 92

const assets: readonly string[] = ['points', 'growth', 'makeup_card'] satisfies Asset[]

function isAsset(text: string): text is Asset {
  return assets.includes(text)
}

/** What the address says, completed to something that can be asked; the last seven days when it says nothing. */
export function queryOf(query: Readonly<Record<string, string>>, today: Day): LedgerQuery {
  const to = isDay(query.to ?? '') ? (query.to ?? today) : today
  const from = isDay(query.from ?? '') ? (query.from ?? to) : addDays(to, -6)
  const asset = query.asset ?? ''
  return {
    ...{ from, to },
    bizType: /^[a-z_]{2,24}$/.test(query.kind ?? '') ? (query.kind ?? '') : '',
    asset: isAsset(asset) ? asset : '',
    byHand: query.hand === '1',
  }
}

/** The address of a search. */
export function addressOf({ from, to, bizType, asset, byHand }: LedgerQuery): Record<string, string | null> {
  return { from, to, kind: bizType || null, asset: asset || null, hand: byHand ? '1' : null }
}

/** What is wrong with the days, or null. */
export function problemOf({ from, to }: Pick<LedgerQuery, 'from' | 'to'>): string | null {
  if (from > to) return '开始那天要在结束那天之前。'
  return daysBetween(from, to) > MOST_DAYS ? '一次最多查 93 天，请把时间缩短。' : null
}

/** The input of `points.searchLedger`. */
export function inputOf({ from, to, bizType, asset, byHand }: LedgerQuery) {
  return { from, to, byHand, ...(bizType !== '' && { bizType }), ...(asset !== '' && { asset }) }
}
