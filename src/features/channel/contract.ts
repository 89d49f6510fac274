import * as v from 'valibot'
import { isClockTime, isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import { gridInput } from '../sop/contract'
import { editors, everyStaff } from '../staff/contract'
import type { BatchPreview } from './batch'
import type { Rota } from './rota'
import {
  CHANNEL_ID,
  CHANNEL_KINDS,
  type ChannelKind,
  type CodeState,
  type Cost,
  type GroupWay,
  MOST_GROUPS,
  MOST_USERS,
  PLACES,
  type Place,
  type WelcomeSlot,
} from './rules'

export interface CodeView {
  state: CodeState
  /** config_id or ticket; null where the platform names nothing. */
  ref: string | null
  reason: string | null
  at: number
  until: number | null
}

/** A line of the list. */
export interface ChannelRow {
  id: string
  name: string
  kind: ChannelKind
  store: string | null
  state: 'active' | 'stopped'
  /** Names of the groups that its join way leads into. */
  groups: string[]
  /** Names of those whom the contact way holds now. */
  onDuty: string[]
  codes: Record<Place, CodeState>
  costCents: number
  createdAt: number
}

export interface ChannelView {
  id: string
  name: string
  kind: ChannelKind
  store: string | null
  state: 'active' | 'stopped'
  rota: Rota | null
  groups: GroupWay | null
  welcome: WelcomeSlot[]
  invite: boolean
  tags: string[]
  firstSop: string | null
  costs: Cost[]
  codes: Record<Place, CodeView>
  /** WeCom user ids that the contact way holds; null while a change is on its way. */
  onWay: string[] | null
  /** Who is on duty by the rota now, and when that changes next. */
  duty: { users: string[]; by: 'rota' | 'backup' | 'everybody'; next: number | null } | null
  /** What WeChat would not like about the words, as one sentence. */
  warning: string | null
  revision: number
  createdAt: number
  createdBy: string
}

/** What can be chosen from, and how much room the platforms leave. */
export interface ChannelChoices {
  staff: { user: string; name: string; stores: string[] }[]
  groups: { chatId: string; name: string; owner: string; members: number }[]
  sops: { sop: string; name: string }[]
  stores: string[]
  room: { permanent: number; ways: number }
  /** The brand's name, for posters. */
  brand: string
}

const text = (name: string, most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most, `${name}最多 ${most} 个字`))
const clock = v.pipe(v.string(), v.check(isClockTime, '时间要写成 09:00 这样'))
const day = v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样'))
const user = v.pipe(v.string(), v.regex(/^[\w.@-]{1,64}$/, '员工账号不对，请从名单里选'))
const chat = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, '群编号不对，请从名单里选'))
const weekday = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(7))
const id = v.pipe(v.string(), v.regex(CHANNEL_ID, '渠道编号只能用字母、数字、- 和 _，最多 30 个'))
const request = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/))
const revision = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const place = v.picklist(PLACES)

const slot = v.object({ weekday, from: clock, until: clock })
const rota = v.pipe(
  v.object({
    staff: v.pipe(
      v.array(
        v.object({
          user,
          cap: v.nullable(
            v.pipe(
              v.number(),
              v.integer('每日上限要是整数'),
              v.minValue(1, '每日上限至少 1 人'),
              v.maxValue(2000, '每日上限最多 2000 人'),
            ),
          ),
          slots: v.pipe(v.array(slot), v.maxLength(50, '一个人一周最多 50 段值班')),
        }),
      ),
      v.maxLength(MOST_USERS, `一个渠道码最多 ${MOST_USERS} 位员工`),
    ),
    backups: v.pipe(v.array(user), v.maxLength(MOST_USERS, `一个渠道码最多 ${MOST_USERS} 位员工`)),
    hours: v.nullable(v.object({ weekdays: v.pipe(v.array(weekday), v.maxLength(7)), from: clock, until: clock })),
  }),
  v.check(({ staff, backups }) => staff.length + backups.length > 0, '值班表里至少要有一位员工'),
  v.check(
    ({ staff, backups }) => new Set([...staff.map((each) => each.user), ...backups]).size <= MOST_USERS,
    `一个渠道码最多 ${MOST_USERS} 位员工，请减少人数`,
  ),
  v.check(
    ({ staff }) => new Set(staff.map((each) => each.user)).size === staff.length,
    '同一位员工在值班表里写了两次，请合成一行',
  ),
)
const groupWay = v.object({
  chats: v.pipe(
    v.array(chat),
    v.minLength(1, '至少选一个群'),
    v.maxLength(MOST_GROUPS, `一个入群码最多 ${MOST_GROUPS} 个群，请减少群数`),
    v.check((chats) => new Set(chats).size === chats.length, '同一个群选了两次'),
  ),
  autoCreate: v.boolean(),
  baseName: text('新群名', 40),
  baseId: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100_000)),
})
const welcomeSlot = v.object({
  from: clock,
  until: clock,
  benefit: text('福利', 1000),
  faq: text('答疑', 1000),
  rules: text('群规', 1000),
})

