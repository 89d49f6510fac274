import * as v from 'valibot'
import { type Day, isClockTime, isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import type { FileKind } from '../material/formats'
import type { Part } from '../sop/rules'
import { editors, everyStaff } from '../staff/contract'
import { ownerContract } from './ownerContract'
import type { QuotaRule } from './quota'
import type { Delivery, DeliveryState, Evidence } from './rules'
import type { SendingRules } from './sendingRules'
import { type DayRates, RATES, type StoreRates } from './storeRates'

/** One cell of the board: one group × one beat. */
export interface BoardCell {
  id: string
  state: DeliveryState
  route: 'group_task' | 'staff_task'
  evidence: Evidence | null
  /** ms, when it was sent. */
  sentAt: number | null
  /** Whole minutes after the window's beginning, when late or overdue. */
  lateMinutes: number | null
  reason: string | null
  reminders: number
}

export interface BoardBeat {
  beat: string
  column: string
  module: string
  from: number
  until: number
  /** Representative text, as one group reads it. */
  text: string
  /** Members who opened the page and who answered. */
  opened: number
  answered: number
}

/** A beat that guides send to single customers: one task a guide. */
export interface BoardSingles {
  beat: string
  /** Empty, and no window, when nobody could be reached this way. */
  column: string
  from: number | null
  until: number | null
  text: string
  /** Members in a task, and those of them whom WeCom says it reached. */
  customers: number
  reached: number
  /** Members who hear it and are in no task: not told, or told another way; and why (Chinese). */
  left: number
  fallback: number
  reasons: string[]
  tasks: {
    id: string
    guide: string
    guideName: string
    state: DeliveryState
    customers: number
    reached: number
    sentAt: number | null
    reason: string | null
    reminders: number
    /** The guide is away or has left: nobody else can press for their friends. */
    away: boolean
  }[]
}

export interface Board {
  date: Day
  groups: { chatId: string; name: string; owner: string; ownerName: string; members: number }[]
  beats: BoardBeat[]
  singles: BoardSingles[]
  /** `{chatId}|{beat}` → cell. */
  cells: Record<string, BoardCell>
  totals: {
    planned: number
    due: number
    sent: number
    late: number
    missed: number
    awaiting: number
    unconfirmed: number
    skipped: number
  }
  /** Check-ins counted so far today. */
  checkins: number
  tick: {
    lastRunAt: number | null
    lastMs: number | null
    backlog: number
    oldestDueAt: number | null
    runs: { at: number; ms: number; done: number }[]
  }
}

/** One message of a list of messages. */
export interface SentRow {
  id: string
  date: Day
  from: number
  beat: string
  chatId: string
  groupName: string
  column: string
  state: DeliveryState
  route: Delivery['route']
  evidence: Evidence | null
  sentAt: number | null
  reason: string | null
}

export interface TickView {
  runs: { at: number; ms: number; done: number; failed: number }[]
  waiting: { id: string; kind: string; at: number; attempts: number; lastError: string | null }[]
}

/** A file of the library as an owner's phone shows and saves it. */
export interface QueueMedia {
  /** As the parts name it. */
  ref: string
  name: string
  kind: FileKind
  /** fileID in the cloud storage, and an address that can be read for a while; empty when the file is gone. */
  file: string
  url: string
  /** Bytes. */
  size: number
}

export interface QueueItem {
  id: string
  column: string
  groupName: string
  target: string
  from: number
  until: number
  route: 'group_task' | 'staff_task'
  parts: Part[]
  /** Files that the parts name; what is missing is not in the library (any more). A phone may keep an answer from before. */
  media?: QueueMedia[]
  text: string
  card: { title: string; cover: string; path: string } | null
  state: DeliveryState
  evidence: Evidence | null
  reason: string | null
  sentAt: number | null
  /** Members who opened its page so far, and who answered. */
  opened: number
  acted: number
  /** What being late means for it. */
  late: Delivery['late']
  /** Name of the owner for whom the caller stands in. */
  standsInFor: string | null
  /** It was not heard, and its owner may have it sent after all. */
  mayResend: boolean
  /** 0 is the planned one; more: somebody had it sent again. */
  attempt: number
}

/** The brand's rules of sending, and the state in which they were read. */
export interface RulesView {
  rules: SendingRules
  revision: number
  by: string
  at: number | null
}

/** The budget of 群发 of each group in the quota's period that holds the day. */
export interface QuotaView {
  rule: QuotaRule
  from: Day
  to: Day
  limit: number
  groups: {
    chatId: string
    name: string
    /** Planned or on the owner's phone; sent; sent by others. */
    reserved: number
    spent: number
    outside: number
    left: number
    /** Days from today on that hold one of ours already. */
    coming: Day[]
  }[]
}

/** One message of a group as a calendar shows it. */
export type GroupDayRow = Pick<
  Delivery,
  'beat' | 'sop' | 'column' | 'module' | 'date' | 'from' | 'until' | 'state' | 'reason'
> & { route: 'group_task' | 'staff_task' }

export interface GroupDays {
  rule: QuotaRule
  /** Hours in which nobody is disturbed. */
  quiet: SendingRules['quiet']
  rows: GroupDayRow[]
  outside: Day[]
}

/** Who opened a beat's page; the first three add up to the last. */
export interface Openings {
  own: Opened
  others: Opened
  /** From a card that served several groups, on a phone that follows none of them. */
  unknown: Opened
  total: Opened
}

interface Opened {
  opened: number
  acted: number
}

const clockTime = v.pipe(v.string(), v.check(isClockTime, '时间要写成 22:00 这样'))
const most = (count: number) =>
  v.pipe(v.number(), v.integer('要写整数'), v.minValue(1, '至少是 1'), v.maxValue(count, '太大了'))
const userId = v.pipe(v.string(), v.trim(), v.regex(/^[\w.@-]{1,64}$/, '企业微信账号格式不对'))
const id = v.pipe(v.string(), v.minLength(8), v.maxLength(200))
const day = v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样'))

export const deliveryContract = {
  ...ownerContract,
  'delivery.getBoard': { roles: everyStaff, input: v.object({ date: v.optional(day) }), output: output<Board>() },
  /** A person's decision on an unconfirmed message: it went out, or send it again as a new attempt. */
  'delivery.resolve': {
    roles: editors,
    input: v.object({ id, outcome: v.picklist(['sent', 'resend']) }),
    output: output<{ id: string; state: DeliveryState }>(),
  },
  /** Sends a missed or skipped message after all, by hand within an hour; the old row stays as it ended. */
  'delivery.sendAgain': { roles: editors, input: v.object({ id }), output: output<{ id: string }>() },
  'delivery.getRules': { roles: everyStaff, input: v.object({}), output: output<RulesView>() },
  /** Changes the brand's rules as they were read at `revision`. */
  'delivery.saveRules': {
    roles: editors,
    input: v.object({
      revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      rules: v.object({
        quotaRule: v.picklist(['days_of_month', '7_per_week', '1_per_day']),
        countsAt: v.picklist(['created', 'confirmed']),
        quiet: v.nullable(v.object({ from: clockTime, until: clockTime })),
        groupPerDay: most(50),
        personPerDay: most(20),
        personPerWeek: most(50),
      }),
    }),
    output: output<RulesView>(),
  },
  /** How much 群发 each group has left in the period of the day: reserved, spent, used by others. */
  'delivery.getQuota': { roles: everyStaff, input: v.object({ date: v.optional(day) }), output: output<QuotaView>() },
  /** Members who opened the page of a message and who did something there: of its own group, of others that got it, of nobody knows which. */
  'delivery.getOpenings': { roles: everyStaff, input: v.object({ id }), output: output<Openings>() },
  /** The messages of one group on at most 62 days, of whatever SOP, and the days of 群发 by others: what a calendar adds to a version. */
  'delivery.getGroupDays': {
    roles: everyStaff,
    input: v.object({ chatId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)), from: day, to: day }),
    output: output<GroupDays>(),
  },
  /**
   * A group owner is away until a day (included), for good (`gone`), or back (null). What is open goes to the deputy: the one
   * who is named, else an administrator of each group.
   */
  'delivery.setAway': {
    roles: editors,
    input: v.object({
      user: userId,
      until: v.nullable(v.union([day, v.literal('gone')])),
      deputy: v.optional(v.nullable(userId), null),
    }),
    output: output<{ moved: number; stayed: number }>(),
  },
  /** Gives what owners who are away have open today and tomorrow to their deputies; what the timer does before each beat. */
  'delivery.reroute': { roles: editors, input: v.object({}), output: output<{ moved: number; stayed: number }>() },
  /** Who is away now, and who stands in. */
  'delivery.getAway': {
    roles: everyStaff,
    input: v.object({}),
    output: output<{ away: { user: string; until: Day | null; deputy: string | null; by: string }[] }>(),
  },
  /** Per store, on at most 31 days: planned, on time, late, missed, unconfirmed. Who works in a store sees that store. */
  'delivery.getStores': {
    roles: everyStaff,
    input: v.object({ from: day, to: day }),
    output: output<{ from: Day; to: Day; stores: StoreRates[]; days: DayRates[] }>(),
  },
  /** The messages behind a number of `delivery.getStores`, newest first, a thousand at most; `cut` when there are more. */
  'delivery.listRows': {
    roles: everyStaff,
    input: v.object({
      from: day,
      to: day,
      /** One count of `Rates`; without it all that was planned, and what was skipped. */
      which: v.optional(v.picklist(RATES)),
      /** Null: groups of no store. */
      store: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(80)))),
      chatId: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
    }),
    output: output<{ rows: SentRow[]; cut: boolean }>(),
  },
  /** The timer's last runs, newest first, and what is due and not done, the oldest first (a hundred at most). */
  'delivery.getTick': { roles: everyStaff, input: v.object({}), output: output<TickView>() },
  /** Reminds the owner: the platform allows three times in 24 hours for a group task. */
  'delivery.remind': { roles: editors, input: v.object({ id }), output: output<{ reminders: number }>() },
  /** Takes a group task back that its owner has not sent; all groups of the task, because WeCom knows no less. */
  'delivery.withdraw': { roles: editors, input: v.object({ id }), output: output<{ withdrawn: number }>() },
} as const
