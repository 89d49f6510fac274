import './collections'
import type { Context } from '../../context'
import { dayOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { settle } from '../../kernel/settle'
import { is } from '../../kernel/store'
import { together } from '../../kernel/together'
import { requireStaff } from '../staff/access'
import { listAnswers, maskedId } from './answerRows'
import type { surveyStaffContract } from './contract'
import { headerOf, rowOf } from './exportRow'
import { wordsIn } from './keywords'
import { readSurvey, readVersion } from './live'
import { maskedOf } from './member'
import { shownPhotos } from './photos'
import { resultsOf } from './resultView'
import { roundOf } from './rules'
import { refusal } from './text'

type Methods =
  | 'survey.results'
  | 'survey.answers'
  | 'survey.photos'
  | 'survey.listRows'
  | 'survey.exportRows'
  | 'survey.followUps'
  | 'survey.closeFollowUp'

/** Rollups of one version and round: weeks, tiers, routes, and some hundred groups. */
const MOST_SLICES = 1000
const TEXTS = 50
const ROWS = 200
const FOLLOW_UPS = 200
/** Answers of one page; their pictures' addresses are asked for in one call, which takes fifty. */
const PHOTOS = 5

export const resultHandlers: Pick<Handlers<typeof surveyStaffContract, Context>, Methods> = {
  /** Four wire calls, one more for a version that is not live, however many answers there are. */
  async 'survey.results'({ survey: id, version, round: wanted }, { store, now }) {
    const survey = await readSurvey(store, id)
    const number = version ?? survey.live
    if (number === null) return refuse('NO_SUCH_VERSION', refusal.noSuchVersion)
    const { definition } = await readVersion(store, id, number)
    const totals = await store.find(
      'survey_rollups',
      { survey: id, slice: 'all' },
      { sort: [['round', -1]], limit: MOST_SLICES, fields: ['version', 'round'] },
    )
    const rounds = [...new Set(totals.filter((each) => each.version === number).map(({ round }) => round))]
    const round = wanted ?? rounds[0] ?? roundOf(definition.rounds, dayOf(now))
    const [rollups, reached] = await together([
      store.find('survey_rollups', { survey: id, version: number, round }, { limit: MOST_SLICES }),
      store.get('survey_reached', `${id}:${number}:${round}`),
    ])
    const { title, anonymous } = definition
    const versions = survey.published.map((each) => each.version)
    return {
      ...{ survey: id, title, anonymous, version: number, versions, round, rounds },
      ...resultsOf(definition, rollups, reached),
    }
  },

  /** One wire call: the words are in the index, the first one of a search finds and the others filter. */
  async 'survey.answers'({ survey, question, search, after }, { store }) {
    const terms = wordsIn(search)
    const needle = search.toLowerCase()
    const [first] = terms.length > 0 ? terms : search === '' ? [] : [needle]
    const found = await store.find(
      'survey_texts',
      {
        survey,
        ...(question !== null && { question }),
        ...(first !== undefined && { words: is.eq(first) }),
        ...(after !== null && { _id: is.gt(after) }),
      },
      { sort: [['_id', 1]], limit: TEXTS },
    )
    const fitting = found.filter(({ text, words }) => {
      const lower = text.toLowerCase()
      return lower.includes(needle) || (terms.length > 0 && terms.every((term) => words.includes(term)))
    })
    return {
      answers: fitting.map(({ _id, question: key, text, day, flags, memberId }) => ({
        id: maskedId(_id, memberId),
        question: key,
        text,
        day,
        flags,
        member: maskedOf(memberId),
      })),
      next: found.length < TEXTS ? null : (found.at(-1)?._id ?? null),
    }
  },

  async 'survey.photos'({ survey, version, after }, context) {
    const found = await context.store.find(
      'survey_responses',
      { survey, version, ...(after !== null && { _id: is.gt(after) }) },
      { sort: [['_id', 1]], limit: PHOTOS, fields: ['answers', 'memberId', 'day'] },
    )
    const given = found.flatMap(({ _id, answers, memberId, day }) =>
      answers.flatMap(({ question, answer }) =>
        answer.kind === 'files' ? [{ _id, question, files: answer.files, memberId, day }] : [],
      ),
    )
    const shown = await shownPhotos(
      context,
      given.flatMap(({ files }) => files),
    )
    return {
      photos: given.map(({ _id, question, files, memberId, day }) => {
        const urls = files.flatMap((file) => shown.get(file) ?? [])
        return {
          id: maskedId(_id, memberId),
          question,
          urls,
          hidden: files.length - urls.length,
          day,
          member: maskedOf(memberId),
        }
      }),
      next: found.length < PHOTOS ? null : (found.at(-1)?._id ?? null),
    }
  },

  async 'survey.listRows'(input, { store }) {
    const { definition } = await readVersion(store, input.survey, input.version)
    return listAnswers(store, definition, input)
  },

  async 'survey.exportRows'({ survey, version, after }, { store }) {
    const { definition } = await readVersion(store, survey, version)
    const found = await store.find(
      'survey_responses',
      { survey, version, ...(after !== null && { _id: is.gt(after) }) },
      { sort: [['_id', 1]], limit: ROWS },
    )
    return {
      header: after === null ? headerOf(definition) : [],
      rows: found.map((response) => rowOf(definition, response, maskedOf(response.memberId))),
      next: found.length < ROWS ? null : (found.at(-1)?._id ?? null),
    }
  },

  async 'survey.followUps'({ state, survey }, { store }) {
    const followUps = await store.find(
      'followups',
      { state, ...(survey !== null && { survey }) },
      { sort: [['deadline', state === 'open' ? 1 : -1]], limit: FOLLOW_UPS },
    )
    return { followUps }
  },

  async 'survey.closeFollowUp'({ id, note, request }, { store, now, caller }) {
    const by = requireStaff(caller).name
    const followUp = await settle(store, 'followups', id, (found) => {
      if (!found) return refuse('NO_SUCH_FOLLOW_UP', refusal.noSuchFollowUp)
      if (found.done?.request === request) return { answer: found }
      if (found.done) return refuse('FOLLOW_UP_DONE', refusal.followUpDone(found.done.by))
      const change = { state: 'done' as const, done: { at: now, by, note, request } }
      return { guard: { _id: id, state: 'open' as const }, change, answer: { ...found, ...change } }
    })
    return { followUp }
  },
}
