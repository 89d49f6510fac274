import { randomBytes } from 'node:crypto'
import { type Body, byteLength, isObject, text } from './args'
import { appendChat, bubblesOf, friendChatId } from './chat'
import { checkContent, refuseEmptyTexts } from './groupTask'
import { Refusal } from './refusal'
import type { World } from './types'

/** A WelcomeCode is good for 20 seconds, once (WD/92137). */
const CODE_LIFE = 20_000
/** Templates of one corporation, and bytes of a template's text (WD/92366). */
const MOST_TEMPLATES = 100
const TEMPLATE_BYTES = 3000

type CodeRow = { code: string; userid: string; external_userid: string; at: number; used_at: number | null }
type TemplateRow = { template_id: string; body: string; at: number }

/** `externalcontact/send_welcome_msg` (WD/92137): text and up to nine attachments, within 20 s, once for each code. */
export function sendWelcomeMsg(world: World, body: Body): Record<string, unknown> {
  refuseEmptyTexts(body, '')
  const code = text(body, 'welcome_code')
  const row = world.store.one<CodeRow>('select * from welcome_codes where code = ?', code)
  const now = world.clock.now()
  if (row === undefined || now >= row.at + CODE_LIFE) throw new Refusal(41050, 'invalid welcome_code or expired')
  if (row.used_at !== null) throw new Refusal(41051, 'chat has started or welcome msg has been sent')
  checkContent(world, body)
  world.store.run('update welcome_codes set used_at = ? where code = ?', now, code)
  const chatId = friendChatId(row.userid, row.external_userid)
  const from = { kind: 'staff' as const, id: row.userid }
  for (const bubble of bubblesOf(world, body)) appendChat(world, { chatId, at: now, from, bubble, source: 'welcome' })
  return { errcode: 0, errmsg: 'ok' }
}

/** `externalcontact/get` (WD/92114): who a customer is. A GET, as the platform has it. */
export function getExternalContact(world: World, query: URLSearchParams): Record<string, unknown> {
  const id = query.get('external_userid') ?? ''
  if (id === '') throw new Refusal(41035, 'missing external_userid')
  const member = world.store.one<{ name: string; unionid: string }>(
    'select name, unionid from members where external_userid = ?',
    id,
  )
  if (member === undefined) throw new Refusal(40096, 'invalid external userid')
  const followers = world.store.all<{ userid: string; at: number; state: string }>(
    'select userid, at, state from friends where external_userid = ? order by at',
    id,
  )
  if (followers.length === 0) throw new Refusal(84061, 'not external contact')
  return {
    errcode: 0,
    errmsg: 'ok',
    external_contact: {
      external_userid: id,
      name: member.name,
      type: 1,
      gender: 0,
      ...(world.rules().bound && { unionid: member.unionid }),
    },
    follow_user: followers.map(({ userid, at, state }) => ({
      userid,
      remark: member.name,
      createtime: Math.floor(at / 1000),
      tags: tagsOf(world, userid, id),
      add_way: 1,
      ...(state === '' ? {} : { state }),
    })),
  }
}

function tagsOf(world: World, userid: string, external: string): Record<string, unknown>[] {
  return world.store
    .all<{ id: string; name: string; group_name: string }>(
      `select t.id, t.name, t.group_name from marks m join corp_tags t on t.id = m.tag
       where m.userid = ? and m.external_userid = ? order by t.rowid`,
      userid,
      external,
    )
    .map((row) => ({ group_name: row.group_name, tag_name: row.name, tag_id: row.id, type: 1 }))
}

const KINDS = ['image', 'link', 'miniprogram', 'file', 'video']

/** `externalcontact/group_welcome_template/add` (WD/92366): a text and at most one other part. */
export function addWelcomeTemplate(world: World, body: Body): Record<string, unknown> {
  const content = templateContent(world, body)
  const count = world.store.one<{ n: number }>('select count(*) n from welcome_templates')
  if ((count?.n ?? 0) >= MOST_TEMPLATES) throw new Refusal(41055, 'group welcome template exceeds limit')
  const id = `msg${randomBytes(16).toString('base64url')}`
  world.store.run('insert into welcome_templates values (?, ?, ?)', id, JSON.stringify(content), world.clock.now())
  return { errcode: 0, errmsg: 'ok', template_id: id }
}

export function editWelcomeTemplate(world: World, body: Body): Record<string, unknown> {
  const { template_id: id } = templateOf(world, body)
  const content = templateContent(world, body)
  world.store.run('update welcome_templates set body = ? where template_id = ?', JSON.stringify(content), id)
  return { errcode: 0, errmsg: 'ok' }
}

export function getWelcomeTemplate(world: World, body: Body): Record<string, unknown> {
  return { errcode: 0, errmsg: 'ok', ...JSON.parse(templateOf(world, body).body) }
}

export function delWelcomeTemplate(world: World, body: Body): Record<string, unknown> {
  const { template_id: id } = templateOf(world, body)
  world.store.run('delete from welcome_templates where template_id = ?', id)
  return { errcode: 0, errmsg: 'ok' }
}

function templateOf(world: World, body: Body): TemplateRow {
  const id = text(body, 'template_id')
  const row = world.store.one<TemplateRow>('select * from welcome_templates where template_id = ?', id)
  // The platform says the same of a template that another application made.
  if (row === undefined) throw new Refusal(41058, 'template not found or no privilege')
  return row
}

function templateContent(world: World, body: Body): Body {
  refuseEmptyTexts(body, '')
  const words = isObject(body.text) ? body.text : undefined
  if (words !== undefined && byteLength(text(words, 'content')) > TEMPLATE_BYTES) {
    throw new Refusal(45002, 'text content too long')
  }
  const parts = KINDS.filter((kind) => body[kind] !== undefined)
  if (parts.length > 1) throw new Refusal(40058, 'only one attachment is allowed')
  const [kind] = parts
  const attachments = kind === undefined ? [] : [{ msgtype: kind, [kind]: body[kind] }]
  checkContent(world, { text: words, attachments })
  return { ...(words === undefined ? {} : { text: words }), ...(kind === undefined ? {} : { [kind]: body[kind] }) }
}

/** What a person who joins sees when the owner has picked a template for the group; `%NICKNAME%` becomes the name. */
export function greetInGroup(world: World, chatId: string, owner: string, name: string): void {
  const picked = world.store.getMeta<string>(`welcome:${chatId}`)
  const row = world.store.one<TemplateRow>('select * from welcome_templates where template_id = ?', picked ?? '')
  if (row === undefined) return
  const body: unknown = JSON.parse(row.body.replaceAll('%NICKNAME%', JSON.stringify(name).slice(1, -1)))
  if (!isObject(body)) return
  const kind = KINDS.find((each) => body[each] !== undefined)
  const attachments = kind === undefined ? [] : [{ msgtype: kind, [kind]: body[kind] }]
  const from = { kind: 'staff' as const, id: owner }
  for (const bubble of bubblesOf(world, { text: body.text, attachments })) {
    appendChat(world, { chatId, at: world.clock.now(), from, bubble, source: 'group-welcome' })
  }
}
