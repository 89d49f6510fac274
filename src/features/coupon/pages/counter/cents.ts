/** Yuan before the point; more is a slip of the finger, not a bill. */
const MOST_DIGITS = 6

/**
 * What staff typed as yuan, in whole cents. By digits alone, because 0.1 + 0.2 is not 0.3 in a machine.
 *
 * @returns null for an empty field, 'wrong' for what is no amount
 */
export function centsOf(typed: string): number | null | 'wrong' {
  const amount = typed
    .trim()
    .replace('。', '.')
    .replace(/^[¥￥]\s*/, '')
  if (amount === '') return null
  const [, yuan = '', cents = ''] = /^(\d+)(?:\.(\d{0,2}))?$/.exec(amount) ?? []
  if (yuan === '' || yuan.length > MOST_DIGITS) return 'wrong'
  return Number(yuan) * 100 + Number(cents.padEnd(2, '0'))
}
