import type { Input } from '../../../admin/call'
import type { Seen } from '../listPlan'

/** Keys of the address that narrow or order the list. */
export const MEMBER_KEYS = ['q', 'tier', 'streak', 'seen', 'channel', 'group', 'segment'] as const

export type MemberQuery = Readonly<Record<string, string | undefined>>

export const seenNames: readonly { value: Seen; label: string }[] = [
  { value: '', label: '不限最近打卡' },
  { value: 'today', label: '今天打过卡' },
  { value: 'week', label: '近 7 天打过卡' },
  { value: 'month', label: '近 30 天打过卡' },
  { value: 'quiet', label: '7–30 天没打卡' },
  { value: 'lost', label: '30 天以上没打卡' },
  { value: 'never', label: '从没打过卡' },
]

export const streakNames = [0, 3, 7, 21, 30, 100].map((days) => ({
  value: String(days === 0 ? '' : days),
  label: days === 0 ? '不限连续天数' : `连续 ${days} 天以上`,
}))

/** What was typed as the beginning of a code: `null` when no code begins so. */
export function codePrefix(typed: string): string | null {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  return /^[0-9A-F]{0,24}$/.test(code) ? code : null
}

/** The input of `member.list` that an address asks for; what makes no sense is left out. */
export function listInput(query: MemberQuery): Omit<Input<'member.list'>, 'after' | 'limit'> {
  const days = Number(query.streak ?? '')
  const seen = seenNames.find(({ value }) => value === query.seen)?.value ?? ''
  return {
    filter: {
      code: codePrefix(query.q ?? '') ?? '',
      tier: (query.tier ?? '').slice(0, 16),
      segment: (query.segment ?? '').trim().slice(0, 40),
      channel: (query.channel ?? '').slice(0, 30),
      group: (query.group ?? '').slice(0, 64),
      streak: Number.isInteger(days) && days > 0 && days < 10_000 ? days : 0,
      seen,
    },
    sort: query.sort === 'seen' ? 'seen' : 'joined',
  }
}
