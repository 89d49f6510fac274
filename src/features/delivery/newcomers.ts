import type { WecomEvent } from '../../../cloudfunctions/platform/wecomEvent'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { schedule } from '../../kernel/due'
import { takeAdd } from '../channel/added'
import { ENDINGS } from '../person/friends'
import type { GroupEvent } from '../person/roster'
import { takeFriendEvent, takeGroupEvent } from '../person/server'
import { askLeavers } from '../survey/server'
import { GROUP_LOOK } from './groupLook'
import { welcomeFriend } from './welcome'

/** `again` asks the platform to repeat the callback; an ignored one says why. */
export type Taken = { did: 'taken' } | { did: 'again' } | { did: 'ignored'; reason: string }

/** `groupchat/get` may be behind the event for a moment (WD/92130). */
const SETTLE = MINUTE / 2
const ID = /^[\w.@-]{1,64}$/
/** Everything that a scene is; 0 where nothing is told would be an answer. */
const SCENE = /^\d{1,3}$/
/** `QuitScene` of somebody whom the owner took out (WD/92130). */
const REMOVED = 1
/** Of one event; its list is as long as a group at most. */
const MOST_ASKED = 100

/** What an event of 企业微信 changes here. Order does not matter: marks are a set, and of a group's list it only says that it is worth another look. */
export async function takeWecomEvent(context: Context, event: WecomEvent): Promise<Taken> {
  const { Event, ChangeType } = event.fields
  if (Event === 'change_external_contact') return takeContact(context, event)
  if (Event === 'change_external_chat') return takeChat(context, event)
  return { did: 'ignored', reason: `no use for ${Event ?? 'an event without a name'} ${ChangeType ?? ''}`.trim() }
}

async function takeContact(context: Context, { fields, at }: WecomEvent): Promise<Taken> {
  const { ChangeType, UserID: user = '', ExternalUserID: externalUserid = '', State = '', WelcomeCode, Source } = fields
  const added = ChangeType === 'add_external_contact' || ChangeType === 'add_half_external_contact'
  const removed = ChangeType === 'del_external_contact' || ChangeType === 'del_follow_user'
  if (!added && !removed) {
    return { did: 'ignored', reason: `no use for ${ChangeType ?? 'a change without a name'} of a contact` }
  }
  if (!ID.test(user) || !ID.test(externalUserid)) return { did: 'ignored', reason: 'ids are missing or not readable' }
  if (removed) {
    const byStaff = Source === 'DELETE_BY_TRANSFER' ? ENDINGS.byTransfer : ENDINGS.byStaff
    const scene = ChangeType === 'del_follow_user' ? ENDINGS.byCustomer : byStaff
    await takeFriendEvent(context, { change: 'remove', user, externalUserid, at, state: '', scene })
    return { did: 'taken' }
  }
  const code = WelcomeCode === undefined || WelcomeCode === '' ? null : WelcomeCode
  // First what lives 20 seconds.
  const state = await welcomeFriend(context, { user, externalUserid, channel: State.slice(0, 30), at, code })
  await takeFriendEvent(context, { change: 'add', user, externalUserid, at, state: State, scene: null })
  await takeAdd(context, { channel: State, user, externalUserid, at })
  return { did: state === 'waiting' ? 'again' : 'taken' }
}

async function takeChat(context: Context, event: WecomEvent): Promise<Taken> {
  const { store, now } = context
  const { fields, at } = event
  const { ChatId = '', ChangeType = '' } = fields
  if (!ID.test(ChatId)) return { did: 'ignored', reason: 'the id of the group is missing or not readable' }
  if (ChangeType !== 'create' && ChangeType !== 'update' && ChangeType !== 'dismiss') {
    return { did: 'ignored', reason: `no use for ${ChangeType} of a group` }
  }
  const told = memberChange(event)
  if (told !== null) await takeGroupEvent(context, told)
  // Whoever was removed is not asked why.
  if (told?.change === 'leave' && told.scene !== REMOVED) {
    await askLeavers(store, { chatId: ChatId, customers: told.ids.slice(0, MOST_ASKED), at }, now)
  }
  // Events of one group in one minute are one look, so whatever a gap of `LastMemVer` would tell is read in any case.
  const key = `${GROUP_LOOK}:${ChatId}:${Math.floor(at / MINUTE)}:${Math.floor(now / MINUTE)}`
  await schedule(store, { key, kind: GROUP_LOOK, at: now + SETTLE, payload: { chatId: ChatId } })
  return { did: 'taken' }
}

/** Who came or went, as far as the event tells; its list has two forms, which `readEvent` makes one. */
function memberChange({ fields, lists, at }: WecomEvent): GroupEvent | null {
  const { ChatId: chatId = '', ChangeType, UpdateDetail, JoinScene = '', QuitScene = '' } = fields
  const ids = lists.MemChangeList ?? []
  const numberOf = (scene: string) => (SCENE.test(scene) ? Number(scene) : null)
  if (ChangeType === 'dismiss') return { chatId, change: 'dismiss', ids: [], at, scene: null }
  if (UpdateDetail === 'add_member') return { chatId, change: 'join', ids, at, scene: numberOf(JoinScene) }
  if (UpdateDetail === 'del_member') return { chatId, change: 'leave', ids, at, scene: numberOf(QuitScene) }
  return null
}
