import type { ExpiryPolicy } from './rules'

/** What the brand decided about its points. Rules are data; this is the data in force. */
export const pointsPlan: {
  /** So many points are worth one yuan, for the liability view. */
  pointsPerYuan: number
  /** A refund whose lot is over meanwhile lives this many days after the day of the refund. */
  refundLifeDays: number
  /** What staff add by hand lives this long. */
  correction: ExpiryPolicy
} = {
  pointsPerYuan: 100,
  refundLifeDays: 7,
  correction: { kind: 'rolling_months', months: 12 },
}
