import type * as v from 'valibot'
import { createTokenCache, type TokenStore } from './tokenCache'
import { NetworkError, PlatformError } from './wecomErrors'
import { type Fetch, sendRequest } from './wecomHttp'
import { peopleCalls } from './wecomPeople'
import { attachmentBody, messageBody, present, targetState } from './wecomShapes'
import type {
  ChatType,
  GroupChat,
  GroupMessage,
  GroupMessageSummary,
  MediaType,
  SenderState,
  SingleMessage,
  StaffMessage,
  TargetState,
} from './wecomTypes'
import * as shapes from './wecomTypes'
import { wayCalls } from './wecomWays'
import { welcomeCalls } from './wecomWelcome'

export type WecomOptions = {
  /** Default is the platform itself; tests and local runs give the simulated one. */
  baseUrl?: string
  corpid: string
  secret: string
  agentid: number
  /** The business clock in ms; it decides when a token has ended. */
  now: () => number
  tokenStore?: TokenStore
  fetch?: Fetch
  /** Limit of one request in ms; default 8,000. */
  timeoutMs?: number
}

export type Wecom = ReturnType<typeof createWecom>

const DEFAULT_BASE = 'https://qyapi.weixin.qq.com'
const DEFAULT_TIMEOUT = 8000
/** For a file of 20 MB; a tick runs 60 s. */
const UPLOAD_TIMEOUT = 25_000
/** Largest page of the result queries (WD/93338). */
const PAGE_LIMIT = 1000
/** 2,000 groups are two pages; more than this is a cursor that does not end. */
const MAX_PAGES = 50

/**
 * The 企业微信 calls that we use. Every method throws PlatformError (surely not done; see `kind`) or NetworkError (see
 * `outcome`). A refused token is renewed and the call repeated once. Reads are repeated once when the connection broke;
 * a write never is: after an unknown outcome ask the platform (`listGroupMessages`) before you create again.
 */
