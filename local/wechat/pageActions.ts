import { randomBytes } from 'node:crypto'
import { type Body, optionalText, text } from './args'
import { setBehaviour } from './behaviour'
import { appendChat, cardBubble, type Speaker } from './chat'
import { confirmTask } from './confirm'
import { drawnCover } from './cover'
import type { FaultKind, Faults } from './faults'
import { MP_ACTIONS } from './mpPeople'
import { acceptSubscription, refuseSubscription } from './openapi'
import { PEOPLE_ACTIONS } from './people'
import { Refusal } from './refusal'
import { SCAN_ACTIONS } from './scan'
import { revokeTokens } from './tokens'
import type { QuotaRule, WechatRules, World } from './types'

/** One action of the page. A refusal carries a code and one Chinese sentence for the person at the page. */
export type PageAction = (world: World, body: Body, faults: Faults) => Body

const QUOTA_RULES: QuotaRule[] = ['days_of_month', '7_per_week', '1_per_day']
const FAULT_KINDS: FaultKind[] = ['errcode', 'cut-before', 'cut-after', 'hang-before', 'hang-after']

export const PAGE_ACTIONS: Record<string, PageAction> = {
  confirm: (world, body) => confirmTask(world, text(body, 'msgid'), text(body, 'userid'), world.clock.now()),
  behaviour: changeBehaviour,
  ...PEOPLE_ACTIONS,
  ...MP_ACTIONS,
  ...SCAN_ACTIONS,
  share,
  say,
  personal,
  subscribe: (world, body) => {
    acceptSubscription(world, text(body, 'openid'), text(body, 'templateId'))
    return {}
  },
  unsubscribe: (world, body) => {
    refuseSubscription(world, text(body, 'openid'), text(body, 'templateId'))
    return {}
  },
  rules: changeRules,
  /** For tests that put the cloud back to an earlier moment. */
  'forget-reminders': (world) => ({ forgotten: world.store.run('delete from reminders') }),
  faults: changeFaults,
  'revoke-tokens': (world, body) => ({ revoked: revokeTokens(world, body.as === 'invalid' ? 'invalid' : 'expired') }),
}

function changeBehaviour(world: World, body: Body): Body {
  const userid = text(body, 'userid')
  requireStaff(world, userid)
  if (body.mode === 'manual') {
    setBehaviour(world, userid, { mode: 'manual' })
    return {}
  }
  const delay = body.delayMinutes
  if (body.mode !== 'auto' || typeof delay !== 'number' || !(delay >= 0 && delay <= 24 * 60)) {
    throw new Refusal(40058, '请选择“手动发送”，或填 0 到 1440 分钟之间的自动发送时间')
  }
  setBehaviour(world, userid, { mode: 'auto', delayMinutes: delay })
  return {}
}

/** A staff member shares a mini-program card to a customer group by hand: what wx.shareAppMessage does on a phone. */
function share(world: World, body: Body): Body {
  const chatId = requireGroup(world, text(body, 'chatId'))
  const from = speaker(world, text(body, 'openid'))
  const title = text(body, 'title')
  const words = optionalText(body, 'text')
  const key = optionalText(body, 'key')
  const cover = optionalText(body, 'imageUrl') ?? drawnCover(`${title} ${text(body, 'path')}`)
  const at = world.clock.now()
  if (words !== undefined) {
    const textKey = key === undefined ? undefined : `${key}:text`
    appendChat(world, { chatId, at, from, bubble: { kind: 'text', text: words }, source: 'share', key: textKey })
  }
  const bubble = cardBubble(title, text(body, 'path'), cover)
  return { added: appendChat(world, { chatId, at, from, bubble, source: 'share', key }) }
}

/** Somebody types a line into the group. With a `key` that was used before nothing is added. */
function say(world: World, body: Body): Body {
  const chatId = requireGroup(world, text(body, 'chatId'))
  const from = speaker(world, text(body, 'openid'))
  const bubble = { kind: 'text' as const, text: text(body, 'text') }
  const key = optionalText(body, 'key')
  return { added: appendChat(world, { chatId, at: world.clock.now(), from, bubble, source: 'say', key }) }
}

/** The owner's own 群发, made on the phone without the API: it shares the group's quota (WD/92135). */
function personal(world: World, body: Body): Body {
  const chatId = requireGroup(world, text(body, 'chatId'))
  const group = world.store.one<{ owner: string }>('select owner from groups where chat_id = ?', chatId)
  const msgid = `msg${randomBytes(16).toString('base64url')}`
  const content = { text: { content: text(body, 'text') }, attachments: [] }
  const now = world.clock.now()
  const owner = group?.owner ?? ''
  world.store.run(
    'insert into tasks values (?, ?, 1, ?, ?, null, null, null)',
    msgid,
    owner,
    JSON.stringify(content),
    now,
  )
  world.store.run('insert into targets values (?, ?, 0, null)', msgid, chatId)
  return confirmTask(world, msgid, owner, now)
}

function changeRules(world: World, body: Body): Body {
  const change: Partial<WechatRules> = {}
  const rule = QUOTA_RULES.find((known) => known === body.quotaRule)
  if (rule !== undefined) change.quotaRule = rule
  if (body.mediaIds === 'any' || body.mediaIds === 'strict') change.mediaIds = body.mediaIds
  if (typeof body.bound === 'boolean') change.bound = body.bound
  if (Array.isArray(body.hiddenStaff)) change.hiddenStaff = body.hiddenStaff.map(String)
  for (const name of [
    'dispatchSeconds',
    'tokenSeconds',
    'callsPerMinute',
    'noticesPerMinute',
    'mediaCheckSeconds',
  ] as const) {
    const value = body[name]
    if (typeof value === 'number' && value >= 0) change[name] = value
  }
  const unknown = Object.keys(body).filter((name) => !(name in change))
  if (unknown.length > 0) throw new Refusal(40058, `这些规则不认识或值不对：${unknown.join('、')}`)
  world.setRules(change)
  return { rules: world.rules() }
}

function changeFaults(_world: World, body: Body, faults: Faults): Body {
  if (body.clear === true) {
    faults.clear()
    return {}
  }
  const kind = FAULT_KINDS.find((known) => known === body.kind)
  if (kind === undefined) throw new Refusal(40058, `故障种类只能是 ${FAULT_KINDS.join('、')}`)
  const { errcode, times, skip } = body
  faults.add({
    api: text(body, 'api'),
    kind,
    ...(typeof errcode === 'number' ? { errcode } : {}),
    times: typeof times === 'number' ? times : 1,
    skip: typeof skip === 'number' ? skip : 0,
  })
  return {}
}

function requireGroup(world: World, chatId: string): string {
  if (world.store.one('select chat_id from groups where chat_id = ?', chatId)) return chatId
  throw new Refusal(86003, '没有这个客户群，请刷新页面再选一次')
}

function requireStaff(world: World, userid: string): void {
  if (world.store.one('select userid from staff where userid = ?', userid)) return
  throw new Refusal(60111, '没有这位员工，请刷新页面再选一次')
}

function speaker(world: World, openid: string): Speaker {
  const staff = world.store.one<{ userid: string }>('select userid from staff where openid = ?', openid)
  if (staff) return { kind: 'staff', id: staff.userid }
  const member = world.store.one<{ external_userid: string }>(
    'select external_userid from members where openid = ?',
    openid,
  )
  if (member) return { kind: 'member', id: member.external_userid }
  throw new Refusal(40003, '这个人不在这家企业的微信里，请换一位')
}
