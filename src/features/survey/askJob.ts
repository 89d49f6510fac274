import './collections'
import '../coupon/collections'
import '../points/collections'
import '../sop/collections'
import '../tier/collections'
import type { Context } from '../../context'
import { dayOf, MINUTE } from '../../kernel/day'
import { type Job, type JobResult, schedule } from '../../kernel/due'
import { hash64 } from '../../kernel/hash'
import { is, type Store } from '../../kernel/store'
import { membersOf } from '../person/server'
import type { Definition, Trigger } from './definition'
import { inviteMembers } from './invite'
import { readSurvey } from './live'
import { roundOf, type Survey, standing } from './rules'
import { isSampled, spanOf } from './triggers'

export const SURVEY_LOOK = 'survey.look'
const SURVEY_ASK = 'survey.ask'
/** How often occasions are looked for. Past the moment by which redemptions have left their coupons (a sweep of nine minutes). */
const EVERY = 10 * MINUTE
const BEHIND = 20 * MINUTE
/** Members invited at once, and pages of one run. */
const PAGE = 100
const PAGES = 20

/**
 * Looks for what gives occasion to ask: redemptions, columns taken part in, members of N days, new tiers. It reads their records by
 * the index on their time, so nobody who redeems or takes part pays for it, and a brand that asks of nothing costs one read.
 *
 * It looks over the same minutes twice rather than never; an invitation has a natural key.
 */
const look: Job<Context> = {
  kind: SURVEY_LOOK,
  async process({ payload }, context) {
    const { store, now } = context
    const since = typeof payload.since === 'number' ? payload.since : now - EVERY
    const surveys = await store.find('surveys', { state: 'live' }, { limit: 100 })
    for (const survey of surveys) {
      const { asked: definition } = survey
      if (definition === null) continue
      if (standing(survey, definition, now) !== 'open') continue
      for (const trigger of definition.triggers) await lookFor(context, survey, definition, trigger, since)
    }
    return { again: now + EVERY, payload: { since: now } }
  },
}

async function lookFor(context: Context, survey: Survey, definition: Definition, trigger: Trigger, since: number) {
  const { store, now } = context
  if (trigger.on === 'left') return
  if (trigger.on === 'round') return scheduleRound(store, survey._id, definition, now)
  const { from, to } = spanOf(trigger, since - BEHIND, now)
  for (let at = from, page = 0; page < PAGES; page++) {
    const occasions = await occasionsOf(store, trigger, at, to)
    const members = occasions.flatMap(({ memberId }) => (memberId === null ? [] : [memberId]))
    await inviteMembers(context, survey, definition, members)
    const last = occasions.at(-1)
    if (!last || occasions.length < PAGE) return
    // Several at one instant are read again; a page full of one instant must not stop the look.
    at = last.at > at + 1 ? last.at - 1 : last.at
  }
}

/** What happened in (from, to], oldest first: one read by index. */
async function occasionsOf(
  store: Store,
  trigger: Trigger,
  from: number,
  to: number,
): Promise<{ memberId: string | null; at: number }[]> {
  const span = is.and(is.gt(from), is.lte(to))
  if (trigger.on === 'redeemed') {
    const found = await store.find('redemptions', { at: span, kind: 'use' }, { sort: [['at', 1]], limit: PAGE })
    return found.map(({ memberId, at }) => ({ memberId, at }))
  }
  if (trigger.on === 'participated') {
    const found = await store.find('participations', { actedAt: span }, { sort: [['actedAt', 1]], limit: PAGE })
    const { column } = trigger
    return found.map(({ memberId, actedAt, beat }) => ({
      memberId: column === null || beat.startsWith(`${column}:`) ? memberId : null,
      at: actedAt ?? to,
    }))
  }
  if (trigger.on === 'tier') {
    const found = await store.find('tier_history', { at: span }, { sort: [['at', 1]], limit: PAGE })
    return found.map(({ memberId, at }) => ({ memberId, at }))
  }
  const found = await store.find(
    'accounts',
    { createdAt: span },
    { sort: [['createdAt', 1]], limit: PAGE, fields: ['createdAt'] },
  )
  return found.map(({ _id, createdAt }) => ({ memberId: _id, at: createdAt }))
}