/** What an operator decides; ids are looked up afterwards. */
export const planFields = {
  name: v.pipe(text('名称', 30), v.minLength(1, '给渠道起个名字')),
  kind: v.picklist(CHANNEL_KINDS, '请选渠道类型'),
  store: v.nullable(v.pipe(text('门店', 40), v.minLength(1, '门店不能是空的'))),
  rota: v.nullable(rota),
  groups: v.nullable(groupWay),
  welcome: v.pipe(v.array(welcomeSlot), v.maxLength(8, '一天最多分 8 段欢迎语')),
  invite: v.boolean(),
  tags: v.pipe(
    v.array(v.pipe(text('标签', 30), v.minLength(1, '标签不能是空的'))),
    v.maxLength(10, '一个渠道最多 10 个标签'),
  ),
  firstSop: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
} as const

export const channelContract = {
  /** Newest first, 200 at a time; `next` goes into `before`. */
  'channel.channels': {
    roles: everyStaff,
    input: v.object({
      kind: v.optional(v.picklist(CHANNEL_KINDS)),
      state: v.optional(v.picklist(['active', 'stopped'])),
      before: v.optional(v.pipe(v.number(), v.safeInteger())),
    }),
    output: output<{ channels: ChannelRow[]; next: number | null; total: number }>(),
  },
  'channel.channel': { roles: everyStaff, input: v.object({ id }), output: output<{ channel: ChannelView }>() },
  'channel.choices': { roles: everyStaff, input: v.object({}), output: output<ChannelChoices>() },
  /** `request` is kept by the page until answered: the same one again is the same channel. */
  'channel.create': {
    roles: editors,
    input: v.object({ request, id: v.optional(id), ...planFields }),
    output: output<{ channel: ChannelView }>(),
  },
  /** Over the revision that the page had read; the people of the contact way and the groups of the join way follow. */
  'channel.save': {
    roles: editors,
    input: v.object({ request, id, revision, ...planFields }),
    output: output<{ channel: ChannelView }>(),
  },
  /** A stopped channel keeps its codes, because they are printed: who scans them is welcomed by the brand's own words. */
  'channel.turn': {
    roles: editors,
    input: v.object({ request, id, to: v.picklist(['active', 'stopped']) }),
    output: output<{ channel: ChannelView }>(),
  },
  /**
   * Makes the code at one place, or finishes an earlier try. `again` makes another one after a try of which nobody can tell; `ref` adopts
   * the config_id that a person has found instead. `days` (公众号 alone) makes a temporary one.
   */
  'channel.makeCode': {
    roles: editors,
    input: v.object({
      id,
      place,
      again: v.optional(v.boolean(), false),
      ref: v.optional(v.pipe(v.string(), v.trim(), v.regex(/^[\w-]{8,64}$/, 'config_id 不对，请完整复制'))),
      days: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(30, '临时码最长 30 天'))),
    }),
    output: output<{ channel: ChannelView }>(),
  },
  /** Takes a contact way or join way back at WeCom; what was printed of it leads nowhere then. */
  'channel.removeCode': {
    roles: editors,
    input: v.object({ id, place: v.picklist(['contactWay', 'joinWay']) }),
    output: output<{ channel: ChannelView }>(),
  },
  /** The picture of a code, for posters: `base64` of a PNG or JPG. */
  'channel.codePicture': {
    roles: everyStaff,
    input: v.object({ id, place }),
    output: output<{ contentType: string; base64: string }>(),
  },
  'channel.addCost': {
    roles: editors,
    input: v.object({
      id,
      request,
      day,
      cents: v.pipe(
        v.number('金额要是数字'),
        v.integer('金额最多两位小数'),
        v.minValue(1, '金额要大于 0'),
        v.maxValue(1_000_000_000, '金额太大，请核对'),
      ),
      note: text('说明', 60),
    }),
    output: output<{ channel: ChannelView }>(),
  },
  'channel.dropCost': {
    roles: editors,
    input: v.object({ id, cost: request }),
    output: output<{ channel: ChannelView }>(),
  },
  /** What each row of a table would become, and what stands in its way; nothing is written. */
  'channel.previewBatch': { roles: editors, input: v.object({ grid: gridInput }), output: output<BatchPreview>() },
  /** Writes the rows that are whole. The same table again writes nothing new. */
  'channel.commitBatch': {
    roles: editors,
    input: v.object({
      grid: gridInput,
      digest: v.pipe(v.string(), v.maxLength(64)),
      places: v.pipe(v.array(place), v.maxLength(4)),
    }),
    output: output<{ ids: string[]; made: number }>(),
  },
  /** Whether members find entries for sharing in the mini-program. */
  'channel.sharing': { roles: everyStaff, input: v.object({}), output: output<SharingView>() },
  'channel.setSharing': {
    roles: editors,
    input: v.object({ request, revision, on: v.boolean() }),
    output: output<SharingView>(),
  },
} as const

export interface SharingView {
  on: boolean
  revision: number
  by: string | null
  at: number | null
}
