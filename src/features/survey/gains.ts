import './collections'
import '../points/collections'
import type { Store } from '../../kernel/store'
import { withEffects } from '../points/account'
import type { Deed } from '../points/change'
import { accountDay, lastDayOf } from '../points/expiry'
import { doneBefore, movementOf, recorded } from '../points/history'
import { entryIdOf, fingerprintOf, recall, remember } from '../points/operation'
import type { Account } from '../points/rules'
import type { Definition } from './definition'
import { segmentsAfter, teaches } from './learned'
import type { Given } from './model'
import { surveyText } from './text'

/** Points live as long as other points of the day: a year from the month on. */
const POLICY = { kind: 'rolling_months', months: 12 } as const

/** What an answer changes of its member's account. `answers` null: an anonymous one, which teaches nothing. */
export interface Gain {
  survey: string
  round: string
  definition: Definition
  answers: Given[] | null
}

/** True when the account has anything to do with it. */
export function changesAccount({ definition, answers }: Gain): boolean {
  const { points, batch } = definition.reward
  return points !== null || batch !== null || (answers !== null && teaches(definition))
}

/**
 * The account with reward and preferences, in one update: the ledger's key is `survey:{member}:{survey}:{round}`, so a round
 * rewards once, and what the member corrected since is not written over by a second try.
 */
export async function withGain(store: Store, account: Account, gain: Gain, now: number): Promise<Deed<void>> {
  const { survey, round, definition, answers } = gain
  const { points, batch } = definition.reward
  const key = { bizType: 'survey', id: round === '' ? survey : `${survey}:${round}` }
  const id = entryIdOf(key, account._id)
  // The body is the survey's own rule, not the answer: a version that gives more does not make an old reward a new one.
  const body = fingerprintOf('survey', key)
  if (recall(account, id)) return { answer: undefined }
  if (points !== null && (await doneBefore(store, account, id, body))) return { answer: undefined }
  let after = account
  if (points === null) {
    after = { ...account, recent: remember(account.recent, { id, body, at: now }) }
  } else {
    const request = { ...key, asset: 'points' as const, reason: surveyText.rewardReason(definition.title) }
    const movement = movementOf(request, account._id, points, body)
    const expires = lastDayOf(POLICY, accountDay(account, now))
    after = recorded(account, { ...movement, expires }, now, () => undefined).after
  }
  if (batch !== null) {
    const payload = { batch, memberId: account._id, cause: `survey:${key.id}` }
    const effect = { _id: `coupon.give:${account._id}:survey:${key.id}`, kind: 'coupon.give', at: now, payload }
    after = withEffects(after, [effect], now)
  }
  if (answers !== null) after = { ...after, segments: segmentsAfter(account.segments, definition, answers) }
  return { after, answer: undefined }
}
