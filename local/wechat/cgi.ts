import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendAgentMessage } from './agentMessage'
import type { Body } from './args'
import { chatOfOpenGid, listContacts, listFollowUsers } from './contacts'
import type { Faults } from './faults'
import { getGroupChat, listGroupChats } from './groupChat'
import { addMsgTemplate } from './groupTask'
import { parseObject, readBody, sendJson } from './http'
import { uploadMedia } from './media'
import { Refusal, refusalBody } from './refusal'
import {
  cancelGroupmsgSend,
  getGroupmsgList,
  getGroupmsgSendResult,
  getGroupmsgTask,
  remindGroupmsgSend,
} from './taskQueries'
import { checkToken, getToken } from './tokens'
import type { World } from './types'
import {
  addContactWay,
  addJoinWay,
  addTags,
  delWay,
  getContactWay,
  getJoinWay,
  listContactWays,
  listTags,
  markTags,
  updateContactWay,
  updateJoinWay,
} from './ways'
import {
  addWelcomeTemplate,
  delWelcomeTemplate,
  editWelcomeTemplate,
  getExternalContact,
  getWelcomeTemplate,
  sendWelcomeMsg,
} from './welcome'

const KEPT_CALLS = 400

const POSTS: Record<string, (world: World, body: Body) => Record<string, unknown>> = {
  'externalcontact/add_msg_template': addMsgTemplate,
  'externalcontact/get_groupmsg_list_v2': getGroupmsgList,
  'externalcontact/get_groupmsg_task': getGroupmsgTask,
  'externalcontact/get_groupmsg_send_result': getGroupmsgSendResult,
  'externalcontact/remind_groupmsg_send': remindGroupmsgSend,
  'externalcontact/cancel_groupmsg_send': cancelGroupmsgSend,
  'externalcontact/groupchat/list': listGroupChats,
  'externalcontact/batch/get_by_user': listContacts,
  'externalcontact/opengid_to_chatid': chatOfOpenGid,
  'externalcontact/groupchat/get': getGroupChat,
  'externalcontact/send_welcome_msg': sendWelcomeMsg,
  'externalcontact/group_welcome_template/add': addWelcomeTemplate,
  'externalcontact/group_welcome_template/edit': editWelcomeTemplate,
  'externalcontact/group_welcome_template/get': getWelcomeTemplate,
  'externalcontact/group_welcome_template/del': delWelcomeTemplate,
  'externalcontact/add_contact_way': addContactWay,
  'externalcontact/get_contact_way': getContactWay,
  'externalcontact/list_contact_way': listContactWays,
  'externalcontact/update_contact_way': updateContactWay,
  'externalcontact/del_contact_way': delWay('contact'),
  'externalcontact/groupchat/add_join_way': addJoinWay,
  'externalcontact/groupchat/get_join_way': getJoinWay,
  'externalcontact/groupchat/update_join_way': updateJoinWay,
  'externalcontact/groupchat/del_join_way': delWay('join'),
  'externalcontact/get_corp_tag_list': listTags,
  'externalcontact/add_corp_tag': addTags,
  'externalcontact/mark_tag': markTags,
  'message/send': sendAgentMessage,
}

/** The reading calls that are a GET. */
const GETS: Record<string, (world: World, query: URLSearchParams) => Record<string, unknown>> = {
  'externalcontact/get': getExternalContact,
  'externalcontact/get_follow_user_list': listFollowUsers,
}

export type Cgi = {
  handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void>
  close(): void
}

/** The 企业微信 API under `/cgi-bin/`: always HTTP 200, the truth is in `errcode` (WD/90313). */
export function createCgi(world: World, faults: Faults): Cgi {
  const hanging = new Set<ServerResponse>()
  const perMinute = new Map<string, { minute: number; calls: number }>()

  async function handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const api = url.pathname.slice('/cgi-bin/'.length)
    const raw = await readBody(req)
    const fault = faults.take(api)
    if (fault?.kind === 'cut-before') return cut(res)
    if (fault?.kind === 'hang-before') return hang(res)
    const forced = fault?.kind === 'errcode' ? new Refusal(fault.errcode ?? -1, 'system busy') : undefined
    const answer = perform(api, req, url, raw, forced)
    if (fault?.kind === 'cut-after') return cut(res)
    if (fault?.kind === 'hang-after') return hang(res)
    sendJson(res, 200, answer)
  }

  function perform(api: string, req: IncomingMessage, url: URL, raw: Buffer | undefined, forced?: Refusal): Body {
    try {
      return world.transact(() => {
        if (forced) throw forced
        countCall(api)
        const answer = dispatch(api, req, url, raw)
        note(api, raw, 0, '')
        return answer
      })
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(-1, 'system busy')
      if (refusal !== error) console.error(`simulated WeChat: ${api} failed`, error)
      world.transact(() => note(api, raw, refusal.code, refusal.text))
      return refusalBody(refusal, String(world.clock.now()))
    }
  }

  function dispatch(api: string, req: IncomingMessage, url: URL, raw: Buffer | undefined): Body {
    if (api === 'gettoken') return getToken(world, url.searchParams)
    const call = POSTS[api]
    const get = GETS[api]
    if (call === undefined && get === undefined && api !== 'media/upload') throw new Refusal(-1, `unknown api ${api}`)
    checkToken(world, url.searchParams)
    if (get !== undefined) return get(world, url.searchParams)
    if (raw === undefined) throw new Refusal(45001, 'request body too large')
    if (call === undefined) return uploadMedia(world, url.searchParams, raw, String(req.headers['content-type'] ?? ''))
    if (req.method !== 'POST') throw new Refusal(43002, 'require POST method')
    const body = parseObject(raw)
    if (body === undefined) throw new Refusal(47001, 'data format error')
    return call(world, body)
  }

  /** WD/90454: above the limit the corp is blocked for the rest of the minute. */
  function countCall(api: string): void {
    const minute = Math.floor(world.clock.now() / 60_000)
    const known = perMinute.get(api)
    const calls = known?.minute === minute ? known.calls + 1 : 1
    perMinute.set(api, { minute, calls })
    if (calls > world.rules().callsPerMinute) throw new Refusal(45009, 'api freq out of limit')
  }

  /** What the platform saw, for the page and for tests. Secrets and tokens stay out, so does a file's content. */
  function note(api: string, raw: Buffer | undefined, code: number, reason: string): void {
    const request = api === 'gettoken' || api === 'media/upload' ? '' : (raw?.toString('utf8', 0, 4000) ?? '')
    const now = world.clock.now()
    world.store.run(
      'insert into calls (at, api, code, note, request) values (?, ?, ?, ?, ?)',
      now,
      api,
      code,
      reason,
      request,
    )
    world.store.run('delete from calls where id <= (select max(id) from calls) - ?', KEPT_CALLS)
  }

  function hang(res: ServerResponse): void {
    hanging.add(res)
    res.once('close', () => hanging.delete(res))
  }

  return {
    handle,
    close() {
      for (const res of hanging) cut(res)
    },
  }
}

function cut(res: ServerResponse): void {
  res.socket?.destroy()
}
