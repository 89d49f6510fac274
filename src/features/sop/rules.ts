import type { ClockTime, Day } from '../../kernel/day'

/** 欢迎语 · 固定栏目 · 特色栏目 */
export type NodeKind = 'welcome' | 'column' | 'special'

/** When a node is heard. Weekdays are 1 = Monday to 7 = Sunday. */
export type NodeTime =
  | { on: 'daily' }
  | { on: 'weekdays'; weekdays: number[] }
  /** Days of the month, 1 to 31; -1 is the last one. A month without the 31st keeps it on its last day. */
  | { on: 'monthdays'; days: number[] }
  | { on: 'date'; date: Day }
  /** `offset` days from the festival; -3 is three days before. `name` as people call it: 春节, 妇女节, 农历八月初三. */
  | { on: 'festival'; name: string; offset: number }
  /** Day 1 is the day on which the group was made. */
  | { on: 'group'; day: number }
  /** Day 1 is the day of joining, 0 the moment itself. */
  | { on: 'join'; day: number }

/** A window `[from, until)` on the wall clock; it never crosses midnight. */
export interface Slot {
  from: ClockTime
  until: ClockTime
}

/** The same words in another tone: 亲切, 简洁, 活泼 … */
export interface ToneWording {
  tone: string
  text: string
}

/** Signs of a tone's name. */
export const TONE_LENGTH = 12

export type Part =
  /** `text` is in the node's own tone; `tones` says the same in others, absent when none does (see `tones.ts`). */
  | { type: 'text'; text: string; tones?: ToneWording[] }
  /** Mini-program card that opens the column's page; `cover` names a picture of the material library. */
  | { type: 'card'; title: string; cover: string }
  | { type: 'image' | 'video' | 'voice' | 'file' | 'questionnaire'; material: string }
  /** Several pictures, in order. */
  | { type: 'images'; materials: string[] }
  | { type: 'link'; title: string; url: string; description: string; picture: string }
  /** A coupon batch that members claim on the benefits page; `batch` is empty until it is chosen. */
  | { type: 'coupon'; title: string; batch: string }
  | { type: 'game'; title: string; page: string }

export interface TopicOption {
  key: string
  text: string
}

/** A single-choice question that members answer on the column's page. */
export interface Topic {
  question: string
  options: TopicOption[]
}

/**
 * How a message reaches people. To a group: `auto` lets the day's budget decide between one group task a day and the owner's
 * queue. To one member: a customer task, a subscribe message. `welcome` goes to a new friend within the callback,
 * `group_welcome` is the template that WeCom itself sends to who joins a group.
 */
export type Route = 'auto' | 'group_task' | 'staff_task' | 'single_task' | 'subscribe' | 'welcome' | 'group_welcome'

/** What being late means: send it all the same, drop it, or ask a person. */
export type LatePolicy = 'send' | 'skip' | 'ask'

/** What a node does on a day off: as always, on the next workday instead, or not at all. */
export type HolidayPolicy = 'keep' | 'shift' | 'skip'

/** `[least, most]`, both included; null is open. */
export interface Span {
  least: number | null
  most: number | null
}

/** Who hears a node. An empty list and an open span ask for nothing; what is given must all hold. */
export interface Audience {
  tags: string[]
  stores: string[]
  /** WeCom user ids of group owners. */
  owners: string[]
  /** Members of the group. */
  size: Span
  /** Days since the group was made, its first day is 1. */
  age: Span
  /** Of members: tiers, segments and preferences that they gave in surveys. */
  tiers: string[]
  segments: string[]
  preferences: string[]
}

/** What one beat does differently from its node. */
export interface BeatException {
  /** The beat that it is about, as it would be: its day (days off counted) and the ordinal of its window. Its id stays. */
  date: Day
  slot: number
  /** It is left out; then nothing else is said of it. */
  skip: boolean
  /** Where it is heard instead; null: where it always is. */
  to: ({ date: Day } & Slot) | null
  /** What it says instead; null: what the node says. */
  parts: Part[] | null
}

