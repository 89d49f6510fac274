import type { ClockTime, Day } from '../../kernel/day'

/** 欢迎语 · 固定栏目 · 特色栏目 */
export type NodeKind = 'welcome' | 'column' | 'special'

/** When a node is heard. Weekdays are 1 = Monday to 7 = Sunday. */
export type NodeTime =
  | { on: 'daily' }
  | { on: 'weekdays'; weekdays: number[] }
  | { on: 'date'; date: Day }
  /** `offset` days from the festival; -3 is three days before. `name` as people call it: 春节, 妇女节. */
  | { on: 'festival'; name: string; offset: number }
  /** Day 1 is the day of joining, 0 the moment itself. */
  | { on: 'join'; day: number }

/** A window `[from, until)` on the wall clock; it never crosses midnight. */
export interface Slot {
  from: ClockTime
  until: ClockTime
}

export type Part =
  | { type: 'text'; text: string }
  /** Mini-program card that opens the column's page; `cover` names a picture of the material library. */
  | { type: 'card'; title: string; cover: string }
  | { type: 'image' | 'video' | 'voice' | 'questionnaire'; material: string }

export interface TopicOption {
  key: string
  text: string
}

/** A single-choice question that members answer on the column's page. */
export interface Topic {
  question: string
  options: TopicOption[]
}

/** How a message reaches a group. `auto` lets the day's budget decide: one group task a day, the rest by staff. */
export type Route = 'auto' | 'group_task' | 'staff_task'

/** What being late means: send it all the same, drop it, or ask a person. */
export type LatePolicy = 'send' | 'skip' | 'ask'

export interface SopNode {
  /** Stable across versions; travels in the keys of deliveries and participations. `[0-9a-z_]{1,24}`. */
  key: string
  kind: NodeKind
  time: NodeTime
  slots: Slot[]
  /** 种草, 互动, 福利, 促销转化, 通知, 知识价值 … the operator's own word. */
  module: string
  /** 栏目: the name under which members know it. */
  column: string
  tone: string
  parts: Part[]
  topic: Topic | null
  /** Values for variables of the brand or of this occurrence: {产品}. */
  variables: Record<string, string>
  audience: { tags: string[] }
  route: Route
  late: LatePolicy
  /** 负责人 as written. */
  owner: string
  note: string
  /** Why this node is kept but not sent by the timer, in Chinese; null when it is scheduled. */
  unscheduled: string | null
  /** Where it came from in the spreadsheet. */
  source: { sheet: string; row: number } | null
}

export type VersionStatus = 'draft' | 'live' | 'retired'

/** An immutable version once published; a draft is edited under `revision`. */
export interface SopVersion {
  _id: string
  schema: 1
  sop: string
  number: number
  parent: number | null
  status: VersionStatus
  name: string
  /** First and last day on which it speaks; null is open. */
  from: Day | null
  to: Day | null
  nodes: SopNode[]
  /** Change note written by a person. */
  note: string
  author: string
  revision: number
  /** Digest of what was imported, so that a second commit of the same file knows itself. */
  importDigest: string | null
  createdAt: number
  publishedAt: number | null
}

export interface Sop {
  _id: string
  schema: 1
  name: string
  /** Number of the live version, 0 before the first publication. */
  live: number
  /** Highest number given out. */
  latest: number
  createdAt: number
}

/** One node on one day in one of its windows, before it is addressed to groups. */
export interface Occurrence {
  /** `{sop}:{nodeKey}:{date}:{slot}`: the beat, shared by all groups that hear it. */
  beat: string
  node: SopNode
  date: Day
  /** Ordinal of the window within the node. */
  slot: number
  /** ms, window `[from, until)`. */
  from: number
  until: number
}

/** One member's part in one beat. */
export interface Participation {
  /** `{beat}:{memberId}` */
  _id: string
  schema: 1
  beat: string
  memberId: string
  day: Day
  /** chat_id of the group whose card was opened, when it said so. */
  group: string | null
  openedAt: number
  actedAt: number | null
  /** Key of the chosen option; the first answer stands. */
  choice: string | null
}
