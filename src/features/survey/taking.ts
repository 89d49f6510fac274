import './collections'
import '../points/collections'
import type { Context } from '../../context'
import { type Facts, factsIn, holds } from '../../kernel/condition'
import { dayOf, daysBetween } from '../../kernel/day'
import { Refusal, refuse } from '../../kernel/errors'
import { hash64 } from '../../kernel/hash'
import type { ParsedOf } from '../../kernel/rpc'
import { readRules } from '../../kernel/ruleBook'
import { type Store, UnknownOutcome } from '../../kernel/store'
import { requireConsent, requireMember } from '../member/access'
import { changeAccount } from '../points/change'
import type { Account } from '../points/rules'
import { audienceFactsOf } from '../tier/audience'
import { tierBook } from '../tier/book'
import { findQuestion } from './branching'
import type { Submitted, surveyMemberContract } from './contract'
import type { Definition } from './definition'
import { changesAccount, withGain } from './gains'
import { readSurvey, readVersion, subjectOf } from './live'
import { isOwnPhoto } from './photos'
import { flagsOf } from './quality'
import { quotasOf } from './quota'
import { isAnswerable, openRounds, type Response, responseId, type Survey, standing, weekOf } from './rules'
import { freeSlots, takeSlots } from './slots'
import { type Submission, submitView } from './submission'
import { refusal } from './text'

type Input = ParsedOf<(typeof surveyMemberContract)['survey.submit']>

/**
 * Takes an answer. In this order, each step knowing its own earlier success: a place in the quotas it counts into, the response under
 * its natural key, reward and preferences in one update of the account. Three wire calls, one fewer without reward and preferences;
 * one more with quotas, and one for a survey that this instance has not met within seconds.
 *
 * Dying after the response leaves the account to the next try, or to the batch (`roll.ts`); of an anonymous survey to the next
 * try alone, since nobody else can tell whose it was.
 */
export async function submit(context: Context, input: Input): Promise<Submitted> {
  const { store, now, caller, settings } = context
  const memberId = requireMember(caller)
  const survey = await readSurvey(store, input.survey, now)
  const { definition } = await readVersion(store, input.survey, input.version)
  const subject = subjectOf({ ...definition, secret: survey.secret, survey: survey._id }, memberId, settings)
  const _id = responseId(survey._id, input.round, subject)
  const request = hash64(`${input.request}:${JSON.stringify(input.answers)}`)
  await orAnswered(store, { _id, request }, () => requireAnswerable(survey, definition, input, now))
  const view = replayed(definition, input, memberId)
  const made = responseOf(survey, definition, input, view, { _id, request, memberId, now })
  const gain = {
    survey: survey._id,
    round: input.round,
    definition,
    answers: definition.anonymous ? null : view.answers,
  }
  await changeAccount(store, memberId, now, async (account, exists) => {
    requireConsent(exists ? account : null, settings)
    await orAnswered(store, made, () => requireInvited(store, definition, account, now))
    await takeOrTell(store, definition, made, subject)
    const tier = account.tier?.id ?? ''
    const member = definition.anonymous ? null : { tier, channel: account.channel }
    await keep(store, { ...made, member }, definition, subject)
    return changesAccount(gain) ? withGain(store, account, gain, now) : { answer: undefined }
  })
  const { points, batch } = definition.reward
  return { thanks: definition.thanks, reward: { points, coupon: batch !== null } }
}

function requireAnswerable(survey: Survey, definition: Definition, { version, round }: Input, now: number): void {
  // Its own window counts for the version that is live; what travels in the days of grace was written while it was open.
  const isOpen = standing(survey, definition, now)
  if (isOpen === 'closed') refuse('SURVEY_CLOSED', refusal.closed)
  if (isOpen === 'not_open') refuse('SURVEY_NOT_OPEN', refusal.notOpen)
  if (isOpen === 'paused') refuse('SURVEY_PAUSED', refusal.paused)
  if (!isAnswerable(survey, version, now)) refuse('VERSION_OVER', refusal.tooOld)
  if (!openRounds(definition.rounds, now).includes(round)) refuse('ROUND_OVER', refusal.wrongRound)
}

/** Branching and validation once more, as if no phone had done it. */
function replayed(definition: Definition, input: Input, memberId: string): Submission {
  const view = submitView(definition, input.answers)
  if (view.unknown.length > 0) refuse('UNKNOWN_QUESTION', refusal.unknownQuestion)
  if (view.steps.map(({ page }) => page).join() !== input.path.join()) {
    refuse('IMPOSSIBLE_PATH', refusal.impossiblePath)
  }
  const [problem] = view.problems
  if (problem) {
    const title = findQuestion(definition, problem.question)?.title ?? ''
    refuse('BAD_ANSWER', refusal.problem([...title].slice(0, 20).join(''), problem.message))
  }
  for (const { answer } of input.answers) {
    const foreign = answer.kind === 'files' && answer.files.some((file) => !isOwnPhoto(file, memberId))
    if (foreign) refuse('NOT_YOUR_PHOTO', refusal.notYourPhoto)
  }
  return view
}