export interface SopNode {
  /** Stable across versions; travels in the keys of deliveries and participations. `[0-9a-z_]{1,24}`. */
  key: string
  kind: NodeKind
  time: NodeTime
  slots: Slot[]
  /** Single beats that differ, in order of their days; absent when none does. */
  exceptions?: BeatException[]
  /** 种草, 互动, 福利, 促销转化, 通知, 知识价值 … the operator's own word. */
  module: string
  /** 栏目: the name under which members know it. */
  column: string
  /** 福利价值, 知识价值, 社交价值 …; may be empty. */
  value: string
  tone: string
  parts: Part[]
  topic: Topic | null
  /** Values for variables of the brand or of this occurrence: {产品}. */
  variables: Record<string, string>
  audience: Audience
  route: Route
  /** The way that is left when the route is not open (no quota, no consent); null: the message is skipped with a reason. */
  fallback: Route | null
  late: LatePolicy
  /** On the days off of a holiday, and on ordinary weekends. */
  holiday: HolidayPolicy
  weekend: HolidayPolicy
  /** What the 气氛组 does about it: 两人接龙, 先发一张自己的图. */
  effort: string
  /** 负责人 as written. */
  owner: string
  note: string
  /** Why this node is kept but not sent by the timer, in Chinese; null when it is scheduled. */
  unscheduled: string | null
  /** Where it came from in the spreadsheet. */
  source: { sheet: string; row: number } | null
}

/** draft → review → approved → live → retired; a refused review is a draft again. */
export type VersionStatus = 'draft' | 'review' | 'approved' | 'live' | 'retired'

/** One step of a version's life, in order. */
export interface VersionStep {
  at: number
  by: string
  did:
    | 'create'
    | 'submit'
    | 'send_back'
    | 'approve'
    | 'schedule'
    | 'unschedule'
    | 'publish'
    | 'publish_failed'
    | 'retire'
  note: string
}

/** An immutable version once published; a draft is edited under `revision`. */
export interface SopVersion {
  _id: string
  schema: 2
  sop: string
  number: number
  /** The version that it was made from. */
  parent: number | null
  status: VersionStatus
  name: string
  /** First and last day on which it speaks; null is open. */
  from: Day | null
  to: Day | null
  /** Stores whose groups hear it, within what each node asks; absent or empty: all groups. Members belong to no store. */
  stores?: string[]
  nodes: SopNode[]
  /** Change note written by a person. */
  note: string
  author: string
  revision: number
  /** Digest of what was imported, so that a second commit of the same file knows itself. */
  importDigest: string | null
  createdAt: number
  publishedAt: number | null
  /** When it turns live by itself (ms); null: by a person. */
  publishAt: number | null
  /** Made by going back: the version that was live, and the one that it repeats. */
  rolledBack: { from: number; to: number } | null
  /** At most the last 50. */
  steps: VersionStep[]
  /** Names of those who changed its nodes; absent in versions from before. */
  hands?: string[]
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
  /** While it stands, nothing of this SOP goes out. Absent in documents from before. */
  paused?: { at: number; by: string; reason: string } | null
  /** It has ended; nothing goes out any more. */
  retiredAt?: number | null
  /** A version must be approved by somebody else than its author before it turns live. */
  needsReview?: boolean
  /** Members who were on their way at this instant (ms) go on from this version. */
  membersMoved?: { version: number; at: number } | null
}

/** Whether messages of a SOP may go out: it has a live version, is not paused and has not ended. */
export function isSpeaking(sop: Pick<Sop, 'live' | 'paused' | 'retiredAt'> | null): boolean {
  return sop !== null && sop.live > 0 && sop.paused == null && sop.retiredAt == null
}

/** A group on its way through nodes that count from its first day: it stays on the version on which it began. */
export interface SopRun {
  /** `{sop}:{target}` */
  _id: string
  schema: 1
  sop: string
  /** chat_id */
  target: string
  version: number
  startedOn: Day
  switchedAt: number | null
}

/** One node on one day in one of its windows, before it is addressed to groups. */
export interface Occurrence {
  /** `{sop}:{nodeKey}:{date}:{slot}`: the beat, shared by all groups that hear it. A beat that was moved keeps its id. */
  beat: string
  node: SopNode
  date: Day
  /** The day on which it would be heard without its holiday policy; `date` unless it was shifted. */
  nominal: Day
  /** Who hears it: group or member ids of the facts that were given; empty without facts. */
  to: 'groups' | 'members'
  targets: readonly string[]
  /** Ordinal of the window within the node. */
  slot: number
  /** ms, window `[from, until)`. */
  from: number
  until: number
  /** Present when this beat differs from its node: `date`, window and the node's words are then those of the exception. */
  exception?: BeatException
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
