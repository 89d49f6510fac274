import type { TierView } from '../contract'

/**
 * How far along the rail a member stands, 0 to 100: tiers stand evenly, and between two of them growth counts in proportion. Whoever
 * keeps a tier with less growth stands on its dot.
 */
export function placeOn({ tiers, current, growth }: Pick<TierView, 'tiers' | 'current' | 'growth'>): number {
  const level = Math.max(
    0,
    tiers.findIndex(({ id }) => id === current),
  )
  const own = tiers[level]
  const next = tiers[level + 1]
  if (!own || !next || tiers.length < 2) return 100
  const part = (growth - own.threshold) / (next.threshold - own.threshold)
  return ((level + Math.min(1, Math.max(0, part))) / (tiers.length - 1)) * 100
}

/** `MM-DD` of four typed digits, or null when there is no such day. February has 29. */
export function birthdayIn(typed: string): string | null {
  const found = /^(\d{2})(\d{2})$/.exec(typed)
  const [month, day] = [Number(found?.[1]), Number(found?.[2])]
  const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  return days !== undefined && day >= 1 && day <= days ? `${found?.[1]}-${found?.[2]}` : null
}
