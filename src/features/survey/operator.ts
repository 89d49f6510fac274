import './collections'
import * as v from 'valibot'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Decision, settle } from '../../kernel/settle'
import { type Store, to } from '../../kernel/store'
import { requireStaff } from '../staff/access'
import { scheduleAsking } from './askJob'
import type { SurveyDetail, SurveyRow, surveyStaffContract } from './contract'
import type { Definition } from './definition'
import { designProblems } from './design'
import { forgetSurvey, readSurvey, readVersion } from './live'
import { type Survey, type SurveyState, type SurveyVersion, versionId } from './rules'
import { definitionSchema } from './schema'
import { refusal, surveyText } from './text'

type Methods =
  | 'survey.surveys'
  | 'survey.one'
  | 'survey.saveDraft'
  | 'survey.publish'
  | 'survey.turn'
  | 'survey.version'
  | 'survey.importJson'
  | 'survey.exportJson'
  | 'survey.youSaidWeDid'
  | 'survey.ask'

const MOST_SURVEYS = 500
const NOTES_KEPT = 20
/** What a list needs: drafts and questions are large. */
const LISTED = ['name', 'state', 'live', 'anonymous', 'hasDraft', 'revision', 'updatedAt', 'by'] as const

export const operatorHandlers: Pick<Handlers<typeof surveyStaffContract, Context>, Methods> = {
  async 'survey.surveys'(_input, { store }) {
    const surveys = await store.find('surveys', {}, { sort: [['updatedAt', -1]], limit: MOST_SURVEYS, fields: LISTED })
    return { surveys: surveys.map(rowOf) }
  },

  async 'survey.one'({ survey }, { store }) {
    return detailOf(await readSurvey(store, survey))
  },

  async 'survey.saveDraft'({ survey: id, revision, request, name, draft }, { store, now, caller }) {
    const by = requireStaff(caller).name
    const survey = await changeSurvey(store, id, request, (found) => {
      if (!found) {
        if (revision !== 0) refuse('NO_SUCH_SURVEY', refusal.noSuchSurvey)
        const fresh = newSurvey(id, now, { name, draft, by, request })
        return { insert: fresh, answer: fresh }
      }
      if (revision === 0) refuse('ID_TAKEN', refusal.idTaken)
      requireRevision(found, revision)
      return changed(found, { name, draft, anonymous: draft.anonymous, hasDraft: true }, { by, request, now })
    })
    return detailOf(survey)
  },

  /**
   * The version first, under the next number, then the survey: dying in between leaves a version that nobody asks, and the same
   * press takes it over. Its secret comes with the first publication of an anonymous one.
   */
  async 'survey.publish'({ survey: id, revision, request }, { store, now, caller, token }) {
    const by = requireStaff(caller).name
    const survey = await changeSurvey(store, id, request, async (found) => {
      if (!found) return refuse('NO_SUCH_SURVEY', refusal.noSuchSurvey)
      requireRevision(found, revision)
      const { draft, live, published } = found
      if (draft === null) return refuse('NOTHING_TO_PUBLISH', refusal.nothingToPublish)
      if (found.state === 'closed') refuse('SURVEY_CLOSED', refusal.notLive)
      requireReady(found, draft)
      const first = (published.at(-1)?.version ?? 0) + 1
      const number = await keepVersion(store, { survey: id, number: first, definition: draft, at: now, by })
      const secret = draft.anonymous ? (found.secret ?? token()) : null
      const next = {
        state: live === null ? ('live' as const) : found.state,
        live: number,
        asked: draft,
        anonymous: draft.anonymous,
        published: [...published, { version: number, at: now, by, request }],
        draft: null,
        hasDraft: false,
        secret,
      }
      return changed(found, next, { by, request, now })
    })
    return detailOf(survey)
  },

  async 'survey.turn'({ survey: id, to: turn, request }, { store, now, caller }) {
    const by = requireStaff(caller).name
    const survey = await changeSurvey(store, id, request, (found) => {
      if (!found || found.live === null) return refuse('NO_SUCH_SURVEY', refusal.noSuchSurvey)
      const wanted: SurveyState = turn === 'pause' ? 'paused' : turn === 'close' ? 'closed' : 'live'
      if (found.state === wanted) return { answer: found }
      if (turn === 'pause' && found.state !== 'live') refuse('NOT_LIVE', refusal.notLive)
      if (turn === 'reopen' && found.state === 'closed' && found.asked?.anonymous) {
        refuse('ANONYMOUS_CLOSED', refusal.anonymousClosed)
      }
      const secret = turn === 'close' ? null : found.secret
      return changed(found, { state: wanted, secret }, { by, request, now })
    })
    // Who took which place is nobody's business any more once names cannot be made again.
    if (survey.state === 'closed' && survey.secret === null) await forgetTakers(store, survey)
    return detailOf(survey)
  },

  async 'survey.version'({ survey, version }, { store }) {
    const { number, at, by, definition } = await readVersion(store, survey, version)
    return { version: number, at, by, definition }
  },

  async 'survey.importJson'({ json }) {
    const definition = read(json)
    return { definition, problems: designProblems(definition) }
  },

  async 'survey.exportJson'({ survey: id, version }, { store }) {
    const survey = await readSurvey(store, id)
    const definition = version === null ? draftOf(survey) : (await readVersion(store, id, version)).definition
    const fileName = `${id}${version === null ? '' : `-${version}`}.json`
    return { fileName, json: JSON.stringify({ jiepai: 'survey', schema: 1, definition }, null, 2) }
  },

  async 'survey.youSaidWeDid'({ survey: id, text, request }, { store, now, caller }) {
    const by = requireStaff(caller).name
    const survey = await changeSurvey(store, id, request, (found) => {
      if (!found) return refuse('NO_SUCH_SURVEY', refusal.noSuchSurvey)
      if (found.notes.some((note) => note.id === request)) return { answer: found }
      const notes = [{ id: request, text, at: now, by }, ...found.notes].slice(0, NOTES_KEPT)
      return changed(found, { notes }, { by, request, now })
    })
    return detailOf(survey)
  },

  async 'survey.ask'({ survey: id, request }, { store, now }) {
    const survey = await readSurvey(store, id)
    if (survey.state !== 'live' || survey.live === null) refuse('NOT_LIVE', refusal.notLive)
    await scheduleAsking(store, id, request, now)
    return { scheduled: true }
  },
}

