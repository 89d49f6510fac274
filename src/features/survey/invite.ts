import './collections'
import '../points/collections'
import type { Context } from '../../context'
import { dayOf } from '../../kernel/day'
import { settle } from '../../kernel/settle'
import { is, type Store } from '../../kernel/store'
import { dateValue } from '../intent/fields'
import type { Wish } from '../intent/rules'
import { emitIntents } from '../intent/server'
import { upcast } from '../points/account'
import { sideBySide } from '../points/jobs'
import type { Definition } from './definition'
import { subjectOf } from './live'
import type { Invite } from './records'
import { responseId, roundOf, type Survey } from './rules'
import { isInvited } from './taking'
import { surveyText } from './text'
import { INVITE_LIFE, mayAsk } from './triggers'

/** Rounds that a member's record remembers. */
const ASKED_KEPT = 20
export const SURVEY_INVITE = 'survey.invite'

/**
 * Invites those of them who belong to the audience, agreed to our keeping data, have not answered this round and rest from no other
 * survey. Whether and when each is told is the gate's to decide (quiet hours, caps, consent). The same members again get nothing.
 *
 * Three reads, one change for each who is asked, and three writes for all.
 *
 * @param memberIds at most 200
 * @returns how many are asked
 */
export async function inviteMembers(
  { store, now, settings }: Context,
  survey: Survey,
  definition: Definition,
  memberIds: readonly string[],
): Promise<number> {
  const ids = [...new Set(memberIds)]
  if (ids.length === 0 || survey.live === null) return 0
  const round = roundOf(definition.rounds, dayOf(now))
  const place = { ...definition, secret: survey.secret, survey: survey._id }
  const keyOf = new Map(ids.map((id) => [responseId(survey._id, round, subjectOf(place, id, settings)), id]))
  const accounts = await store.find('accounts', { _id: is.in(ids) }, { limit: 1000 })
  const answered = await store.find(
    'survey_responses',
    { _id: is.in([...keyOf.keys()]) },
    { limit: 1000, fields: ['_id'] },
  )
  const isDone = new Set(answered.map(({ _id }) => keyOf.get(_id)))
  const candidates: string[] = []
  for (const account of accounts.map(upcast)) {
    if (account.consent === null || isDone.has(account._id)) continue
    if (await isInvited(store, definition, account, now)) candidates.push(account._id)
  }
  const taken = await sideBySide(candidates, async (id) =>
    (await takeTurn(store, id, `${survey._id}:${round}`, now)) ? [id] : [],
  )
  const asked = taken.flat()
  const invites = asked.map((memberId): Invite => {
    const _id = `${survey._id}:${round}:${memberId}`
    return { _id, schema: 1, survey: survey._id, version: survey.live ?? 0, round, memberId, at: now, rolled: false }
  })
  await emitIntents(
    store,
    asked.map((memberId) => wishOf(survey._id, definition, round, memberId, now)),
    now,
  )
  await store.insertAll('survey_invites', invites)
  return asked.length
}

/** Notes in the member's record that this survey asks them; false while they rest. What was noted before is asked again: it may have died. */
function takeTurn(store: Store, memberId: string, what: string, now: number): Promise<boolean> {
  return settle(store, 'survey_asks', memberId, (found) => {
    if (found?.asked.includes(what)) return { answer: true }
    if (!mayAsk(found?.lastAt ?? null, now)) return { answer: false }
    const asked = [...(found?.asked ?? []), what].slice(-ASKED_KEPT)
    if (!found) return { insert: { _id: memberId, schema: 1 as const, lastAt: now, asked }, answer: true }
    return { guard: { _id: memberId, lastAt: found.lastAt }, change: { lastAt: now, asked }, answer: true }
  })
}

/** The wish to tell one member. */
export function wishOf(
  survey: string,
  { title, closesAt, reward }: Definition,
  round: string,
  memberId: string,
  now: number,
): Wish {
  const dueAt = now
  const expiresAt = Math.max(dueAt + 1, Math.min(closesAt ?? Number.MAX_SAFE_INTEGER, dueAt + INVITE_LIFE))
  const gives = reward.points === null ? surveyText.noReward : surveyText.points(reward.points)
  return {
    memberId,
    kind: SURVEY_INVITE,
    what: `${survey}:${round}`,
    dueAt,
    expiresAt,
    vars: {
      问卷: title,
      礼物: reward.points === null && reward.batch !== null ? surveyText.coupon : gives,
      截止: dateValue(dayOf(expiresAt)),
      编号: survey,
    },
  }
}
