import type { WecomEvent } from '../../../cloudfunctions/platform/wecomEvent'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { schedule } from '../../kernel/due'
import { GROUP_LOOK } from './groupLook'
import { welcomeFriend } from './welcome'

/** `again` asks the platform to repeat the callback; an ignored one says why. */
export type Taken = { did: 'taken' } | { did: 'again' } | { did: 'ignored'; reason: string }

/** `groupchat/get` may be behind the event for a moment (WD/92130). */
const SETTLE = MINUTE / 2
const ID = /^[\w.@-]{1,64}$/

/** What an event of 企业微信 changes here. Order does not matter: of a group it only says that it is worth another look. */
export async function takeWecomEvent(context: Context, event: WecomEvent): Promise<Taken> {
  const { Event, ChangeType } = event.fields
  if (Event === 'change_external_contact') return takeContact(context, event)
  if (Event === 'change_external_chat') return takeChat(context, event)
  return { did: 'ignored', reason: `no use for ${Event ?? 'an event without a name'} ${ChangeType ?? ''}`.trim() }
}

async function takeContact(context: Context, { fields, at }: WecomEvent): Promise<Taken> {
  const { ChangeType, UserID = '', ExternalUserID = '', State = '', WelcomeCode } = fields
  if (ChangeType !== 'add_external_contact' && ChangeType !== 'add_half_external_contact') {
    return { did: 'ignored', reason: `no use for ${ChangeType ?? 'a change without a name'} of a contact` }
  }
  if (!ID.test(UserID) || !ID.test(ExternalUserID)) return { did: 'ignored', reason: 'ids are missing or not readable' }
  const code = WelcomeCode === undefined || WelcomeCode === '' ? null : WelcomeCode
  const friend = { user: UserID, externalUserid: ExternalUserID, channel: State.slice(0, 30), at, code }
  const state = await welcomeFriend(context, friend)
  return { did: state === 'waiting' ? 'again' : 'taken' }
}

async function takeChat({ store, now }: Context, { fields, at }: WecomEvent): Promise<Taken> {
  const { ChatId = '', ChangeType = '' } = fields
  if (!ID.test(ChatId)) return { did: 'ignored', reason: 'the id of the group is missing or not readable' }
  if (ChangeType !== 'create' && ChangeType !== 'update' && ChangeType !== 'dismiss') {
    return { did: 'ignored', reason: `no use for ${ChangeType} of a group` }
  }
  // Events of one group in one minute are one look.
  const key = `${GROUP_LOOK}:${ChatId}:${Math.floor(at / MINUTE)}:${Math.floor(now / MINUTE)}`
  await schedule(store, { key, kind: GROUP_LOOK, at: now + SETTLE, payload: { chatId: ChatId } })
  return { did: 'taken' }
}
