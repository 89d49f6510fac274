import './collections'
import '../points/collections'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { readRules } from '../../kernel/ruleBook'
import { settle } from '../../kernel/settle'
import { is, type Store } from '../../kernel/store'
import { savePreferences } from '../intent/server'
import { changeAccount } from '../points/change'
import { sideBySide } from '../points/jobs'
import { tierBook } from '../tier/book'
import type { Definition } from './definition'
import { sharesOf, textOf, withShare } from './fold'
import { followUpOf } from './followUp'
import { changesAccount, withGain } from './gains'
import { wordsIn } from './keywords'
import { heldStill, movesAfter } from './learned'
import { readVersion } from './live'
import type { Batch, TextRecord } from './records'
import { type Response, versionId } from './rules'

export const SURVEY_ROLL = 'survey.roll'
/** While answers come results are a tick behind; when none came it looks less often, since an idle look costs five wire calls. */
const BUSY = 4 * MINUTE
const IDLE = 14 * MINUTE
/** Answers of one batch: some hundred documents in one read and a handful of rollups. */
const RESPONSES = 100
const INVITES = 400
/** Batches of one run; the next tick goes on. */
const PER_RUN = 12
const NOW = 'now'

/**
 * Counts new answers into the rollups, once each, and does what follows from them: words to be searched, follow-ups, hours and
 * frequency that a member wished, and what a submit that died left undone in an account.
 */
const roll: Job<Context> = {
  kind: SURVEY_ROLL,
  async process(_item, context) {
    for (let round = 0; round < PER_RUN; round++) {
      if (!(await rollBatch(context))) return { again: context.now + (round > 0 ? BUSY : IDLE) }
    }
    return { again: context.now }
  },
}

export const rollJobs: readonly Job<Context>[] = [roll]

/** False when nothing was left to count. Four wire calls and one or two for each rollup that the batch touches. */
async function rollBatch(context: Context): Promise<boolean> {
  const { store, now } = context
  const batch = await openBatch(store)
  if (batch === null) return false
  const [responses, invites] = [
    batch.responses.length === 0
      ? []
      : await store.find('survey_responses', { _id: is.in(batch.responses) }, { limit: RESPONSES }),
    batch.invites.length === 0
      ? []
      : await store.find('survey_invites', { _id: is.in(batch.invites) }, { limit: INVITES }),
  ]
  const definitions = await definitionsOf(store, [...responses, ...invites])
  await followUp(context, responses, definitions)
  const rules = await readRules(store, tierBook, now)
  const shares = sharesOf(responses, invites, rules.tiers[0]?.id ?? '')
  await sideBySide([...shares], async ([id, share]) => {
    const definition = definitions.get(versionId(share.survey, share.version))
    if (!definition) throw new Error(`${id} is of no version`)
    await settle<'survey_rollups', true>(store, 'survey_rollups', id, (found) => {
      if (found && found.batch >= batch.seq) return { answer: true }
      const next = withShare(found, share, definition, batch.seq, now)
      if (!found) return { insert: next, answer: true }
      const { _id, schema, ...change } = next
      return { guard: { _id, batch: found.batch }, change, answer: true }
    })
  })
  if (batch.responses.length > 0)
    await store.update('survey_responses', { _id: is.in(batch.responses) }, { rolled: true })
  if (batch.invites.length > 0) await store.update('survey_invites', { _id: is.in(batch.invites) }, { rolled: true })
  await store.update('survey_batches', { _id: NOW, seq: batch.seq }, { responses: [], invites: [] })
  return true
}

/** The batch that somebody began, else a new one of what is not counted yet; null: all is counted. */
async function openBatch(store: Store): Promise<Batch | null> {
  // Read before the answers are looked for: whoever closes a batch in between has moved `seq` or left it closed and marked.
  const found = await store.get('survey_batches', NOW)
  if (found && found.responses.length + found.invites.length > 0) return found
  const [responses, invites] = [
    await store.find('survey_responses', { rolled: false }, { sort: [['_id', 1]], limit: RESPONSES, fields: ['_id'] }),
    await store.find('survey_invites', { rolled: false }, { sort: [['_id', 1]], limit: INVITES, fields: ['_id'] }),
  ]
  if (responses.length + invites.length === 0) return null
  const next: Batch = {
    _id: NOW,
    schema: 1,
    seq: (found?.seq ?? 0) + 1,
    responses: responses.map(({ _id }) => _id),
    invites: invites.map(({ _id }) => _id),
  }
  // Another run may be faster: its batch is the one then.
  return settle<'survey_batches', Batch | null>(store, 'survey_batches', NOW, (there) => {
    if ((there?.seq ?? 0) !== next.seq - 1) return { answer: there }
    if (!there) return { insert: next, answer: next }
    const { _id, schema, ...change } = next
    return { guard: { _id, seq: there.seq }, change, answer: next }
  })
}

async function definitionsOf(store: Store, all: readonly { survey: string; version: number }[]) {
  const definitions = new Map<string, Definition>()
  for (const { survey, version } of all) {
    const id = versionId(survey, version)
    if (!definitions.has(id)) definitions.set(id, (await readVersion(store, survey, version)).definition)
  }
  return definitions
}

/** Everything under natural keys, so a batch that is repeated does nothing twice. */
async function followUp(
  { store, now }: Context,
  responses: readonly Response[],
  definitions: ReadonlyMap<string, Definition>,
): Promise<void> {
  const known = responses.flatMap((response) => {
    const definition = definitions.get(versionId(response.survey, response.version))
    return definition ? [{ response, definition }] : []
  })
  await store.insertAll('survey_texts', responses.flatMap(textsOf))
  await store.insertAll(
    'followups',
    known.flatMap(({ response, definition }) => followUpOf(definition, response) ?? []),
  )
  await sideBySide(known, async ({ response, definition }) => {
    const { memberId, survey, round, answers } = response
    if (memberId === null) return
    const gain = { survey, round, definition, answers }
    if (!changesAccount(gain)) return
    const segments = await changeAccount(store, memberId, now, async (account, exists) => {
      const deed = exists ? await withGain(store, account, gain, now) : { answer: undefined }
      return { ...deed, answer: ('after' in deed ? deed.after : account).segments }
    })
    // What the member corrected or deleted since moves nothing any more.
    const moves = movesAfter(definition, heldStill(definition, answers, segments))
    if (moves !== null) await savePreferences(store, memberId, moves)
  })
}

function textsOf({ _id, survey, version, answers, day, flags, memberId }: Response): TextRecord[] {
  return answers.flatMap(textOf).map(({ question, text }) => ({
    _id: `${_id}:${question}`,
    schema: 1,
    response: _id,
    ...{ survey, version, question, text, words: wordsIn(text), day, flags, memberId },
  }))
}

/** What stands on the due list from the first day on. */
export function firstRollWork(now: number): { key: string; kind: string; at: number }[] {
  return [{ key: SURVEY_ROLL, kind: SURVEY_ROLL, at: now }]
}
