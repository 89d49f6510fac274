import { randomBytes } from 'node:crypto'
import { type Body, byteLength, isObject, text, textList } from './args'
import { autoConfirmAt, scheduleAutoConfirm } from './behaviour'
import { checkMediaId } from './media'
import { Refusal } from './refusal'
import type { World } from './types'

const ATTACHMENTS = ['image', 'link', 'miniprogram', 'video', 'file']
const MAX_GROUPS = 2000
const MAX_CUSTOMERS = 10_000
const MAX_ATTACHMENTS = 9
const MAX_TEXT_BYTES = 4000
const MAX_CARD_TITLE_BYTES = 64

/**
 * `POST /cgi-bin/externalcontact/add_msg_template` (WD/92135). Creates a task on the sender's phone; nothing reaches a group or
 * a customer until that person presses 发送. Answers `{fail_list, msgid}`.
 */
export function addMsgTemplate(world: World, body: Body): Record<string, unknown> {
  refuseEmptyTexts(body, '')
  if (body.chat_type !== 'group' && body.chat_type !== 'single') throw new Refusal(86214, 'invalid chat_type')
  const isSingle = body.chat_type === 'single'
  const sender = text(body, 'sender')
  const known = world.store.one('select userid from staff where userid = ?', sender)
  if (known === undefined) throw new Refusal(60111, 'userid not found')
  if (world.rules().hiddenStaff.includes(sender)) throw new Refusal(60011, 'no privilege to access the user')
  checkContent(world, body)
  const { targets, failed } = isSingle ? customersOf(world, body, sender) : groupsOf(world, body, sender)
  if (targets.length === 0) throw new Refusal(41048, 'no customer to send')

  const msgid = `msg${randomBytes(16).toString('base64url')}`
  const now = world.clock.now()
  const autoAt = autoConfirmAt(world, sender, now)
  const content = {
    text: body.text,
    attachments: body.attachments ?? [],
    allow_select: body.allow_select === true,
    ...(isSingle && { single: true }),
  }
  world.store.run(
    'insert into tasks values (?, ?, 0, ?, ?, null, null, ?)',
    msgid,
    sender,
    JSON.stringify(content),
    now,
    autoAt,
  )
  for (const target of targets) world.store.run('insert into targets values (?, ?, 0, null)', msgid, target)
  if (autoAt !== null) scheduleAutoConfirm(world, msgid, autoAt)
  return { errcode: 0, errmsg: 'ok', fail_list: failed, msgid }
}

interface Targets {
  targets: string[]
  failed: string[]
}

/** Without `chat_id_list` the real owner picks groups by hand; here the pick is all groups the sender owns. */
function groupsOf(world: World, body: Body, sender: string): Targets {
  const owned = world.store.all<{ chat_id: string }>('select chat_id from groups where owner = ?', sender)
  return split(textList(body, 'chat_id_list'), new Set(owned.map((row) => row.chat_id)), 'chat_id_list', MAX_GROUPS)
}

/** Without `external_userid` the task goes to all customers of the sender. */
function customersOf(world: World, body: Body, sender: string): Targets {
  const friends = world.store.all<{ external_userid: string }>(
    'select external_userid from friends where userid = ?',
    sender,
  )
  const own = new Set(friends.map((row) => row.external_userid))
  return split(textList(body, 'external_userid'), own, 'external_userid', MAX_CUSTOMERS)
}

function split(asked: string[] | undefined, own: ReadonlySet<string>, field: string, max: number): Targets {
  if (asked === undefined) return { targets: [...own], failed: [] }
  if (asked.length > max) throw new Refusal(40058, `${field} exceeds max length ${max}`)
  const unique = [...new Set(asked)]
  return { targets: unique.filter((id) => own.has(id)), failed: unique.filter((id) => !own.has(id)) }
}

/** Text and attachments of a 群发 or a welcome (WD/92135, 92137). */
export function checkContent(world: World, body: Body): void {
  const words = body.text
  if (words !== undefined) {
    if (!isObject(words)) throw new Refusal(40058, 'field text expects object')
    if (byteLength(text(words, 'content')) > MAX_TEXT_BYTES) throw new Refusal(45002, 'text content too long')
  }
  const attachments = body.attachments ?? []
  if (!Array.isArray(attachments)) throw new Refusal(40058, 'field attachments expects array')
  if (words === undefined && attachments.length === 0) throw new Refusal(40058, 'text and attachments are both missing')
  if (attachments.length > MAX_ATTACHMENTS) throw new Refusal(41064, 'too many attachments')
  for (const attachment of attachments) checkAttachment(world, attachment)
}

function checkAttachment(world: World, attachment: unknown): void {
  if (!isObject(attachment)) throw new Refusal(40058, 'attachment expects object')
  const kind = attachment.msgtype
  if (typeof kind !== 'string' || !ATTACHMENTS.includes(kind)) throw new Refusal(41065, 'invalid attachment type')
  const content = attachment[kind]
  if (!isObject(content)) throw new Refusal(40058, `missing field ${kind}`)
  if (kind === 'miniprogram') {
    if (byteLength(text(content, 'title')) > MAX_CARD_TITLE_BYTES) throw new Refusal(40058, 'title too long')
    checkMediaId(world, text(content, 'pic_media_id'))
    const brand = world.store.getMeta<{ appid: string }>('brand')
    if (text(content, 'appid') !== brand?.appid) throw new Refusal(40013, 'appid is not bound to the corp')
    text(content, 'page')
  } else if (kind === 'link') {
    text(content, 'title')
    text(content, 'url')
  } else if (kind !== 'image' || content.pic_url === undefined) {
    checkMediaId(world, text(content, 'media_id'), kind)
  }
}

/** The platform refuses an optional field that is present and empty: a client has to leave it out. */
export function refuseEmptyTexts(value: unknown, path: string): void {
  if (value === '') throw new Refusal(40058, `field ${path} unexpected empty string`)
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) refuseEmptyTexts(item, `${path}[${index}]`)
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) refuseEmptyTexts(item, path === '' ? key : `${path}.${key}`)
  }
}
