import { createHash } from 'node:crypto'
import { type Body, isObject, optionalNumber, pageOf, text, textList } from './args'
import { Refusal } from './refusal'
import type { World } from './types'

type GroupRow = { chat_id: string; name: string; owner: string; created_at: number }
type MemberRow = {
  external_userid: string
  joined_at: number
  unionid: string
  name: string
  scene: number | null
  state: string | null
  invitor: string | null
}

/** `externalcontact/groupchat/list` (WD/92120): only groups whose owner is in the application's visible range. */
export function listGroupChats(world: World, body: Body): Record<string, unknown> {
  const status = optionalNumber(body, 'status_filter') ?? 0
  const owners = isObject(body.owner_filter) ? textList(body.owner_filter, 'userid_list') : undefined
  if (owners !== undefined && owners.length > 100) throw new Refusal(40058, 'userid_list exceeds max length 100')
  const hidden = world.rules().hiddenStaff
  const rows = world.store
    .all<GroupRow>('select * from groups order by created_at, chat_id')
    .filter((row) => !hidden.includes(row.owner))
    .filter((row) => owners === undefined || owners.includes(row.owner))
    // Every simulated owner is still employed, so all groups have status 0.
    .filter(() => status === 0)
  if (body.limit === undefined) throw new Refusal(40058, 'missing field limit')
  const page = pageOf(rows, body, { max: 1000, usual: 1000 })
  return {
    errcode: 0,
    errmsg: 'ok',
    group_chat_list: page.rows.map((row) => ({ chat_id: row.chat_id, status: 0 })),
    ...(page.cursor === '' ? {} : { next_cursor: page.cursor }),
  }
}

/** `externalcontact/groupchat/get` (WD/92122). Names of members come only with `need_name: 1`. */
export function getGroupChat(world: World, body: Body): Record<string, unknown> {
  const chatId = text(body, 'chat_id')
  const group = world.store.one<GroupRow>('select * from groups where chat_id = ?', chatId)
  if (group === undefined) throw new Refusal(86003, 'invalid chat_id')
  if (world.rules().hiddenStaff.includes(group.owner)) throw new Refusal(50002, 'owner is out of the visible range')
  const owner = world.store.one<{ name: string }>('select name from staff where userid = ?', group.owner)
  const members = world.store.all<MemberRow>(
    `select g.external_userid, g.joined_at, m.unionid, m.name, j.scene, j.state, j.invitor from group_members g
     join members m on m.external_userid = g.external_userid
     left join joinings j on j.chat_id = g.chat_id and j.external_userid = g.external_userid
     where g.chat_id = ? order by g.joined_at, m.openid`,
    chatId,
  )
  const named = body.need_name === 1
  const created = Math.floor(group.created_at / 1000)
  const list = [
    { userid: group.owner, type: 1, join_time: created, join_scene: 1, ...(named ? { name: owner?.name ?? '' } : {}) },
    ...members.map((member) => ({
      userid: member.external_userid,
      type: 2,
      // Only when the corporation has bound a developer id.
      ...(world.rules().bound && { unionid: member.unionid }),
      join_time: Math.floor(member.joined_at / 1000),
      join_scene: member.scene ?? 3,
      ...(member.state ? { state: member.state } : {}),
      ...(member.invitor ? { invitor: { userid: member.invitor } } : {}),
      ...(named ? { name: member.name } : {}),
    })),
  ]
  return {
    errcode: 0,
    errmsg: 'ok',
    group_chat: {
      chat_id: chatId,
      name: group.name,
      owner: group.owner,
      create_time: created,
      notice: '',
      member_list: list,
      admin_list: (world.store.getMeta<string[]>(`admins:${chatId}`) ?? []).map((userid) => ({ userid })),
      member_version: memberVersion(world, chatId),
    },
  }
}

/** Changes whenever somebody comes, goes, or comes back. */
export function memberVersion(world: World, chatId: string): string {
  const rows = world.store.all<{ external_userid: string; joined_at: number }>(
    'select external_userid, joined_at from group_members where chat_id = ? order by external_userid',
    chatId,
  )
  const list = rows.map((row) => `${row.external_userid}:${row.joined_at}`).join(',')
  return createHash('md5').update(list).digest('hex')
}
