import { followerIdOf } from '../../../cloudfunctions/platform/identity'
import type { WecomEvent } from '../../../cloudfunctions/platform/wecomEvent'
import type { Context } from '../../context'
import { DAY } from '../../kernel/day'
import { schedule } from '../../kernel/due'
import { readRules } from '../../kernel/ruleBook'
import type { InboundEvent, Outcome } from '../inbound/rules'
import { observe } from '../person/identities'
import type { NewFact } from '../person/rules'
import { mpBook } from './book'
import { meet } from './follower'
import { chooseReply, clickOf, type Happening, type MpBook, type ReplyPart, readHappening } from './rules'
import { say } from './say'

/** Asks 公众号 whose unionid a follower has. */
export const MP_LINK = 'mp.link'
/** Forgets the openid of who left. */
export const MP_FORGET = 'mp.forget'
/** How long after they left; until then a return finds its channel and windows. */
export const FORGOTTEN_AFTER = 30 * DAY
const OPENID = /^[\w-]{1,64}$/

/**
 * What a message or event of 公众号 changes here: the follower, facts about the person, who it is, and what is answered. A repeat of the
 * event finds itself in the follower and gives the same answer without a second message. At most 12 wire calls.
 *
 * @param live the person waits for the answer; later nothing is said any more
 */
export async function takeMpEvent(
  context: Context,
  { _id: event, raw: whole }: InboundEvent,
  { fields, at }: WecomEvent,
  live: boolean,
): Promise<Outcome> {
  const { store, now, settings } = context
  const openid = fields.FromUserName ?? ''
  if (!OPENID.test(openid)) return { did: 'ignored', reason: 'the sender is missing or not readable' }
  const id = followerIdOf(settings.secret, openid)
  const raw = whole.replaceAll(openid, id)
  const happening = readHappening(fields, at)
  if (happening === null) return { did: 'ignored', reason: `no use for ${fields.Event ?? fields.MsgType ?? '?'}`, raw }
  const book = await readRules(store, mpBook, now)
  const parts: readonly ReplyPart[] = live ? chooseReply(book, happening) : []
  const met = await meet(context, { id, openid }, event, happening, Math.max(0, parts.length - 1))
  await observe(context, factsOf(book, event, id, happening))
  if (met.mayLink && happening.act !== 'unsubscribe') {
    await schedule(store, { key: `${MP_LINK}:${id}`, kind: MP_LINK, at: now, payload: { id, tries: 0 } })
  }
  if (happening.act === 'unsubscribe') {
    const key = `${MP_FORGET}:${id}:${at}`
    await schedule(store, { key, kind: MP_FORGET, at: at + FORGOTTEN_AFTER, payload: { id } })
  }
  return { did: 'taken', reply: await say(context, met, event, book, parts), raw }
}

/** Follows, leaves and codes are facts; a press of the menu is one when the button names a channel. */
function factsOf(book: MpBook, event: string, id: string, { act, at, channel, odd, key }: Happening): NewFact[] {
  const fact = { key: event, who: `mp:${id}`, at }
  if (act === 'subscribe') return [{ ...fact, step: 'follow', channel: channel ?? odd }]
  if (act === 'unsubscribe') return [{ ...fact, step: 'unfollow' }]
  if (act === 'scan' && (channel ?? odd) !== null) return [{ ...fact, step: 'touch', channel: channel ?? odd }]
  const button = act === 'click' ? clickOf(book, key) : null
  return button?.channel ? [{ ...fact, step: 'touch', channel: button.channel }] : []
}