function responseOf(
  survey: Survey,
  definition: Definition,
  input: Input,
  view: Submission,
  { _id, request, memberId, now }: { _id: string; request: string; memberId: string; now: number },
): Omit<Response, 'member'> {
  const { anonymous } = definition
  const today = dayOf(now)
  return {
    _id,
    schema: 1,
    survey: survey._id,
    version: input.version,
    round: input.round,
    memberId: anonymous ? null : memberId,
    request,
    answers: view.answers,
    unreached: view.unreached,
    path: view.path,
    day: anonymous ? weekOf(today) : today,
    at: anonymous ? null : now,
    via: anonymous ? null : input.via,
    seconds: anonymous ? null : input.seconds,
    times: anonymous ? [] : timesOf(input.times, view.path),
    flags: flagsOf(definition, { path: view.path, answers: view.answers, seconds: input.seconds }),
    old: input.version !== survey.live,
    rolled: false,
  }
}

/** One time for each question that was asked. */
function timesOf(times: Response['times'], path: readonly string[]): Response['times'] {
  return path.flatMap((question) => times.find((each) => each.question === question) ?? [])
}

/**
 * What refuses a new answer does not refuse one that is stored: the phone that lost our answer hears that it was taken, and another
 * device that there is one, also when survey, audience or quota have moved on. One more wire call, after a refusal only.
 */
async function orAnswered(
  store: Store,
  made: Pick<Response, '_id' | 'request'>,
  act: () => Promise<void> | void,
): Promise<void> {
  try {
    await act()
  } catch (error) {
    const there = error instanceof Refusal ? await store.get('survey_responses', made._id) : null
    if (there === null) throw error
    if (there.request !== made.request) refuse('ALREADY_ANSWERED', refusal.already)
  }
}

/** Takes the places of an answer. */
async function takeOrTell(
  store: Store,
  { quotas: all, anonymous: sorted }: Definition,
  made: Omit<Response, 'member'>,
  subject: string,
): Promise<void> {
  const quotas = quotasOf(all, made.answers)
  const id = slotsId(made)
  await orAnswered(store, made, () => takeSlots(store, { id, quotas, all, subject, sorted }))
}

function slotsId({ survey, round }: Pick<Response, 'survey' | 'round'>): string {
  return `${survey}:${round}`
}

/**
 * Stores the response; the same request again finds its own. Another request of the same subject is another device, or a second
 * thought: it is told, and nothing is written.
 *
 * @throws ALREADY_ANSWERED
 */
async function keep(store: Store, response: Response, { quotas }: Definition, subject: string): Promise<void> {
  try {
    if ((await store.insert('survey_responses', response)) === 'inserted') return
  } catch (error) {
    if (!(error instanceof UnknownOutcome)) throw error
  }
  const there = await store.get('survey_responses', response._id)
  if (there === null) await store.insert('survey_responses', response)
  else if (there.request !== response.request) {
    const theirs = new Set(quotasOf(quotas, there.answers).map(({ key }) => key))
    const extra = quotasOf(quotas, response.answers).filter(({ key }) => !theirs.has(key))
    await freeSlots(store, slotsId(response), extra, subject)
    refuse('ALREADY_ANSWERED', refusal.already)
  }
}

/** @throws NOT_FOR_YOU */
export async function requireInvited(store: Store, definition: Definition, account: Account, now: number) {
  if (!(await isInvited(store, definition, account, now))) refuse('NOT_FOR_YOU', refusal.notForYou)
}

/** Whether a member belongs to a survey's audience. One wire call when the audience asks for tiers and this instance knows no rules. */
export async function isInvited(store: Store, { audience }: Definition, account: Account, now: number) {
  if (audience === null) return true
  const rules = factsIn(audience).includes('tier') ? await readRules(store, tierBook, now) : null
  const tier = rules ? audienceFactsOf(account, rules, now).tier : null
  const facts: Facts = (name) => {
    if (name === 'tier') return tier
    if (name === 'segments') return account.segments
    if (name === 'channel') return account.channel
    return name === 'days' ? daysBetween(dayOf(account.createdAt), dayOf(now)) : null
  }
  return holds(audience, facts)
}
