import { randomBytes } from 'node:crypto'
import { type Body, isObject, optionalNumber, optionalText, pageOf, text, textList } from './args'
import { qrPicture } from './codePicture'
import { Refusal } from './refusal'
import type { World } from './types'

/** Contact ways and join ways share their number (WD/92228, WD/92229). */
const MOST_WAYS = 500_000
const MOST_USERS = 100
const MOST_GROUPS = 5
/** Letters of `state` and `remark`. */
const LONGEST = 30

export type WayRow = {
  config_id: string
  kind: 'contact' | 'join'
  body: string
  at: number
  deleted_at: number | null
}

const OK = { errcode: 0, errmsg: 'ok' }

export function wayOf(world: World, kind: WayRow['kind'], configId: string): WayRow {
  const row = world.store.one<WayRow>(
    'select * from ways where config_id = ? and kind = ? and deleted_at is null',
    configId,
    kind,
  )
  if (row === undefined) throw new Refusal(kind === 'contact' ? 41044 : 40058, 'invalid config_id')
  return row
}

function pictureOf(world: World, configId: string): string {
  return `${world.baseUrl}/wechat/media/way/${configId}.png`
}

/** The picture of a code; the buttons of the page scan it. */
export function wayPicture(world: World, file: string): Buffer | null {
  const configId = file.replace(/\.png$/, '')
  const row = world.store.one<WayRow>('select * from ways where config_id = ?', configId)
  return row === undefined ? null : qrPicture(`https://work.weixin.qq.com/ca/${configId}`)
}

function insert(world: World, kind: WayRow['kind'], body: Body): string {
  const count = world.store.one<{ n: number }>('select count(*) n from ways where deleted_at is null')
  if ((count?.n ?? 0) >= MOST_WAYS) throw new Refusal(41045, 'exceed the limit of ways')
  const configId = randomBytes(16).toString('hex')
  world.store.run('insert into ways values (?, ?, ?, ?, null)', configId, kind, JSON.stringify(body), world.clock.now())
  return configId
}

function shortText(body: Body, field: string): string {
  const value = optionalText(body, field) ?? ''
  if ([...value].length > LONGEST) throw new Refusal(40058, `field ${field} exceeds max length ${LONGEST}`)
  return value
}

function contactBody(world: World, body: Body): Body {
  const users = textList(body, 'user') ?? []
  if (users.length === 0) throw new Refusal(40058, 'user and party are both empty')
  if (users.length > MOST_USERS) throw new Refusal(41041, 'too many users')
  for (const user of users) {
    if (!world.store.one('select userid from staff where userid = ?', user))
      throw new Refusal(60111, 'userid not found')
    if (world.rules().hiddenStaff.includes(user)) throw new Refusal(60011, 'no privilege to access the user')
  }
  return { user: users }
}

/** `externalcontact/add_contact_way` (WD/92228). */
export function addContactWay(world: World, body: Body): Body {
  if (optionalNumber(body, 'type') === undefined || optionalNumber(body, 'scene') !== 2) {
    throw new Refusal(40058, 'field type or scene unexpected value')
  }
  const kept = { ...contactBody(world, body), state: shortText(body, 'state'), remark: shortText(body, 'remark') }
  const configId = insert(world, 'contact', kept)
  return { ...OK, config_id: configId, qr_code: pictureOf(world, configId) }
}

export function getContactWay(world: World, body: Body): Body {
  const row = wayOf(world, 'contact', text(body, 'config_id'))
  const way = { config_id: row.config_id, type: 2, scene: 2, ...JSON.parse(row.body) }
  return { ...OK, contact_way: { ...way, qr_code: pictureOf(world, row.config_id) } }
}

export function listContactWays(world: World, body: Body): Body {
  const from = (optionalNumber(body, 'start_time') ?? 0) * 1000
  const to = (optionalNumber(body, 'end_time') ?? Number.MAX_SAFE_INTEGER / 1000) * 1000
  const rows = world.store.all<WayRow>(
    `select * from ways where kind = 'contact' and deleted_at is null and at >= ? and at <= ? order by at, config_id`,
    from,
    to,
  )
  const page = pageOf(rows, body, { max: 1000, usual: 100 })
  const next = page.cursor === '' ? {} : { next_cursor: page.cursor }
  return { ...OK, contact_way: page.rows.map(({ config_id }) => ({ config_id })), ...next }
}

export function updateContactWay(world: World, body: Body): Body {
  const row = wayOf(world, 'contact', text(body, 'config_id'))
  put(world, row, { ...JSON.parse(row.body), ...contactBody(world, body) })
  return OK
}

