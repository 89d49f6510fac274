import type { Participation, Sop, SopVersion } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    sops: Sop
    sop_versions: SopVersion
    participations: Participation
  }
}
