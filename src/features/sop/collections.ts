import type { Participation, Sop, SopRun, SopVersion } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    sops: Sop
    /** Read through `upcastVersion`: older documents lack what came later. */
    sop_versions: SopVersion
    sop_runs: SopRun
    participations: Participation
  }
}
