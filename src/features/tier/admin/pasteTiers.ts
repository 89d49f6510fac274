import { cellName, type PasteProblem } from '../../../admin/table/paste'
import type { Tier, TierRules } from '../rules'
import { changeBenefits, changeTier } from './draft'

/** Fields of a tier that are numbers, in the order of the table's rows. */
export const NUMBER_FIELDS = ['threshold', 'birthdayPoints', 'multiplier', 'earlyMinutes'] as const
export type NumberField = (typeof NUMBER_FIELDS)[number]

/** What a field takes: its unit, its ends, and that the lowest tier has it fixed. */
const limits: Readonly<Record<NumberField, { most: number; least: number; whole: boolean; notLowest: boolean }>> = {
  threshold: { least: 1, most: 100_000_000, whole: true, notLowest: true },
  birthdayPoints: { least: 0, most: 1_000_000, whole: true, notLowest: false },
  multiplier: { least: 1, most: 10, whole: false, notLowest: true },
  earlyMinutes: { least: 0, most: 1440, whole: true, notLowest: false },
}

/** The draft with a block of a spreadsheet put in from one cell on, to the right by tier and down by field; what cannot be taken is told. */
export function pasteTiers(
  draft: TierRules,
  at: { tier: number; field: NumberField },
  grid: readonly (readonly string[])[],
): { draft: TierRules; taken: number; problems: PasteProblem[] } {
  let next = draft
  let taken = 0
  const problems: PasteProblem[] = []
  const first = NUMBER_FIELDS.indexOf(at.field)
  for (const [down, row] of grid.entries()) {
    for (const [right, said] of row.entries()) {
      const problem = (why: string) => problems.push({ cell: cellName(down, right), said, why })
      const field = NUMBER_FIELDS[first + down]
      const tier = draft.tiers[at.tier + right]
      if (field === undefined || tier === undefined) {
        if (said !== '') problem('超出了表格')
        continue
      }
      if (said === '') continue
      const { least, most, whole, notLowest } = limits[field]
      if (notLowest && at.tier + right === 0) {
        problem('最低一级的这一格不能改')
        continue
      }
      const value = Number(said.normalize('NFKC').replace(/[,，\s倍分]/g, ''))
      if (!Number.isFinite(value) || value < least || value > most || (whole && !Number.isInteger(value))) {
        problem(`要填 ${least} 到 ${most} 的${whole ? '整' : ''}数`)
        continue
      }
      next = put(next, tier, field, value)
      taken += 1
    }
  }
  return { draft: next, taken, problems }
}

function put(draft: TierRules, tier: Tier, field: NumberField, value: number): TierRules {
  if (field === 'threshold') return changeTier(draft, tier.id, { threshold: value })
  return changeBenefits(draft, tier.id, { [field]: field === 'multiplier' ? Math.round(value * 10_000) : value })
}
