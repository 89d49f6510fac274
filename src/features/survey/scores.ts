/** Answers below which a number would say more than is known. */
export const TOO_FEW = 30

/** `null`: too few answers to say a number; `n` tells how many. Margins are for 95 %. */
export interface Score {
  /** Answers that count; skipped ones do not. */
  n: number
  /** NPS −100…100, CSAT 0…100 (%), CES and rating their mean. */
  value: number | null
  /** ± in the same unit. */
  margin: number | null
}

export interface NpsScore extends Score {
  promoters: number
  passives: number
  detractors: number
}

/** 1.96 standard errors hold 95 % of a normal distribution. */
const Z = 1.96

/**
 * Net promoter score: share of 9 and 10 less share of 0 to 6. Its standard error is √((p + d − (p − d)²)/n).
 *
 * @param counts answers by value, 0 to 10
 */
export function npsOf(counts: readonly number[], tooFew = TOO_FEW): NpsScore {
  const sum = (from: number, to: number) => counts.slice(from, to + 1).reduce((total, each) => total + each, 0)
  const [detractors, passives, promoters] = [sum(0, 6), sum(7, 8), sum(9, 10)]
  const n = detractors + passives + promoters
  if (n < Math.max(1, tooFew)) return { n, value: null, margin: null, promoters, passives, detractors }
  const [p, d] = [promoters / n, detractors / n]
  const margin = Z * Math.sqrt((p + d - (p - d) ** 2) / n) * 100
  return { n, value: rounded((p - d) * 100), margin: rounded(margin), promoters, passives, detractors }
}

/** Customer satisfaction: share of 4 and 5 of 5. The margin is Wilson's, which stays sound at 0 and 100 %. */
export function csatOf(counts: readonly number[], tooFew = TOO_FEW): Score {
  const n = counts.slice(1, 6).reduce((total, each) => total + each, 0)
  if (n < Math.max(1, tooFew)) return { n, value: null, margin: null }
  const share = ((counts[4] ?? 0) + (counts[5] ?? 0)) / n
  const margin = (Z / (1 + Z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2))
  return { n, value: rounded(share * 100), margin: rounded(margin * 100) }
}

/** Mean of a scale (CES, rating). `counts` by value from 0 on. */
export function meanOf(counts: readonly number[], tooFew = TOO_FEW): Score {
  const n = counts.reduce((total, each) => total + each, 0)
  if (n < Math.max(2, tooFew)) return { n, value: null, margin: null }
  const mean = counts.reduce((total, each, value) => total + each * value, 0) / n
  const variance = counts.reduce((total, each, value) => total + each * (value - mean) ** 2, 0) / (n - 1)
  return { n, value: rounded(mean), margin: rounded(Z * Math.sqrt(variance / n)) }
}

/** One decimal is more than any of these surveys knows. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
