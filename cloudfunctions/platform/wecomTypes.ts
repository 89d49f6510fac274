import * as v from 'valibot'

/** Epoch seconds of the platform as an instant in ms. */
const seconds = v.pipe(
  v.number(),
  v.transform((value) => value * 1000),
)
const cursor = v.optional(v.string(), '')

export const tokenAnswer = v.object({ access_token: v.string(), expires_in: v.number() })
export const emptyAnswer = v.object({})
export const templateAnswer = v.object({ msgid: v.string(), fail_list: v.optional(v.array(v.string()), []) })
export const groupmsgListAnswer = v.object({
  next_cursor: cursor,
  group_msg_list: v.array(
    v.object({
      msgid: v.string(),
      creator: v.optional(v.string(), ''),
      create_time: seconds,
      create_type: v.number(),
      text: v.optional(v.object({ content: v.optional(v.string(), '') })),
      attachments: v.optional(v.array(v.looseObject({ msgtype: v.string() })), []),
    }),
  ),
})
export const groupmsgTaskAnswer = v.object({
  next_cursor: cursor,
  task_list: v.array(v.object({ userid: v.string(), status: v.number(), send_time: v.optional(seconds) })),
})
export const sendResultAnswer = v.object({
  next_cursor: cursor,
  send_list: v.array(
    v.object({
      chat_id: v.optional(v.string(), ''),
      external_userid: v.optional(v.string(), ''),
      userid: v.string(),
      status: v.number(),
      send_time: v.optional(seconds),
    }),
  ),
})
export const messageSendAnswer = v.object({
  msgid: v.optional(v.string(), ''),
  invaliduser: v.optional(v.string(), ''),
})
export const groupChatListAnswer = v.object({
  next_cursor: cursor,
  group_chat_list: v.array(v.object({ chat_id: v.string(), status: v.number() })),
})
export const groupChatAnswer = v.object({
  group_chat: v.object({
    chat_id: v.string(),
    name: v.optional(v.string(), ''),
    owner: v.string(),
    create_time: seconds,
    member_list: v.array(
      v.object({
        userid: v.string(),
        type: v.number(),
        unionid: v.optional(v.string()),
        join_time: seconds,
        join_scene: v.optional(v.number(), 0),
        state: v.optional(v.string(), ''),
        invitor: v.optional(v.object({ userid: v.optional(v.string()) })),
        name: v.optional(v.string(), ''),
      }),
    ),
    admin_list: v.optional(v.array(v.object({ userid: v.string() })), []),
    member_version: v.optional(v.string(), ''),
  }),
})
export const mediaAnswer = v.object({ media_id: v.string() })

/** Kinds of temporary media (WD/90253). A voice can be uploaded, but no 群发 takes it. */
export type MediaType = 'image' | 'video' | 'file' | 'voice'

/** A part of a 群发 beside its text; at most nine (WD/92135). Empty fields are left out by the client. */
export type Attachment =
  | { type: 'miniprogram'; title: string; appid: string; page: string; mediaId: string }
  | { type: 'image' | 'video' | 'file'; mediaId: string }
  | { type: 'link'; title: string; url: string; description?: string; pictureUrl?: string }

export type GroupMessage = {
  /** WeCom user id of the owner of all the groups; the task appears on this person's phone. */
  sender: string
  /** At most 2,000 groups. */
  chatIds: string[]
  /** At most 4,000 bytes. */
  text?: string
  attachments?: Attachment[]
}

/** A 群发 to customers one by one, out of the phone of one guide. */
export interface SingleMessage extends Pick<GroupMessage, 'text' | 'attachments'> {
  /** WeCom user id of the guide. */
  sender: string
  /** `external_userid`, at most 10,000; those who are not the sender's friends are refused one by one. */
  customers: string[]
}

/** Which of the two kinds of 群发 a query is about. */
export type ChatType = 'group' | 'single'

/** `create_type` 0 is a task of the API or console, 1 one that a staff member made on the phone. */
export type GroupMessageSummary = {
  msgid: string
  creator: string
  createdAt: number
  personal: boolean
  text: string
  attachments: { msgtype: string; [field: string]: unknown }[]
}

export type SenderState = { userid: string; confirmed: boolean; sentAt: number | null }

/**
 * 'quota' is status 3: the group or customer has used up what they may receive; 'gone' is status 2. One of the two ids stands, the
 * other one is empty.
 */
export type TargetState = {
  chatId: string
  externalUserid: string
  state: 'waiting' | 'sent' | 'gone' | 'quota'
  sentAt: number | null
}

/** A message of our application to staff (WD/90236). Title and description of a notice take 4 to 12 characters. */
export type StaffMessage =
  | { type: 'text'; text: string }
  | { type: 'textcard'; title: string; description: string; url: string; button?: string }
  | {
      type: 'miniprogram_notice'
      appid: string
      page: string
      title: string
      description?: string
      items?: { key: string; value: string }[]
    }

export type GroupChat = {
  chatId: string
  name: string
  owner: string
  createdAt: number
  /** Staff who are administrators of the group, beside its owner. */
  admins: string[]
  /** Changes with every change of the list; '' when not told. */
  version: string
  members: {
    id: string
    kind: 'staff' | 'external'
    unionid: string | null
    name: string
    joinedAt: number
    /** 1 invited, 2 by a link, 3 by code (WD/92122); null when not told. */
    joinScene: number | null
    /** The channel of a join way, or ''. */
    state: string
    /** WeCom user id of who invited, if that was staff or told at all. */
    invitor: string | null
  }[]
}
