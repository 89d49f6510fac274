import './collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Attachment } from '../../../cloudfunctions/platform/wecomTypes'
import type { Context } from '../../context'
import { schedule } from '../../kernel/due'
import { type Decision, settle } from '../../kernel/settle'
import { invitationOf } from '../channel/invitation'
import { forgetPictures, INVALID_MEDIA, pack } from './attachments'
import { MOST_ATTACHMENTS } from './rules'
import { CODE_LIFE, SETTLED_AFTER, type WelcomeDoc, type WelcomeState } from './welcomeRules'
import { type LiveWelcome, liveWelcome } from './welcomeSource'
import { welcomeText } from './welcomeText'

/** A new friend, as the event tells it. */
export interface NewFriend {
  user: string
  externalUserid: string
  channel: string
  /** ms, CreateTime of the event. */
  at: number
  /** WelcomeCode; null when WeCom gave none. */
  code: string | null
}

/** The due item that writes down the end of a welcome and tells the staff of a missed one. */
export const WELCOME_SETTLE = 'welcome.settle'
/** In one run; WeCom repeats the callback after that. */
const TRIES = 2
const HOME = 'features/checkin/pages/today/index'
/** Text of the document; what was sent can be read in the version. */
const KEPT = 2000

export function welcomeId({ user, externalUserid, at }: Pick<NewFriend, 'user' | 'externalUserid' | 'at'>): string {
  return `${user}:${externalUserid}:${at}`
}

/**
 * Welcomes a new friend from inside the callback. The key of the event admits one run to sending; what surely did not go out may be
 * tried again while the code lives, what got no answer never is. Whatever stops in between is ended by `welcome.settle`.
 *
 * @returns where it stands; `waiting` asks for the callback to be repeated
 */
export async function welcomeFriend(context: Context, friend: NewFriend): Promise<WelcomeState> {
  const { store, now } = context
  const id = welcomeId(friend)
  const known = await store.get('welcomes', id)
  if (known !== null && known.state !== 'waiting' && known.by !== context.requestId) return known.state
  if (known === null) {
    const { code: _secret, ...payload } = friend
    await schedule(store, {
      key: `${WELCOME_SETTLE}:${id}`,
      kind: WELCOME_SETTLE,
      at: friend.at + SETTLED_AFTER,
      payload,
    })
  }
  if (friend.code === null) return end(context, friend, 'none', welcomeText.noCode)
  if (now >= friend.at + CODE_LIFE) return end(context, friend, 'late', welcomeText.late)
  const content = await liveWelcome(context, friend.user, friend.externalUserid, friend.channel)
  const packed = content === null ? null : await pack(context, content.parts, HOME)
  if (content?.invites && packed !== null) await invite(context, content.invites, packed.attachments)
  if (content === null || packed === null || (content.text === '' && packed.attachments.length === 0)) {
    return end(context, friend, 'none', welcomeText.noContent)
  }
  const held = await hold(context, friend, content, packed.attachments.length)
  if (held !== 'sending') return held
  let said = await send(context, friend.code, content.text, packed.attachments)
  if (said.code === INVALID_MEDIA) {
    await forgetPictures(context, packed.pictures)
    const { attachments } = await pack(context, content.parts, HOME)
    if (content.invites) await invite(context, content.invites, attachments, true)
    said = await send(context, friend.code, content.text, attachments)
  }
  const { state, reason } = said
  return end(context, friend, state, reason)
}

/** The code of the channel's groups, as the last picture. That it cannot be had keeps nobody from being welcomed. */
async function invite(context: Context, channel: string, to: Attachment[], anew = false): Promise<void> {
  const mediaId = to.length < MOST_ATTACHMENTS ? await invitationOf(context, channel, anew) : null
  if (mediaId !== null) to.push({ type: 'image', mediaId })
}

/** Exactly one run gets `sending`: by the insert, or by the guarded update of what waits for a next try. */
async function hold(
  { store, now, requestId }: Context,
  friend: NewFriend,
  { sop, version, text, customer }: LiveWelcome,
  attachments: number,
): Promise<WelcomeState> {
  const content = { sop, version, customer, text: text.slice(0, KEPT), attachments }
  const id = welcomeId(friend)
  return settle(store, 'welcomes', id, (found): Decision<'welcomes', WelcomeState> => {
    const mine = { state: 'sending' as const, by: requestId, updatedAt: now, ...content }
    if (found === null) return { insert: { ...blank(friend, now), ...mine }, answer: 'sending' }
    if (found.by === requestId) return { answer: found.state }
    // Another run is at it, or has ended it: this one sends nothing, whatever became of the other.
    if (found.state !== 'waiting') return { answer: found.state === 'sending' ? 'unknown' : found.state }
    return { guard: { _id: id, state: 'waiting', by: found.by }, change: mine, answer: 'sending' }
  })
}

async function send(
  { wecom }: Context,
  code: string,
  text: string,
  attachments: Awaited<ReturnType<typeof pack>>['attachments'],
): Promise<{ state: WelcomeState; reason: string | null; code?: number }> {
  let waiting: string = welcomeText.noTurn
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      await wecom.sendWelcome(code, { text, attachments })
      return { state: 'sent', reason: null }
    } catch (error) {
      if (error instanceof NetworkError && error.outcome === 'unknown') {
        return { state: 'unknown', reason: welcomeText.silent }
      }
      if (error instanceof PlatformError && error.kind !== 'retry_later') {
        if (error.kind === 'expired') return { state: 'late', reason: welcomeText.late }
        return { state: 'refused', reason: welcomeText.refused(error.code, error.mend), code: error.code }
      }
      if (!(error instanceof PlatformError || error instanceof NetworkError)) throw error
      waiting = welcomeText.failed(error.mend)
    }
  }
  return { state: 'waiting', reason: waiting }
}

/** Writes down where a welcome stands, unless another run has said so already. */
export async function end(
  { store, now, requestId }: Pick<Context, 'store' | 'now' | 'requestId'>,
  friend: NewFriend,
  state: WelcomeState,
  reason: string | null,
): Promise<WelcomeState> {
  const id = welcomeId(friend)
  const sentAt = state === 'sent' ? now : null
  const change = { state, reason, sentAt, by: requestId, updatedAt: now }
  return settle(store, 'welcomes', id, (found): Decision<'welcomes', WelcomeState> => {
    if (found === null) return { insert: { ...blank(friend, now), ...change }, answer: state }
    const isOpen = found.state === 'waiting' || (found.state === 'sending' && found.by === requestId)
    if (!isOpen || (found.state === state && found.by === requestId)) return { answer: found.state }
    return { guard: { _id: id, state: found.state, by: found.by }, change, answer: state }
  })
}

export function blank({ user, externalUserid, channel, at }: NewFriend, now: number): WelcomeDoc {
  return {
    _id: welcomeId({ user, externalUserid, at }),
    schema: 1,
    user,
    externalUserid,
    customer: null,
    channel,
    at,
    state: 'waiting',
    reason: null,
    sop: null,
    version: null,
    text: '',
    attachments: 0,
    by: '',
    sentAt: null,
    toldAt: null,
    updatedAt: now,
  }
}
