import { randomBytes } from 'node:crypto'
import { type Body, optionalText, text } from './args'
import { type EventFields, eventXml } from './callbacks'
import { appendChat, type Bubble } from './chat'
import { accountOf, linkBubble, mediaUrl, sayTo } from './mp'
import { field, openReply, sealMessage } from './mpCrypto'
import { followerRow, follows, openWindow } from './mpWindows'
import { personOf } from './people'
import { Refusal } from './refusal'
import type { World } from './types'

/**
 * What people do with the 公众号 on their phones. Each tells the brand by a signed callback whose answer stands in the chat. With
 * `hold: true` the callback is not sent but answered, for whoever wants to send it late, twice or out of order.
 */
export const MP_ACTIONS: Record<string, (world: World, body: Body) => Body> = {
  'mp-follow': follow,
  'mp-unfollow': unfollow,
  'mp-click': (world, body) => press(world, body, 'CLICK'),
  'mp-view': (world, body) => press(world, body, 'VIEW'),
  'mp-say': say,
}

/** Scans a code, or finds the account by its name: a follow, or a scan of who follows already. */
function follow(world: World, body: Body): Body {
  const person = personOf(world, body)
  const openid = mpOpenid(person.openid)
  const scene = optionalText(body, 'scene') ?? ''
  const known = followerRow(world, openid)
  const again = follows(known)
  const now = world.clock.now()
  if (!again) {
    world.store.run(
      `insert into mp_followers values (?, ?, ?, null, ?, null, 0, null, 0)
       on conflict (openid) do update set followed_at = excluded.followed_at, left_at = null, scene = excluded.scene`,
      openid,
      person.openid,
      now,
      scene,
    )
    note(world, openid, '你关注了公众号')
  }
  if (!again || scene !== '') openWindow(world, openid, 'touch')
  const ticket: EventFields = scene === '' ? {} : { Ticket: `gQ${randomBytes(20).toString('base64url')}` }
  const fields: EventFields = again
    ? { Event: 'SCAN', EventKey: scene, ...ticket }
    : { Event: 'subscribe', EventKey: scene === '' ? '' : `qrscene_${scene}`, ...ticket }
  return { openid, ...tell(world, body, openid, { MsgType: 'event', ...fields }) }
}

function unfollow(world: World, body: Body): Body {
  const openid = requireFollower(world, body)
  world.store.run('update mp_followers set left_at = ? where openid = ?', world.clock.now(), openid)
  note(world, openid, '你不再关注公众号')
  return tell(world, body, openid, { MsgType: 'event', Event: 'unsubscribe', EventKey: '' })
}

function press(world: World, body: Body, event: 'CLICK' | 'VIEW'): Body {
  const openid = requireFollower(world, body)
  if (event === 'CLICK') openWindow(world, openid, 'touch')
  return tell(world, body, openid, { MsgType: 'event', Event: event, EventKey: text(body, 'key') })
}

function say(world: World, body: Body): Body {
  const openid = requireFollower(world, body)
  const words = text(body, 'text')
  openWindow(world, openid, 'message')
  appendChat(world, {
    chatId: `mp:${openid}`,
    at: world.clock.now(),
    from: { kind: 'member', id: openid },
    bubble: { kind: 'text', text: words },
    source: 'say',
  })
  // Nineteen digits, more than a number holds exactly.
  const MsgId = `6${BigInt(`0x${randomBytes(7).toString('hex')}`)
    .toString()
    .padStart(18, '0')}`
  return tell(world, body, openid, { MsgType: 'text', Content: words, MsgId })
}

function tell(world: World, body: Body, openid: string, fields: EventFields): Body {
  const mp = accountOf(world)
  const now = world.clock.now()
  const xml = eventXml(mp.account, now, { FromUserName: openid, ...fields })
  const sealed = sealMessage(mp, xml, openid, now)
  if (body.hold === true) return { callback: sealed }
  const name = String(fields.Event ?? fields.MsgType)
  world.afterCommit(() => {
    world.callbacks.send(sealed, (status, tries, answer) => hear(world, openid, name, status, tries, answer))
  })
  return {}
}

/** The brand's answer stands in the chat; one that WeChat does not understand is told as the phone tells it. */
function hear(world: World, openid: string, name: string, status: number, tries: number, answer: string): void {
  if (!world.isOpen()) return
  world.transact(() => {
    const xml = status === 200 ? openReply(accountOf(world), answer) : undefined
    const bubble = xml === undefined ? null : replyBubble(world, xml)
    if (bubble !== null) sayTo(world, openid, bubble, 'reply')
    if (xml === undefined) note(world, openid, '该公众号暂时无法提供服务，请稍后再试')
    world.store.run(
      'insert into calls (at, api, code, note, request) values (?, ?, ?, ?, ?)',
      world.clock.now(),
      `callback/mp/${name}`,
      status === 200 ? 0 : status || -1,
      status === 200 ? '' : `没有得到 200，试了 ${tries} 次`,
      '',
    )
  })
}

/** A passive reply as the chat shows it; null for none. */
export function replyBubble(world: World, xml: string): Bubble | null {
  const type = field(xml, 'MsgType')
  if (type === 'text') return { kind: 'text', text: field(xml, 'Content') }
  if (type === 'image') return { kind: 'image', url: mediaUrl(world, field(xml, 'MediaId')) }
  if (type !== 'news') return null
  return linkBubble({
    title: field(xml, 'Title'),
    description: field(xml, 'Description'),
    url: field(xml, 'Url'),
    picurl: field(xml, 'PicUrl'),
  })
}

/** The same person has another openid at the 公众号 than in the mini-program. */
export function mpOpenid(member: string): string {
  return `oMp_${member}`
}

function requireFollower(world: World, body: Body): string {
  const given = text(body, 'openid')
  const openid = given.startsWith('oMp_') ? given : mpOpenid(given)
  if (follows(followerRow(world, openid))) return openid
  throw new Refusal(43004, '这个人还没有关注公众号，先点「关注」')
}

function note(world: World, openid: string, words: string): void {
  const from = { kind: 'system' as const, id: '' }
  appendChat(world, {
    chatId: `mp:${openid}`,
    at: world.clock.now(),
    from,
    bubble: { kind: 'text', text: words },
    source: 'system',
  })
}
