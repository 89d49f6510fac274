import { createHash } from 'node:crypto'
import { type Body, pageOf, text, textList } from './args'
import { Refusal } from './refusal'
import type { World } from './types'

type FriendRow = { userid: string; external_userid: string; at: number; state: string; unionid: string; name: string }

/** `externalcontact/get_follow_user_list` (WD/92571): staff with the right to have customers. */
export function listFollowUsers(world: World): Record<string, unknown> {
  const hidden = world.rules().hiddenStaff
  const staff = world.store.all<{ userid: string }>('select userid from staff order by userid')
  const users = staff.map(({ userid }) => userid).filter((userid) => !hidden.includes(userid))
  return { errcode: 0, errmsg: 'ok', follow_user: users }
}

/** `externalcontact/batch/get_by_user` (WD/92994): customers of up to 100 members of staff, by pages. */
export function listContacts(world: World, body: Body): Record<string, unknown> {
  const users = textList(body, 'userid_list') ?? []
  if (users.length === 0 || users.length > 100) throw new Refusal(40058, 'userid_list expects 1 to 100 members')
  if (users.some((user) => world.rules().hiddenStaff.includes(user))) throw new Refusal(50002, 'out of range')
  const rows = users.flatMap((user) =>
    world.store.all<FriendRow>(
      `select f.userid, f.external_userid, f.at, f.state, m.unionid, m.name from friends f
       join members m on m.external_userid = f.external_userid where f.userid = ? order by f.external_userid`,
      user,
    ),
  )
  if (rows.length === 0) throw new Refusal(84061, 'not external contact')
  const page = pageOf(rows, body, { max: 100, usual: 50 })
  return {
    errcode: 0,
    errmsg: 'ok',
    external_contact_list: page.rows.map((row) => ({
      external_contact: {
        external_userid: row.external_userid,
        name: row.name,
        type: 1,
        ...(world.rules().bound && { unionid: row.unionid }),
      },
      follow_info: {
        userid: row.userid,
        remark: row.name,
        createtime: Math.floor(row.at / 1000),
        tag_id: [],
        add_way: 1,
        ...(row.state === '' ? {} : { state: row.state }),
      },
    })),
    ...(page.cursor === '' ? {} : { next_cursor: page.cursor }),
  }
}

/** What `wx.getGroupEnterInfo` gives a phone that comes from a group. */
export function openGidOf(chatId: string): string {
  return `G${createHash('sha1').update(chatId).digest('base64url')}`
}

/** `externalcontact/opengid_to_chatid` (WD/94822): only groups of the corporation whose owner is in range. */
export function chatOfOpenGid(world: World, body: Body): Record<string, unknown> {
  const opengid = text(body, 'opengid')
  const rows = world.store.all<{ chat_id: string; owner: string }>('select chat_id, owner from groups')
  const group = rows.find(({ chat_id: chatId }) => openGidOf(chatId) === opengid)
  if (group === undefined) throw new Refusal(40058, 'invalid opengid')
  if (world.rules().hiddenStaff.includes(group.owner)) throw new Refusal(90509, 'owner is out of range')
  return { errcode: 0, errmsg: 'ok', chat_id: group.chat_id }
}
