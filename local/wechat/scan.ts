import { type Body, optionalText, text } from './args'
import { createGroup, PEOPLE_ACTIONS } from './people'
import { Refusal } from './refusal'
import type { World } from './types'
import { put, type WayRow, wayOf } from './ways'

/** A customer group takes so many people. */
const FULL = 500

type Way = { user: string[]; state: string }
type Join = {
  state: string
  chat_id_list: string[]
  auto_create_room: number
  room_base_name: string
  room_base_id: number
}

/** What a phone's camera does with a code: the person becomes a friend of one of its people, or joins the first group with room. */
export const SCAN_ACTIONS: Record<string, (world: World, body: Body) => Body> = {
  'scan-way': scanWay,
}

function scanWay(world: World, body: Body): Body {
  const configId = text(body, 'configId')
  const row = world.store.one<WayRow>('select * from ways where config_id = ?', configId)
  if (row === undefined || row.deleted_at !== null) throw new Refusal(41044, '这个二维码已经失效')
  const { configId: _way, ...person } = body
  if (row.kind === 'contact') return scanContact(world, row, person)
  return scanJoin(world, wayOf(world, 'join', configId), person)
}

/** WeChat spreads the newcomers over the people of a code; here whoever has the fewest new friends comes next. */
function scanContact(world: World, row: WayRow, person: Body): Body {
  const { user, state } = JSON.parse(row.body) as Way
  const counted = user.map((userid) => ({
    userid,
    n: world.store.one<{ n: number }>('select count(*) n from friends where userid = ?', userid)?.n ?? 0,
  }))
  const [next] = counted.sort((a, b) => a.n - b.n)
  if (next === undefined) throw new Refusal(40058, '这个二维码后面没有人')
  return { userid: next.userid, ...PEOPLE_ACTIONS['add-friend']?.(world, { ...person, userid: next.userid, state }) }
}

function scanJoin(world: World, row: WayRow, person: Body): Body {
  const way = JSON.parse(row.body) as Join
  const free = way.chat_id_list.find((chat) => isOpen(world, chat)) ?? newRoom(world, row, way)
  return { chatId: free, ...PEOPLE_ACTIONS['join-group']?.(world, { ...person, chatId: free, state: way.state }) }
}

function isOpen(world: World, chatId: string): boolean {
  if (!world.store.one('select chat_id from groups where chat_id = ?', chatId)) return false
  const count = world.store.one<{ n: number }>('select count(*) n from group_members where chat_id = ?', chatId)
  return (count?.n ?? 0) < (world.store.getMeta<number>('full') ?? FULL)
}

function newRoom(world: World, row: WayRow, way: Join): string {
  const [first = ''] = way.chat_id_list
  const owner = world.store.one<{ owner: string; name: string }>(
    'select owner, name from groups where chat_id = ?',
    first,
  )
  if (way.auto_create_room !== 1 || owner === undefined) throw new Refusal(40058, '群都满了，加不进去')
  const base = way.room_base_name === '' ? owner.name : way.room_base_name
  const made = createGroup(world, { userid: owner.owner, name: `${base}${way.room_base_id}` })
  const chatId = optionalText(made, 'chatId') ?? ''
  put(world, row, {
    ...way,
    room_base_id: way.room_base_id + 1,
    chat_id_list: [chatId, ...way.chat_id_list].slice(0, 5),
  })
  return chatId
}
