/**
 * How well texts fit what somebody typed: 0 when a word of it is missing, more when it stands early and in the first text. Width and
 * case make no difference, and words may come in any order: `ＶＩＰ 券` finds `会员券（vip）`.
 */
export type Fits = (title: string, ...others: readonly string[]) => number

export function fitsOf(typed: string): Fits {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  return (title, ...others) => {
    if (words.length === 0) return 0
    const head = fold(title)
    const rest = others.map(fold)
    let sum = 0
    for (const word of words) {
      const at = head.indexOf(word)
      if (at === 0) sum += 4
      else if (at > 0) sum += 3
      else if (rest.some((text) => text.includes(word))) sum += 1
      else return 0
    }
    return sum / words.length
  }
}

/** The best of a list, at most `limit`, equal ones in their own order. */
export function best<T>(list: readonly T[], fits: (one: T) => number, limit: number): T[] {
  return list
    .map((one) => ({ one, fits: fits(one) }))
    .filter((each) => each.fits > 0)
    .sort((a, b) => b.fits - a.fits)
    .slice(0, limit)
    .map(({ one }) => one)
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
