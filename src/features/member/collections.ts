import type { MemberFilter } from './listPlan'

/** Somebody of the staff took a list of people out of the house. */
export interface Export {
  /** `{what}:{staff}:{request}` */
  _id: string
  schema: 1
  staffId: string
  what: 'members'
  filter: MemberFilter
  /** ms */
  at: number
}

declare module '../../kernel/store' {
  interface Collections {
    exports: Export
  }
}