export function delWay(kind: WayRow['kind']): (world: World, body: Body) => Body {
  return (world, body) => {
    const { config_id: id } = wayOf(world, kind, text(body, 'config_id'))
    world.store.run('update ways set deleted_at = ? where config_id = ?', world.clock.now(), id)
    return OK
  }
}

function joinBody(world: World, body: Body): Body {
  const chats = textList(body, 'chat_id_list') ?? []
  if (chats.length === 0 || chats.length > MOST_GROUPS) throw new Refusal(41091, 'chat_id_list out of range')
  for (const chat of chats) {
    if (!world.store.one('select chat_id from groups where chat_id = ?', chat))
      throw new Refusal(86003, 'invalid chat_id')
  }
  if (optionalNumber(body, 'scene') !== 2) throw new Refusal(40058, 'field scene unexpected value')
  const base = optionalText(body, 'room_base_name') ?? ''
  if (base.length > 40) throw new Refusal(40058, 'field room_base_name exceeds max length 40')
  return {
    scene: 2,
    remark: shortText(body, 'remark'),
    state: shortText(body, 'state'),
    chat_id_list: chats,
    auto_create_room: optionalNumber(body, 'auto_create_room') ?? 1,
    room_base_name: base,
    room_base_id: optionalNumber(body, 'room_base_id') ?? 1,
  }
}

/** `groupchat/add_join_way` (WD/92229): answers no picture. */
export function addJoinWay(world: World, body: Body): Body {
  return { ...OK, config_id: insert(world, 'join', joinBody(world, body)) }
}

export function getJoinWay(world: World, body: Body): Body {
  const row = wayOf(world, 'join', text(body, 'config_id'))
  return {
    ...OK,
    join_way: { config_id: row.config_id, ...JSON.parse(row.body), qr_code: pictureOf(world, row.config_id) },
  }
}

export function updateJoinWay(world: World, body: Body): Body {
  put(world, wayOf(world, 'join', text(body, 'config_id')), joinBody(world, body))
  return OK
}

export function put(world: World, row: WayRow, body: Body): void {
  world.store.run('update ways set body = ? where config_id = ?', JSON.stringify(body), row.config_id)
}

type TagRow = { id: string; name: string; group_name: string }

/** `externalcontact/get_corp_tag_list` (WD/92117), in groups. */
export function listTags(world: World): Body {
  const rows = world.store.all<TagRow>('select * from corp_tags order by rowid')
  const groups = [...new Set(rows.map((row) => row.group_name))]
  return { ...OK, tag_group: groups.map((name) => groupOf(rows, name)) }
}

/** `externalcontact/add_corp_tag`: 40071 when a name is taken in the group. */
export function addTags(world: World, body: Body): Body {
  const group = text(body, 'group_name')
  const wanted = Array.isArray(body.tag) ? body.tag.filter(isObject).map((tag) => text(tag, 'name')) : []
  if (wanted.length === 0) throw new Refusal(40068, 'tag is empty')
  for (const name of wanted) {
    if (name.length > LONGEST) throw new Refusal(40068, 'tag name too long')
    if (world.store.one('select id from corp_tags where name = ? and group_name = ?', name, group)) {
      throw new Refusal(40071, 'tag name exists')
    }
    world.store.run('insert into corp_tags values (?, ?, ?)', `et${randomBytes(12).toString('hex')}`, name, group)
  }
  const rows = world.store.all<TagRow>('select * from corp_tags where group_name = ?', group)
  const made = rows.filter((row) => wanted.includes(row.name))
  return { ...OK, tag_group: groupOf(made, group) }
}

function groupOf(rows: readonly TagRow[], name: string): Body {
  const tag = rows.filter((row) => row.group_name === name).map((row) => ({ id: row.id, name: row.name }))
  return { group_id: `etg${Buffer.from(name).toString('hex').slice(0, 20)}`, group_name: name, tag }
}

/** `externalcontact/mark_tag` (WD/92118): of a customer whom this member of staff has added. */
export function markTags(world: World, body: Body): Body {
  const userid = text(body, 'userid')
  const external = text(body, 'external_userid')
  const friend = world.store.one('select at from friends where userid = ? and external_userid = ?', userid, external)
  if (friend === undefined) throw new Refusal(84061, 'not external contact')
  for (const id of textList(body, 'add_tag') ?? []) {
    if (!world.store.one('select id from corp_tags where id = ?', id)) throw new Refusal(40068, 'invalid tagid')
    world.store.run('insert or ignore into marks values (?, ?, ?)', userid, external, id)
  }
  return OK
}
