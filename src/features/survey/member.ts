import './collections'
import { forgetWords } from './forget'
import '../points/collections'
import type { Context } from '../../context'
import { dayOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { hash64 } from '../../kernel/hash'
import type { Handlers } from '../../kernel/rpc'
import { is, type Store, to } from '../../kernel/store'
import { together } from '../../kernel/together'
import { savePreferences } from '../intent/server'
import { requireConsent, requireMember } from '../member/access'
import { upcast } from '../points/account'
import { changeAccount } from '../points/change'
import { inboxOf } from '../post/rules'
import type { OpenSurvey, PreferencesView, SurveyCard, surveyMemberContract } from './contract'
import { type Definition, PREFERENCES } from './definition'
import { choicesOf, movesOf, preferencesOf, replaced } from './learned'
import { readSurvey, readVersion, subjectOf } from './live'
import { questionsOf } from './model'
import { keepPhoto } from './photos'
import { piped, wordsOf } from './piping'
import type { Slots } from './quota'
import type { Reached } from './records'
import { type Response, responseId, roundOf, type Survey, standing } from './rules'
import { isInvited, submit } from './taking'
import { refusal, surveyText } from './text'

/** Surveys that run at the same time, and answers that a member sees again. */
const MOST_LIVE = 50
const DONE_SHOWN = 20
const NOTES_SHOWN = 5

export const surveyMemberHandlers: Handlers<typeof surveyMemberContract, Context> = {
  /** Four wire calls, and one for each older version that this instance has not met. */
  async 'survey.list'(_input, context) {
    const { store, now, caller, settings } = context
    const memberId = requireMember(caller)
    const [stored, surveys, done] = await together([
      store.get('accounts', memberId),
      readLive(store),
      store.find('survey_responses', { memberId }, { sort: [['at', -1]], limit: DONE_SHOWN }),
    ])
    const account = stored && upcast(stored)
    const found = liveDefinitions(surveys)
    const open = found.filter(
      ({ survey, definition }) => definition.listed && standing(survey, definition, now) === 'open',
    )
    const keyed = open.map(({ survey, definition }) => {
      const subject = subjectOf({ ...definition, secret: survey.secret, survey: survey._id }, memberId, settings)
      const round = roundOf(definition.rounds, dayOf(now))
      return { survey, definition, round, id: responseId(survey._id, round, subject) }
    })
    const ids = keyed.map(({ id }) => id)
    const answered =
      ids.length === 0 ? [] : await store.find('survey_responses', { _id: is.in(ids) }, { fields: ['_id'] })
    const isDone = new Set(answered.map(({ _id }) => _id))
    const waiting: SurveyCard[] = []
    for (const { survey, definition, round, id } of keyed) {
      const invited = account ? await isInvited(store, definition, account, now) : definition.audience === null
      if (!isDone.has(id) && invited) waiting.push(cardOf(survey, definition, round))
    }
    return {
      waiting,
      done: await doneLines(store, done),
      notes: surveys
        .flatMap(({ _id, notes }) => {
          const title = found.find(({ survey }) => survey._id === _id)?.definition.title ?? ''
          return notes.map(({ id, text, at }) => ({ id, title, text, at }))
        })
        .sort((a, b) => b.at - a.at)
        .slice(0, NOTES_SHOWN),
    }
  },

  async 'survey.open'({ survey: id }, context) {
    const { store, now, caller, settings } = context
    const memberId = requireMember(caller)
    const survey = await readSurvey(store, id, now)
    if (survey.live === null) return refuse('NO_SUCH_SURVEY', refusal.noSuchSurvey)
    const { definition } = await readVersion(store, id, survey.live)
    const round = roundOf(definition.rounds, dayOf(now))
    const state = standing(survey, definition, now)
    if (state !== 'open') return opened(survey, definition, round, memberId, state)
    const subject = subjectOf({ ...definition, secret: survey.secret, survey: id }, memberId, settings)
    const [stored, there, slots] = await together([
      store.get('accounts', memberId),
      store.get('survey_responses', responseId(id, round, subject)),
      definition.quotas.length === 0 ? null : store.get('survey_slots', `${id}:${round}`),
    ])
    const account = stored && upcast(stored)
    const invited = account ? await isInvited(store, definition, account, now) : definition.audience === null
    const view = there ? 'answered' : invited ? 'open' : 'not_for_you'
    return opened(survey, definition, round, memberId, view, slots)
  },

  async 'survey.started'({ survey, version, round, first, seen }, { store }) {
    const { definition } = await readVersion(store, survey, version)
    const _id = `${survey}:${version}:${round}`
    const keys = questionsOf(definition).map(({ key }) => key)
    const places = [...new Set(seen)].map((key) => keys.indexOf(key)).filter((at) => at >= 0)
    const more = Object.fromEntries(places.map((at) => [`seen.${at}.n`, to.inc(1)]))
    const change = { started: to.inc(first ? 1 : 0), ...more }
    if ((await store.update('survey_reached', { _id }, change)) > 0) return { done: true }
    const empty: Reached = { _id, schema: 1, started: 0, seen: keys.map((question) => ({ question, n: 0 })) }
    await store.insert('survey_reached', empty)
    await store.update('survey_reached', { _id }, change)
    return { done: true }
  },

  'survey.submit': (input, context) => submit(context, input),
  'survey.photo': (input, context) => keepPhoto(context, input),

  async 'survey.myAnswers'({ id }, { store, caller }) {
    const memberId = requireMember(caller)
    const response = await store.get('survey_responses', id)
    // Another member's is answered like none at all.
    if (response?.memberId !== memberId) return refuse('NO_SUCH_ANSWER', refusal.noSuchAnswer)
    const { definition } = await readVersion(store, response.survey, response.version)
    const lines = questionsOf(definition).flatMap((question) => {
      const given = response.answers.find((each) => each.question === question.key)
      return given
        ? [{ question: piped(question.title, definition, response.answers), answer: wordsOf(question, given.answer) }]
        : []
    })
    return { id, title: definition.title, day: response.day, lines }
  },

  async 'survey.myPreferences'(_input, { store, caller }) {
    const stored = await store.get('accounts', requireMember(caller))
    return readPreferences(store, stored ? upcast(stored).segments : [])
  },

  /** The segments are what audiences ask; hours and frequency move with them. */
  async 'survey.setPreference'({ key, values }, { store, now, caller, settings }) {
    const memberId = requireMember(caller)
    const preference = PREFERENCES.find((each) => each.key === key)
    if (!preference) return refuse('NO_SUCH_PREFERENCE', refusal.noSuchPreference)
    const asked = liveDefinitions(await readLive(store)).map(({ definition }) => definition)
    const choices = choicesOf(preference, asked)
    const picked = choices.filter(({ text }) => values.includes(text))
    if (values.some((value) => !choices.some(({ text }) => text === value))) {
      refuse('NO_SUCH_PREFERENCE', refusal.noSuchPreference)
    }
    const segments = await changeAccount(store, memberId, now, (account, exists) => {
      requireConsent(exists ? account : null, settings)
      const next = replaced(account.segments, preference, values)
      const same = next.join('\n') === account.segments.join('\n')
      return same ? { answer: next } : { after: { ...account, segments: next }, answer: next }
    })
    const moves = movesOf(
      preference,
      picked.map((each) => each.key),
    )
    if (Object.keys(moves).length > 0) await savePreferences(store, memberId, moves)
    return readPreferences(store, segments, asked)
  },

  async 'survey.forgetAnswer'({ id }, { store, caller, photos }) {
    const memberId = requireMember(caller)
    const response = await store.get('survey_responses', id)
    if (response?.memberId !== memberId) return refuse('NO_SUCH_ANSWER', refusal.noSuchAnswer)
    await forgetWords(store, photos, response)
    return { done: true }
  },
}

function readLive(store: Store): Promise<Survey[]> {
  return store.find('surveys', { state: is.in(['live', 'paused']) }, { sort: [['updatedAt', -1]], limit: MOST_LIVE })
}

/** What each of them asks now. */
function liveDefinitions(surveys: readonly Survey[]): { survey: Survey; definition: Definition }[] {
  return surveys.flatMap((survey) => (survey.asked === null ? [] : [{ survey, definition: survey.asked }]))
}

async function readPreferences(
  store: Store,
  segments: readonly string[],
  asked?: readonly Definition[],
): Promise<PreferencesView> {
  const definitions = asked ?? liveDefinitions(await readLive(store)).map(({ definition }) => definition)
  return { preferences: preferencesOf(segments, definitions) }
}

async function doneLines(store: Store, responses: readonly Response[]) {
  const lines = []
  for (const { _id: id, survey, version, day, round } of responses) {
    const { definition } = await readVersion(store, survey, version)
    lines.push({ id, survey, title: definition.title, day, round })
  }
  return lines
}

function cardOf({ _id }: Survey, definition: Definition, round: string): SurveyCard {
  const { title, intro, anonymous, reward, closesAt } = definition
  return {
    survey: _id,
    round,
    title,
    intro,
    questions: questionsOf(definition).length,
    anonymous,
    reward: { points: reward.points, coupon: reward.batch !== null },
    closesAt,
  }
}

const WHY: Readonly<Record<Exclude<OpenSurvey['standing'], 'open'>, string>> = {
  not_open: refusal.notOpen,
  paused: refusal.paused,
  closed: refusal.closed,
  answered: refusal.already,
  not_for_you: refusal.notForYou,
}

function opened(
  { _id, live }: Survey,
  definition: Definition,
  round: string,
  memberId: string,
  state: OpenSurvey['standing'],
  slots: Slots | null = null,
): OpenSurvey {
  const { title, intro, thanks, anonymous, pages, reward, closesAt, quotas } = definition
  const photos = questionsOf(definition).some(({ type }) => type === 'image')
  const full = new Set(slots?.slots.filter(({ left }) => left <= 0).map(({ quota }) => quota))
  return {
    survey: _id,
    version: live ?? 0,
    round,
    title,
    intro,
    thanks,
    anonymous,
    pages: state === 'open' ? pages : [],
    reward: { points: reward.points, coupon: reward.batch !== null },
    closesAt,
    seed: hash64(`order:${_id}:${round}:${memberId}`),
    standing: state,
    why: state === 'open' ? null : WHY[state],
    full: quotas.filter(({ key }) => full.has(key)).map(({ name }) => name),
    uploadTo: photos ? inboxOf(memberId) : null,
  }
}

/** How an answer's member is called where staff read it. */
export function maskedOf(memberId: string | null): string {
  return memberId === null ? surveyText.anonymous : surveyText.member(memberId.slice(-4).toUpperCase())
}