/** One item a round goes over all members; it is there already when the round was begun. */
async function scheduleRound(store: Store, survey: string, { rounds }: Definition, now: number): Promise<void> {
  const round = roundOf(rounds, dayOf(now))
  const key = `${SURVEY_ASK}:${survey}:${round}`
  // The item goes when it is done; that the round was begun stays in the record of rounds.
  if (await store.get('survey_rounds', `${survey}:${round}`)) return
  await schedule(store, { key, kind: SURVEY_ASK, at: now, payload: { survey, sampled: true, after: '' } })
  await store.insert('survey_rounds', { _id: `${survey}:${round}`, schema: 1, survey, round, at: now })
}

/** Asks a survey's whole audience, because a person pressed it. */
export async function scheduleAsking(store: Store, survey: string, request: string, now: number): Promise<void> {
  const key = `${SURVEY_ASK}:${survey}:${request}`
  await schedule(store, { key, kind: SURVEY_ASK, at: now, payload: { survey, sampled: false, after: '' } })
}

/**
 * Asks customers who left a group by themselves, at the next beat: called when the event comes in, when it is not yet known whether
 * they are members. One wire call; the same leaving again is one.
 */
export async function askLeavers(
  store: Store,
  left: { chatId: string; customers: readonly string[]; at: number },
  now: number,
): Promise<void> {
  const key = `${SURVEY_ASK}:left:${left.chatId}:${left.at}:${hash64(left.customers.join())}`
  await schedule(store, { key, kind: SURVEY_ASK, at: now, payload: { customers: [...left.customers] } })
}

/** Goes over the accounts, a page at a time, its place in the item. */
const ask: Job<Context> = {
  kind: SURVEY_ASK,
  async process({ payload }, context): Promise<JobResult> {
    const { store, now } = context
    if (Array.isArray(payload.customers)) {
      await askAboutLeaving(context, payload.customers.map(String))
      return 'done'
    }
    const id = String(payload.survey)
    const survey = await readSurvey(store, id)
    const { asked: definition } = survey
    if (definition === null) return 'done'
    if (standing(survey, definition, now) !== 'open') return 'done'
    const round = roundOf(definition.rounds, dayOf(now))
    const sampling = definition.triggers.find((trigger) => trigger.on === 'round')
    const percent = payload.sampled === true && sampling?.on === 'round' ? sampling.percent : 100
    let after = String(payload.after ?? '')
    for (let page = 0; page < PAGES; page++) {
      const found = await store.find(
        'accounts',
        { _id: is.gt(after) },
        { sort: [['_id', 1]], limit: PAGE, fields: ['_id'] },
      )
      const chosen = found.map(({ _id }) => _id).filter((member) => isSampled(id, round, member, percent))
      await inviteMembers(context, survey, definition, chosen)
      after = found.at(-1)?._id ?? after
      if (found.length < PAGE) return 'done'
    }
    return { again: now, payload: { ...payload, after } }
  },
}

async function askAboutLeaving(context: Context, customers: readonly string[]): Promise<void> {
  const { store, now } = context
  const members = await membersOf(store, customers)
  if (members.length === 0) return
  for (const survey of await store.find('surveys', { state: 'live' }, { limit: 100 })) {
    const { asked: definition } = survey
    if (definition === null) continue
    const asks = definition.triggers.some(({ on }) => on === 'left') && standing(survey, definition, now) === 'open'
    if (asks) await inviteMembers(context, survey, definition, members)
  }
}

export const askJobs: readonly Job<Context>[] = [look, ask]

/** What stands on the due list from the first day on. */
export function firstAskWork(now: number): { key: string; kind: string; at: number }[] {
  return [{ key: SURVEY_LOOK, kind: SURVEY_LOOK, at: now }]
}
