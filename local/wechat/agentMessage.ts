import { createHash, randomBytes } from 'node:crypto'
import { type Body, byteLength, isObject, optionalNumber, optionalText, text } from './args'
import { Refusal } from './refusal'
import type { World } from './types'

const MAX_RECEIVERS = 1000
const MAX_TEXT_BYTES = 2048
const USUAL_DUPLICATE_SECONDS = 1800
const MAX_DUPLICATE_SECONDS = 4 * 3600

/**
 * `POST /cgi-bin/message/send` to staff (WD/90236): text, textcard and miniprogram_notice. Unknown receivers come back
 * in `invaliduser` with errcode 0; only when nobody is left the call is refused (81013).
 */
export function sendAgentMessage(world: World, body: Body): Record<string, unknown> {
  if (body.agentid !== world.store.getMeta<number>('agentid')) throw new Refusal(40056, 'invalid agentid')
  const content = checkContent(world, body)
  const { receivers, invalid } = splitReceivers(world, body)
  const now = world.clock.now()
  const msgid = randomBytes(48).toString('base64url')
  const answer = { errcode: 0, errmsg: 'ok', invaliduser: invalid.join('|'), invalidparty: '', invalidtag: '' }
  if (body.enable_duplicate_check === 1) {
    const earlier = earlierMsgid(world, body, msgid, now)
    if (earlier !== undefined) return { ...answer, msgid: earlier }
  }
  for (const userid of receivers) {
    // Above the limit the platform drops the message and says nothing (WD/90454).
    const recent = world.store.one<{ n: number }>(
      'select count(*) n from notices where userid = ? and at > ?',
      userid,
      now - 60_000,
    )
    if ((recent?.n ?? 0) >= world.rules().noticesPerMinute) continue
    world.store.run(
      'insert into notices (userid, at, msgid, body) values (?, ?, ?, ?)',
      userid,
      now,
      msgid,
      JSON.stringify(content),
    )
  }
  return { ...answer, msgid }
}

function splitReceivers(world: World, body: Body): { receivers: string[]; invalid: string[] } {
  const to = optionalText(body, 'touser')
  if (to === undefined) throw new Refusal(82001, 'touser, toparty and totag are all empty')
  const hidden = world.rules().hiddenStaff
  const staff = world.store
    .all<{ userid: string }>('select userid from staff')
    .map((row) => row.userid)
    .filter((userid) => !hidden.includes(userid))
  if (to === '@all') return { receivers: staff, invalid: [] }
  const asked = [...new Set(to.split('|').filter((userid) => userid !== ''))]
  if (asked.length > MAX_RECEIVERS) throw new Refusal(40058, 'touser exceeds max length 1000')
  const receivers = asked.filter((userid) => staff.includes(userid))
  if (receivers.length === 0) throw new Refusal(81013, 'user & party & tag all invalid')
  return { receivers, invalid: asked.filter((userid) => !staff.includes(userid)) }
}

function checkContent(world: World, body: Body): Body {
  const kind = text(body, 'msgtype')
  const content = body[kind]
  if (kind !== 'text' && kind !== 'textcard' && kind !== 'miniprogram_notice') {
    throw new Refusal(40008, 'invalid message type')
  }
  if (!isObject(content)) throw new Refusal(40058, `missing field ${kind}`)
  if (kind === 'text') {
    const words = text(content, 'content')
    if (byteLength(words) > MAX_TEXT_BYTES) throw new Refusal(45002, 'content size out of limit')
    return { kind, text: words }
  }
  const title = text(content, 'title')
  if (kind === 'textcard') {
    return { kind, title, text: text(content, 'description'), url: text(content, 'url'), button: content.btntxt }
  }
  return { kind, title, ...noticeContent(world, content, title) }
}

/** A mini-program notice: title and description of 4 to 12 characters, at most ten rows (WD/90236). */
function noticeContent(world: World, content: Body, title: string): Body {
  const brand = world.store.getMeta<{ appid: string }>('brand')
  if (text(content, 'appid') !== brand?.appid) throw new Refusal(40013, 'appid is not bound to the agent')
  const description = optionalText(content, 'description')
  for (const words of [title, description ?? title]) {
    const length = [...words].length
    if (length < 4 || length > 12) throw new Refusal(40058, 'title and description take 4 to 12 characters')
  }
  const rows = content.content_item ?? []
  if (!Array.isArray(rows) || rows.length > 10) throw new Refusal(40058, 'content_item takes at most 10 rows')
  const items = rows.filter(isObject).map((row) => ({ key: text(row, 'key'), value: text(row, 'value') }))
  return { text: description, items, page: optionalText(content, 'page') }
}

/** The msgid of the same message inside the interval, or undefined after noting this one down. */
function earlierMsgid(world: World, body: Body, msgid: string, now: number): string | undefined {
  const seconds = optionalNumber(body, 'duplicate_check_interval') ?? USUAL_DUPLICATE_SECONDS
  if (seconds < 1 || seconds > MAX_DUPLICATE_SECONDS) throw new Refusal(40058, 'duplicate_check_interval out of range')
  const kind = String(body.msgtype)
  const hash = createHash('sha256')
    .update(JSON.stringify([body.agentid, body.touser, kind, body[kind]]))
    .digest('hex')
  const known = world.store.one<{ at: number; msgid: string }>('select at, msgid from duplicates where hash = ?', hash)
  if (known !== undefined && now < known.at + seconds * 1000) return known.msgid
  world.store.run(
    'insert into duplicates values (?, ?, ?) on conflict (hash) do update set at = excluded.at, msgid = excluded.msgid',
    hash,
    now,
    msgid,
  )
  return undefined
}
