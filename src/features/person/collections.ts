import type { Fact, Identity, Person } from './rules'
import type { Tie } from './ties'

/** What we know of a group's list of members, beside the group itself. */
export interface Roster {
  /** chat_id */
  _id: string
  schema: 1
  /** `member_version` of the last look, and how many came with a unionid: a binding that is made later changes only those. */
  version: string
  /** ms */
  lookedAt: number
}

/** What `opengid_to_chatid` said of a group that a phone came from. */
export interface OpenGroup {
  /** openGId */
  _id: string
  schema: 1
  /** Null: not one of our groups. */
  chatId: string | null
  at: number
}

declare module '../../kernel/store' {
  interface Collections {
    identities: Identity
    facts: Fact
    ties: Tie
    people: Person
    rosters: Roster
    open_groups: OpenGroup
  }
}
