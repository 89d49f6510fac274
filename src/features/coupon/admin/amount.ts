/** Largest amount that the contract takes: a million yuan, in cents. */
const MOST_CENTS = 100_000_000

/**
 * Typed yuan as integer cents: `19.9` → 1990. Digits are read as digits; a float never appears, so `0.29` is 29 and not 28.
 *
 * @returns null when it is no amount with at most two decimals up to a million yuan
 */
export function centsOf(text: string): number | null {
  const found = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(tidy(text))
  if (!found) return null
  const cents = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
  return cents <= MOST_CENTS ? cents : null
}

/** Integer cents as people type them: 1990 → `19.9`. */
export function yuanText(cents: number): string {
  return decimal(cents, 2)
}

/**
 * Typed 折 as basis points of what remains to be paid: `8.5` → 8500, `9` → 9000.
 *
 * @returns null unless 0.1 to 9.9 with at most two decimals; `85` is null, because nobody means eighty-five tenths
 */
export function basisPointsOf(text: string): number | null {
  const found = /^(\d)(?:\.(\d{1,2}))?$/.exec(tidy(text).replace(/折$/, ''))
  if (!found) return null
  const points = Number(found[1]) * 1000 + Number((found[2] ?? '').padEnd(2, '0')) * 10
  return points >= 100 && points <= 9900 ? points : null
}

/** Basis points as people type them: 8500 → `8.5`. */
export function zheText(basisPoints: number): string {
  return decimal(basisPoints, 3)
}

/** A whole number of at least `least`, or null. */
export function wholeOf(text: string, least: number, most: number): number | null {
  const clean = tidy(text).replace(/[,，]/g, '')
  if (!/^\d{1,8}$/.test(clean)) return null
  const value = Number(clean)
  return value >= least && value <= most ? value : null
}

/** Full-width digits and points come from Chinese keyboards; the sign and spaces around are no part of the number. */
function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/。/g, '.')
    .trim()
    .replace(/^[¥￥]\s*|\s*元$/g, '')
}

function decimal(units: number, places: number): string {
  const digits = String(units).padStart(places + 1, '0')
  const rest = digits.slice(-places).replace(/0+$/, '')
  return rest === '' ? digits.slice(0, -places) : `${digits.slice(0, -places)}.${rest}`
}