/** One guarded change of a survey; the same request again is answered from what it left. */
async function changeSurvey(
  store: Store,
  id: string,
  request: string,
  decide: (found: Survey | null) => Decision<'surveys', Survey> | Promise<Decision<'surveys', Survey>>,
): Promise<Survey> {
  const survey = await settle<'surveys', Survey>(store, 'surveys', id, (found) =>
    found?.request === request ? { answer: found } : decide(found),
  )
  forgetSurvey(id)
  return survey
}

function changed(
  found: Survey,
  fields: Partial<Survey>,
  { by, request, now }: { by: string; request: string; now: number },
): Decision<'surveys', Survey> {
  const next: Survey = { ...found, ...fields, revision: found.revision + 1, updatedAt: now, by, request }
  const { _id, schema, ...change } = next
  return { guard: { _id, revision: found.revision }, change, answer: next }
}

function newSurvey(
  _id: string,
  now: number,
  { name, draft, by, request }: { name: string; draft: Definition; by: string; request: string },
): Survey {
  return {
    ...{
      _id,
      schema: 1,
      name,
      state: 'draft',
      live: null,
      published: [],
      draft,
      hasDraft: true,
      revision: 1,
      secret: null,
    },
    ...{ asked: null, anonymous: draft.anonymous },
    ...{ notes: [], createdAt: now, updatedAt: now, by, request },
  }
}

function requireRevision({ revision }: Survey, read: number): void {
  if (revision !== read) refuse('CHANGED_MEANWHILE', refusal.changedMeanwhile)
}

function requireReady({ asked }: Survey, draft: Definition): void {
  const [problem] = designProblems(draft)
  if (problem) {
    const where = [problem.page, problem.question].filter((each) => each !== null).join(' · ') || surveyText.whole
    refuse('NOT_READY', refusal.notReady(where, problem.message))
  }
  if (asked !== null && asked.anonymous !== draft.anonymous) refuse('ANONYMITY_FIXED', refusal.anonymityFixed)
}

/**
 * Stores a version under the next free number and answers it. What an unfinished press left there is taken over when it asks the
 * same, else the number stays unused: nothing is ever written over a version.
 */
async function keepVersion(store: Store, version: Omit<SurveyVersion, '_id' | 'schema'>): Promise<number> {
  const { survey, definition } = version
  for (let number = version.number; ; number++) {
    const _id = versionId(survey, number)
    if ((await store.insert('survey_versions', { ...version, _id, schema: 1, number })) === 'inserted') return number
    const there = await store.get('survey_versions', _id)
    if (JSON.stringify(there?.definition) === JSON.stringify(definition)) return number
  }
}

async function forgetTakers(store: Store, { _id, asked }: Survey): Promise<void> {
  if (asked?.anonymous) await store.update('survey_slots', { survey: _id }, { takers: [], seq: to.inc(1) })
}

/** What the editor shows: the draft, else what is live. One of them is there from the first moment on. */
function draftOf({ draft, asked }: Survey): Definition {
  return draft ?? asked ?? refuse('NO_SUCH_VERSION', refusal.noSuchVersion)
}

/** @throws NOT_JSON, BAD_INPUT */
function read(json: string): Definition {
  let file: unknown
  try {
    file = JSON.parse(json)
  } catch {
    return refuse('NOT_JSON', refusal.notJson)
  }
  const inner = typeof file === 'object' && file !== null && 'definition' in file ? file.definition : file
  const parsed = v.safeParse(definitionSchema, inner)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  return refuse('BAD_FILE', refusal.badFile(v.getDotPath(issue) ?? '', issue.message))
}

function rowOf(survey: Pick<Survey, '_id' | (typeof LISTED)[number]>): SurveyRow {
  const { _id: id, name, state, live, anonymous, hasDraft, revision, updatedAt, by } = survey
  return { id, name, state, live, anonymous, hasDraft, revision, updatedAt, by }
}

function detailOf(survey: Survey): SurveyDetail {
  const draft = draftOf(survey)
  return {
    ...rowOf(survey),
    draft,
    versions: survey.published.map(({ version, at, by }) => ({ version, at, by })),
    notes: survey.notes,
    problems: designProblems(draft),
  }
}
