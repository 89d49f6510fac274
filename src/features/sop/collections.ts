import type { HolidayOverride } from '../../kernel/holidays'
import type { Participation, Sop, SopRun, SopVersion } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    sops: Sop
    /** Read through `upcastVersion`: older documents lack what came later. */
    sop_versions: SopVersion
    sop_runs: SopRun
    /** `{year}`: days off and 调休 as a person entered them. */
    holidays: { _id: string; schema: 1; days: HolidayOverride[] }
    participations: Participation
  }
}
