import './collections'
import '../person/collections'
import type { Context } from '../../context'
import { machineNow } from '../../kernel/clock'
import { MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { type Edition, readEdition } from '../../kernel/ruleBook'
import { is, type Store, to } from '../../kernel/store'
import { chunks, readAll } from '../delivery/readAll'
import { FUNNEL_ROLL } from '../person/identities'
import type { Person } from '../person/rules'
import { funnelSubject } from './book'
import type { FunnelDay, FunnelHead } from './collections'
import { addPerson, addRows, KEYS, keyOf, type Rollup, rowsOf } from './rollup'
import { type Attribution, contributionOf, type FunnelBook, type Rolled } from './rules'

const PAGE = 1000
/** ms of one run, so that the rest of a tick and its function's 60 s are left to others; a page more is always finished. */
const SHARE = 20_000
const PEOPLE_MARKED = 200
/** Rows of one document stay well below the platform's limit of a request. */
const ROWS = 400
/** Rows that nothing names any more after this were left by somebody who died. */
const LEFT_BEHIND = 10 * MINUTE

const COUNTED = [
  ...(['links', 'steps', 'again', 'exits', 'first', 'last', 'cohortDay', 'orderCents', 'uses'] as const),
  'rolledDays',
] as const

type Where = Pick<Context, 'store' | 'now' | 'token'>

/**
 * Brings the days up to date whose people have changed. First the days of all changed people are marked, then each marked day is counted anew from its
 * people; where a large day stands is kept, so the next run goes on. An item that finds nothing costs two wire calls.
 */
export const rollJob: Job<Context> = {
  kind: FUNNEL_ROLL,
  async process(_item, context) {
    const { store } = context
    const began = machineNow()
    const hasTime = () => machineNow() - began < SHARE
    const unmarked = await markChanged(context, hasTime)
    const book = await readEdition(store, funnelSubject)
    while (!unmarked && hasTime()) {
      const dirty = await store.find('funnel_heads', { dirtyAt: is.gt(0) }, { sort: [['dirtyAt', 1]], limit: 50 })
      if (dirty.length === 0) return 'done'
      for (const head of dirty) {
        if (!hasTime()) break
        // Somebody else is at this day: the next run looks again.
        if (!(await countDay(context, head, book, hasTime))) return { again: context.now + MINUTE }
      }
    }
    return { again: context.now }
  },
}

/** Marks days so that they are counted anew. Up to three wire calls a thousand days. */
export async function markDays(store: Store, days: readonly string[], now: number): Promise<void> {
  for (const part of chunks([...new Set(days)], 500)) {
    const touched = await store.update('funnel_heads', { _id: is.in(part) }, { dirtyAt: now, turn: to.inc(1) })
    if (touched === part.length) continue
    const known = await store.find('funnel_heads', { _id: is.in(part) }, { limit: 1000, fields: ['turn'] })
    const there = new Set(known.map(({ _id }) => _id))
    await store.insertAll(
      'funnel_heads',
      part.filter((day) => !there.has(day)).map((day) => newHead(day, now)),
    )
  }
}

function newHead(day: string, now: number): FunnelHead {
  const nothing = { run: null, people: 0, book: 0, rolledAt: 0, building: null }
  return { _id: day, schema: 1, dirtyAt: now, turn: 1, step: 0, ...nothing }
}

/**
 * Marks the old and the new day of everybody who has changed, then notes that the person counts for the new one alone. Whoever dies in between
 * marks the same days again; a person who changes in between keeps the flag.
 *
 * @returns whether some are left
 */
async function markChanged({ store, now }: Where, hasTime: () => boolean): Promise<boolean> {
  while (hasTime()) {
    const changed = await store.find(
      'people',
      { dirtyAt: is.gt(0) },
      {
        sort: [['dirtyAt', 1]],
        limit: PEOPLE_MARKED,
        fields: ['links', 'cohortDay', 'rolledDays', 'revision'],
      },
    )
    if (changed.length === 0) return false
    const days = changed.flatMap(({ cohortDay, rolledDays }) => [
      ...rolledDays,
      ...(cohortDay === null ? [] : [cohortDay]),
    ])
    await markDays(store, days, now)
    for (const day of new Set(changed.map(({ cohortDay }) => cohortDay))) {
      const guards = changed.filter((one) => one.cohortDay === day).map(({ _id, revision }) => ({ _id, revision }))
      if (day === null) await letGo(store, changed)
      await store.update('people', guards, { dirtyAt: null, rolledDays: day === null ? [] : [day] })
    }
  }
  return true
}

/** Empty shells, whose identities all belong to somebody else by now: once their days are marked nobody needs them. */
async function letGo(store: Store, changed: readonly Pick<Person, '_id' | 'links' | 'revision'>[]): Promise<void> {
  const shells = changed.filter(({ links }) => links.length === 0).map(({ _id, revision }) => ({ _id, revision }))
  if (shells.length > 0) await store.remove('people', shells)
}

/**
 * Counts one day anew, or goes on where an earlier run stopped. What was counted is written under a name of its own and takes the place of the old rows
 * by one update of the head, so nobody ever reads half a day.
 *
 * @returns false when somebody else worked on it at the same time
 */
async function countDay(
  where: Where,
  head: FunnelHead,
  book: Edition<FunnelBook>,
  hasTime: () => boolean,
): Promise<boolean> {
  const { store, now, token } = where
  const rollup: Rollup = new Map()
  // What was counted by other steps is of no use.
  const begun = head.building?.book === book.revision ? head.building : null
  const { turn } = begun ?? head
  let { after, people } = begun ?? { after: '', people: 0 }
  if (begun !== null) await readParts(store, head._id, begun.run, rollup)
  let finished = false
  do {
    const page = await store.find(
      'people',
      { cohortDay: head._id, _id: is.gt(after) },
      { sort: [['_id', 1]], limit: PAGE, fields: COUNTED },
    )
    for (const person of page) {
      // Whoever is not marked yet is counted when they are; else a day could keep somebody who has moved on unseen.
      const one = person.rolledDays.includes(head._id) ? contributionOf(person, book.rules) : null
      if (one === null) continue
      addPerson(rollup, one)
      people += 1
    }
    after = page.at(-1)?._id ?? after
    finished = page.length < PAGE
  } while (!finished && hasTime())
  const run = token().slice(0, 12)
  await writeParts(store, { day: head._id, run, at: now }, rollup)
  const next = { step: head.step + 1 }
  const change = finished
    ? { ...next, run, people, book: book.revision, rolledAt: now, building: null }
    : { ...next, building: { run, after, turn, people, book: book.revision } }
  const won = await store.update('funnel_heads', { _id: head._id, step: head.step }, change)
  if (won === 0) {
    await store.remove('funnel_days', { day: head._id, run })
    return false
  }
  if (finished) await store.update('funnel_heads', { _id: head._id, turn }, { dirtyAt: null })
  const old = [head.building?.run, finished ? head.run : null].filter((name) => typeof name === 'string')
  if (old.length > 0) await store.remove('funnel_days', { day: head._id, run: is.in(old) })
  if (finished) {
    const left = { day: head._id, run: is.neq(run), at: is.lt(now - LEFT_BEHIND) }
    await store.remove('funnel_days', left)
  }
  return true
}

async function readParts(store: Store, day: string, run: string, rollup: Rollup): Promise<void> {
  for (const { dimension, attribution, rows } of await readAll(store, 'funnel_days', { day, run })) {
    addRows(rollup, keyOf(dimension, attribution), rows)
  }
}

async function writeParts(
  store: Store,
  { day, run, at }: { day: string; run: string; at: number },
  rollup: Rollup,
): Promise<void> {
  const docs = KEYS.flatMap(([dimension, attribution]) =>
    docsOf({ day, dimension, attribution, run, at }, rowsOf(rollup, keyOf(dimension, attribution))),
  )
  // Small days travel in one call, and no call grows past the platform's limit.
  for (const part of byRows(docs)) await store.insertAll('funnel_days', part)
}

function docsOf(
  head: { day: string; dimension: Rolled; attribution: Attribution; run: string; at: number },
  rows: FunnelDay['rows'],
): FunnelDay[] {
  return chunks(rows, ROWS).map((part, n) => ({
    _id: [head.day, head.dimension, head.attribution, head.run, n].join(':'),
    schema: 1,
    ...head,
    rows: part,
  }))
}

function byRows(docs: readonly FunnelDay[]): FunnelDay[][] {
  const parts: FunnelDay[][] = []
  let rows = ROWS
  for (const doc of docs) {
    if (rows + doc.rows.length > ROWS) {
      parts.push([])
      rows = 0
    }
    parts.at(-1)?.push(doc)
    rows += doc.rows.length
  }
  return parts
}
