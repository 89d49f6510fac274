import { behaviourOf } from './behaviour'
import { type Bubble, bubblesOf, type ChatRow, friendChatId } from './chat'
import { isSingleTask, type TaskRow, targetsOf } from './confirm'
import { mpState } from './mpState'
import { quotaUse } from './quota'
import type { World } from './types'

const SHOWN_MESSAGES = 200
const SHOWN_TASKS = 100
const SHOWN_NOTICES = 100
const SHOWN_CALLS = 80

type State = Record<string, unknown>
type StaffRow = { userid: string; name: string; openid: string }
type MemberRow = { openid: string; external_userid: string; name: string }
type GroupRow = { chat_id: string; name: string; owner: string; created_at: number }

/** The whole world as the page draws it; instants in ms. `version` rises with every change. */
export function pageState(world: World, baseUrl: string): State {
  const { store } = world
  const now = world.clock.now()
  const staff = store.all<StaffRow>('select userid, name, openid from staff order by rowid')
  const members = store.all<MemberRow>('select openid, external_userid, name from members order by openid')
  const names = new Map([
    ...staff.map((one) => [one.userid, one.name] as const),
    ...members.map((one) => [one.external_userid, one.name] as const),
  ])
  return {
    now,
    version: pageVersion(world),
    baseUrl,
    brand: store.getMeta('brand') ?? null,
    corp: { corpid: store.getMeta<{ corpid: string }>('corp')?.corpid ?? '', agentid: store.getMeta('agentid') ?? 0 },
    rules: world.rules(),
    staff: staff.map((one) => ({ ...one, behaviour: behaviourOf(world, one.userid) })),
    members: members.map((one) => ({ openid: one.openid, externalUserid: one.external_userid, name: one.name })),
    groups: groupsOf(world, names, now),
    friends: friendsOf(world, names),
    mp: mpState(world, names),
    welcomeTemplates: templatesOf(world),
    ways: waysOf(world),
    wxaCodes: world.store.all('select scene, page from codes order by at desc limit 30'),
    tasks: tasksOf(world, now),
    notices: store
      .all<{ id: number; userid: string; at: number; body: string }>(
        'select id, userid, at, body from notices order by id desc limit ?',
        SHOWN_NOTICES,
      )
      .map((row) => ({ id: row.id, userid: row.userid, at: row.at, ...JSON.parse(row.body) })),
    subscribeMessages: store
      .all<{ id: number; openid: string; template_id: string; page: string | null; data: string; at: number }>(
        'select * from subscribe_messages order by id desc limit ?',
        SHOWN_NOTICES,
      )
      .map((row) => ({ ...row, data: JSON.parse(row.data) })),
    subscriptions: store
      .all<{ openid: string; template_id: string; credits: number }>('select * from subscriptions order by rowid')
      .map((row) => ({ openid: row.openid, templateId: row.template_id, credits: row.credits })),
    calls: pageCalls(world, SHOWN_CALLS),
  }
}

export function pageVersion(world: World): number {
  return world.store.getMeta<number>('version') ?? 0
}

/** The newest calls of the platform's API, newest first, with what was asked. */
export function pageCalls(world: World, limit: number): State[] {
  return world.store
    .all<{ id: number; at: number; api: string; code: number; note: string; request: string }>(
      'select * from calls order by id desc limit ?',
      limit,
    )
    .map((row) => ({ id: row.id, at: row.at, api: row.api, code: row.code, note: row.note, request: row.request }))
}

function groupsOf(world: World, names: Map<string, string>, now: number): State[] {
  return world.store.all<GroupRow>('select * from groups order by rowid').map((group) => {
    const members = world.store.all<{ external_userid: string }>(
      'select external_userid from group_members where chat_id = ? order by joined_at',
      group.chat_id,
    )
    return {
      chatId: group.chat_id,
      name: group.name,
      owner: group.owner,
      createdAt: group.created_at,
      members: members.map((member) => member.external_userid),
      quota: quotaUse(world, group.chat_id, now),
      welcome: world.store.getMeta<string>(`welcome:${group.chat_id}`) ?? '',
      messages: messagesOf(world, names, group.chat_id),
    }
  })
}

function tasksOf(world: World, now: number): State[] {
  const dispatch = world.rules().dispatchSeconds * 1000
  const rows = world.store.all<TaskRow>('select * from tasks order by created_at desc, msgid limit ?', SHOWN_TASKS)
  return rows.map((row) => {
    const reminders = world.store.one<{ n: number }>('select count(*) n from reminders where msgid = ?', row.msgid)
    return {
      msgid: row.msgid,
      sender: row.sender,
      personal: row.create_type === 1,
      single: isSingleTask(row),
      createdAt: row.created_at,
      state: row.confirmed_at !== null ? 'sent' : row.cancelled_at !== null ? 'cancelled' : 'waiting',
      dispatching: now < row.created_at + dispatch,
      autoAt: row.auto_at,
      confirmedAt: row.confirmed_at,
      reminders: reminders?.n ?? 0,
      bubbles: bubblesOf(world, JSON.parse(row.body)),
      targets: targetsOf(world, row.msgid).map((target) => ({
        chatId: target.chat_id,
        status: target.status,
        sentAt: target.send_time,
      })),
    }
  })
}

const SHOWN_FRIENDS = 30

/** Who became a friend of staff, newest first, with what stands in their chat. */
function friendsOf(world: World, names: Map<string, string>): State[] {
  return world.store
    .all<{ userid: string; external_userid: string; at: number; state: string }>(
      'select * from friends order by at desc, rowid desc limit ?',
      SHOWN_FRIENDS,
    )
    .map(({ userid, external_userid: externalUserid, at, state }) => ({
      userid,
      externalUserid,
      name: names.get(externalUserid) ?? '',
      staff: names.get(userid) ?? '',
      at,
      state,
      messages: messagesOf(world, names, friendChatId(userid, externalUserid)),
    }))
}

/** Codes that people can scan, newest first. */
function waysOf(world: World): State[] {
  return world.store
    .all<{ config_id: string; kind: string; body: string }>(
      'select config_id, kind, body from ways where deleted_at is null order by at desc, rowid desc limit 30',
    )
    .map((row) => ({ configId: row.config_id, kind: row.kind, ...JSON.parse(row.body) }))
}

function templatesOf(world: World): State[] {
  return world.store
    .all<{ template_id: string; body: string }>('select template_id, body from welcome_templates order by at')
    .map((row) => ({ templateId: row.template_id, ...JSON.parse(row.body) }))
}

export function messagesOf(world: World, names: Map<string, string>, chatId: string): State[] {
  return world.store
    .all<ChatRow>(
      'select * from (select * from chat where chat_id = ? order by at desc, id desc limit ?) order by at, id',
      chatId,
      SHOWN_MESSAGES,
    )
    .map((row) => ({
      id: row.id,
      at: row.at,
      from: { kind: row.from_kind, id: row.from_id, name: names.get(row.from_id) ?? '' },
      source: row.source,
      bubble: JSON.parse(row.body) as Bubble,
    }))
}
