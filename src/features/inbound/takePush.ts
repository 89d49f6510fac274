import { memberIdOf } from '../../../cloudfunctions/platform/identity'
import type { Context } from '../../context'
import { forgetMember } from '../intent/server'
import { withdrawConsents } from '../intent/withdraw'
import { forgetPerson } from '../person/privacy'
import { readVerdict, takeVerdict } from '../post/verdict'
import type { Outcome } from './rules'

const VERDICTS = {
  known: 'this picture has its verdict already, or its post is gone',
  unknown: 'no post waits for this trace id',
} as const

/** What the mini-program's message push tells, as it was stored: `member` stands in the place of the openid. */
export async function takePush(context: Context, raw: string): Promise<Outcome> {
  const event = JSON.parse(raw) as Record<string, unknown>
  switch (event.Event ?? 'wxa_media_check') {
    case 'wxa_media_check': {
      const verdict = readVerdict(event)
      const outcome = (verdict && (await takeVerdict(context.store, verdict, context.now))) ?? 'unknown'
      return outcome === 'taken' ? { did: 'taken' } : { did: 'ignored', reason: VERDICTS[outcome] }
    }
    case 'subscribe_msg_change_event':
      return takeSettings(context, event)
    case 'subscribe_msg_popup_event':
      // The phone reports the same answer under an id of its own; the push has none, so counting both would count twice.
      return { did: 'ignored', reason: 'consents are counted by what the phone reports' }
    case 'subscribe_msg_sent_event':
      return takeSent(context, event)
    case 'user_authorization_cancellation':
    case 'user_authorization_revoke':
      return takeRevocation(context, event)
    default:
      return { did: 'ignored', reason: `no use for ${String(event.Event)}` }
  }
}

/** Somebody switched templates off in WeChat's settings: what they had agreed to is void. */
async function takeSettings({ store }: Context, event: Record<string, unknown>): Promise<Outcome> {
  const templates = listOf(event).flatMap(({ TemplateId, SubscribeStatusString }) =>
    typeof TemplateId === 'string' && SubscribeStatusString === 'reject' ? [TemplateId] : [],
  )
  if (typeof event.member !== 'string' || templates.length === 0)
    return { did: 'ignored', reason: 'nothing was refused' }
  await withdrawConsents(store, event.member, templates)
  return { did: 'taken' }
}

/** WeChat's code for a person who refuses, told after the message was accepted for sending. */
const REFUSED = '43101'

async function takeSent({ store }: Context, event: Record<string, unknown>): Promise<Outcome> {
  const refused = listOf(event).flatMap(({ TemplateId, ErrorCode }) =>
    typeof TemplateId === 'string' && String(ErrorCode) === REFUSED ? [TemplateId] : [],
  )
  if (typeof event.member !== 'string' || refused.length === 0) return { did: 'ignored', reason: 'it was delivered' }
  await withdrawConsents(store, event.member, refused)
  return { did: 'taken' }
}

/** `RevokeInfo` for everything; single numbers are of phone numbers, places and the like, which are kept nowhere. */
const EVERYTHING = '301'

/** Somebody closed their WeChat account or took back all that they had let us know: they become nobody. */
async function takeRevocation(context: Context, event: Record<string, unknown>): Promise<Outcome> {
  const { Event, RevokeInfo, member } = event
  const isAll =
    Event === 'user_authorization_cancellation' ||
    String(RevokeInfo ?? '')
      .split(',')
      .includes(EVERYTHING)
  if (typeof member !== 'string' || !isAll) return { did: 'ignored', reason: 'nothing of what was taken back is kept' }
  await forgetMember(context.store, member)
  await forgetPerson(context, member)
  return { did: 'taken' }
}

/** One item comes as an object, several as an array. */
function listOf({ List }: Record<string, unknown>): Record<string, unknown>[] {
  const items: unknown[] = Array.isArray(List) ? List : [List]
  return items.flatMap((item) => (typeof item === 'object' && item !== null ? [item as Record<string, unknown>] : []))
}

/** What is kept of a push: an openid never is. */
export function withoutOpenid(secret: string, event: Record<string, unknown>): Record<string, unknown> {
  const { FromUserName, OpenID, ToUserName: _account, userInfo: _caller, ...rest } = event
  const openid = [OpenID, FromUserName].find((one): one is string => typeof one === 'string' && one !== '')
  return { ...rest, ...(openid === undefined ? {} : { member: memberIdOf(secret, openid) }) }
}