export function createWecom(options: WecomOptions) {
  const { corpid, secret, agentid, now, timeoutMs = DEFAULT_TIMEOUT } = options
  const base = `${options.baseUrl ?? DEFAULT_BASE}/cgi-bin`
  const fetch: Fetch = options.fetch ?? globalThis.fetch
  const tokens = createTokenCache({ key: `wecom:${corpid}:${agentid}`, now, store: options.tokenStore, fetchToken })

  /** WD/91039. A failure here means that the call behind it was never made. */
  async function fetchToken() {
    const query = new URLSearchParams({ corpid, corpsecret: secret })
    const request = { api: 'gettoken', url: `${base}/gettoken?${query}`, init: {}, timeoutMs }
    try {
      const answer = await sendRequest(fetch, request, shapes.tokenAnswer)
      return { token: answer.access_token, expiresAt: now() + answer.expires_in * 1000 }
    } catch (error) {
      if (error instanceof NetworkError) throw new NetworkError('gettoken', error.reason, 'not_sent', { cause: error })
      throw error
    }
  }

  async function call<S extends v.GenericSchema>(
    api: string,
    body: object | FormData | null,
    answer: S,
    query = '',
    limit = timeoutMs,
  ): Promise<v.InferOutput<S>> {
    const init: RequestInit =
      body === null || body instanceof FormData
        ? { method: body === null ? 'GET' : 'POST', body }
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const send = (token: string) =>
      sendRequest(fetch, { api, url: `${base}/${api}?access_token=${token}${query}`, init, timeoutMs: limit }, answer)
    const token = await tokens.get()
    try {
      return await send(token)
    } catch (error) {
      if (!(error instanceof PlatformError) || error.kind !== 'refresh') throw error
      return send(await tokens.replace(token))
    }
  }

  async function read<S extends v.GenericSchema>(api: string, body: object, answer: S): Promise<v.InferOutput<S>> {
    try {
      return await call(api, body, answer)
    } catch (error) {
      // After a timeout a second wait would cost the function its own time limit.
      if (!(error instanceof NetworkError) || error.reason === 'timeout') throw error
      return call(api, body, answer)
    }
  }

  async function readAll<T>(api: string, load: (cursor: string) => Promise<{ rows: T[]; next: string }>): Promise<T[]> {
    const all: T[] = []
    let cursor = ''
    for (let page = 0; page < MAX_PAGES; page++) {
      const { rows, next } = await load(cursor)
      all.push(...rows)
      if (next === '') return all
      cursor = next
    }
    throw new NetworkError(api, 'bad_answer', 'unknown')
  }

  return {
    ...welcomeCalls(call),
    ...peopleCalls(call),
    ...wayCalls(call),

    /**
     * `externalcontact/add_msg_template` (WD/92135): puts a 群发 task on the owner's phone. `failed` are groups that
     * cannot receive it (not owned by the sender, unknown). Not idempotent on the platform.
     */
    async addGroupMessage(message: GroupMessage): Promise<{ msgid: string; failed: string[] }> {
      const body = present({
        chat_type: 'group',
        sender: message.sender,
        chat_id_list: message.chatIds,
        text: message.text ? { content: message.text } : undefined,
        attachments: message.attachments?.length ? message.attachments.map(attachmentBody) : undefined,
      })
      const answer = await call('externalcontact/add_msg_template', body, shapes.templateAnswer)
      return { msgid: answer.msgid, failed: answer.fail_list }
    },

    /**
     * The same call for customers one by one (`chat_type: single`): the guide presses once, each customer gets it in their own
     * chat. `failed` are customers who are not the guide's friends. Not idempotent on the platform.
     */
    async addSingleMessage(message: SingleMessage): Promise<{ msgid: string; failed: string[] }> {
      const body = present({
        chat_type: 'single',
        sender: message.sender,
        external_userid: message.customers,
        text: message.text ? { content: message.text } : undefined,
        attachments: message.attachments?.length ? message.attachments.map(attachmentBody) : undefined,
      })
      const answer = await call('externalcontact/add_msg_template', body, shapes.templateAnswer)
      return { msgid: answer.msgid, failed: answer.fail_list }
    },

    /** `get_groupmsg_list_v2` (WD/93338): the tasks created in `[from, to]` (ms, at most a month); settles unknown writes. */
    listGroupMessages(range: {
      from: number
      to: number
      creator?: string
      chatType?: ChatType
    }): Promise<GroupMessageSummary[]> {
      const api = 'externalcontact/get_groupmsg_list_v2'
      return readAll(api, async (cursor) => {
        const body = present({
          chat_type: range.chatType ?? 'group',
          start_time: Math.floor(range.from / 1000),
          end_time: Math.ceil(range.to / 1000),
          creator: range.creator,
          filter_type: 2,
          limit: 100,
          cursor,
        })
        const answer = await read(api, body, shapes.groupmsgListAnswer)
        const rows = answer.group_msg_list.map((row) => ({
          msgid: row.msgid,
          creator: row.creator,
          createdAt: row.create_time,
          personal: row.create_type === 1,
          text: row.text?.content ?? '',
          attachments: row.attachments,
        }))
        return { rows, next: answer.next_cursor }
      })
    },

    /** `get_groupmsg_task` (WD/93338): who has pressed 发送. Right after create: PlatformError 41063, 'retry_later'. */
    groupMessageSenders(msgid: string): Promise<SenderState[]> {
      const api = 'externalcontact/get_groupmsg_task'
      return readAll(api, async (cursor) => {
        const answer = await read(api, present({ msgid, limit: PAGE_LIMIT, cursor }), shapes.groupmsgTaskAnswer)
        const rows = answer.task_list.map((row) => ({
          userid: row.userid,
          confirmed: row.status === 2,
          sentAt: row.send_time ?? null,
        }))
        return { rows, next: answer.next_cursor }
      })
    },

    /** `get_groupmsg_send_result` (WD/93338): what became of each group or customer of one sender. There is no event: poll. */
    groupMessageResults(msgid: string, userid: string): Promise<TargetState[]> {
      const api = 'externalcontact/get_groupmsg_send_result'
      return readAll(api, async (cursor) => {
        const answer = await read(api, present({ msgid, userid, limit: PAGE_LIMIT, cursor }), shapes.sendResultAnswer)
        const rows = answer.send_list.map((row) => ({
          chatId: row.chat_id,
          externalUserid: row.external_userid,
          state: targetState(row.status),
          sentAt: row.send_time ?? null,
        }))
        return { rows, next: answer.next_cursor }
      })
    },

    /** `remind_groupmsg_send` (WD/97610): at most three in 24 hours, then 41094. */
    async remindGroupMessage(msgid: string): Promise<void> {
      await call('externalcontact/remind_groupmsg_send', { msgid }, shapes.emptyAnswer)
    },

    /** `cancel_groupmsg_send` (WD/97611): stops what was not sent yet; 41093 'done' when there is nothing to stop. */
    async cancelGroupMessage(msgid: string): Promise<void> {
      await call('externalcontact/cancel_groupmsg_send', { msgid }, shapes.emptyAnswer)
    },

    /**
     * `message/send` (WD/90236) to staff. `invalid` are user ids that got nothing (the platform still says ok). With
     * `duplicateSeconds` (at most 14,400) the platform drops the same message inside that span, which makes a second
     * try after an unknown outcome harmless.
     */
    async sendToStaff(
      userids: string[],
      message: StaffMessage,
      duplicateSeconds?: number,
    ): Promise<{ msgid: string; invalid: string[] }> {
      const body = present({
        touser: userids.join('|'),
        agentid,
        ...messageBody(message),
        enable_duplicate_check: duplicateSeconds === undefined ? undefined : 1,
        duplicate_check_interval: duplicateSeconds,
      })
      const answer = await call('message/send', body, shapes.messageSendAnswer)
      return { msgid: answer.msgid, invalid: answer.invaliduser.split('|').filter((userid) => userid !== '') }
    },

    /** `groupchat/list` (WD/92120): ids of the groups whose owner the application can see, or of these owners only. */
    listGroupChats(owners?: string[]): Promise<string[]> {
      const api = 'externalcontact/groupchat/list'
      return readAll(api, async (cursor) => {
        const filter = owners === undefined ? undefined : { userid_list: owners }
        const body = present({ status_filter: 0, owner_filter: filter, limit: PAGE_LIMIT, cursor })
        const answer = await read(api, body, shapes.groupChatListAnswer)
        return { rows: answer.group_chat_list.map((row) => row.chat_id), next: answer.next_cursor }
      })
    },

    /** `groupchat/get` (WD/92122) with names. `unionid` comes only when the corp has bound a developer id. */
    async getGroupChat(chatId: string): Promise<GroupChat> {
      const body = { chat_id: chatId, need_name: 1 }
      const { group_chat: group } = await read('externalcontact/groupchat/get', body, shapes.groupChatAnswer)
      return {
        chatId: group.chat_id,
        name: group.name,
        owner: group.owner,
        createdAt: group.create_time,
        admins: group.admin_list.map((admin) => admin.userid),
        version: group.member_version,
        members: group.member_list.map((member) => ({
          id: member.userid,
          kind: member.type === 1 ? 'staff' : 'external',
          unionid: member.unionid ?? null,
          name: member.name,
          joinedAt: member.join_time,
          joinScene: member.join_scene === 0 ? null : member.join_scene,
          state: member.state,
          invitor: member.invitor?.userid ?? null,
        })),
      }
    },

    /**
     * `media/upload` (WD/90253): image (JPG, PNG) ≤ 10 MB, video (MP4) ≤ 10 MB, file ≤ 20 MB, voice (AMR) ≤ 2 MB; the id lives three
     * days. The name is what a receiver of a file sees. A second try is harmless.
     */
    async uploadMedia(type: MediaType, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
      const form = new FormData()
      form.set('media', new Blob([bytes]), name)
      const answer = await call('media/upload', form, shapes.mediaAnswer, `&type=${type}`, UPLOAD_TIMEOUT)
      return answer.media_id
    },
  }
}
