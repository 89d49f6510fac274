import './collections'
import type { Context } from '../../context'
import { dayOf } from '../../kernel/day'
import { scheduleAll } from '../../kernel/due'
import { refuse } from '../../kernel/errors'
import { to } from '../../kernel/store'
import { countBeats, retouchPlanned } from '../delivery/plan'
import { type BeatFate, beatFates, beatsOfBoth } from './fates'
import { finishPublication, nextPlanning, step, versionId } from './publication'
import { sopText } from './refusals'
import type { SopVersion } from './rules'
import { changeVersion, newestVersions } from './versionStore'
import { checkPublishable } from './versions'

export interface Published {
  sop: string
  number: number
  publishedAt: number
  /** What became of each beat of today. */
  beats: BeatFate[]
  /** Nothing goes out before somebody resumes the SOP. */
  paused: boolean
}

/**
 * Marking the version live is the decision; pointer, retirement of older versions and planning follow from it and are
 * finished by a second call or by the planning that was put on the list before. What is planned for today is brought to the
 * new version at once, so that the answer can say what it still reached.
 */
export async function publishVersion(
  context: Context,
  sop: string,
  number: number,
  { note, by }: { note: string; by: string },
): Promise<Published> {
  const { store, now } = context
  const head = await store.get('sops', sop)
  if (!head) return refuse('NO_SUCH_SOP', sopText.noSuchSop)
  if (head.retiredAt != null) return refuse('SOP_RETIRED', sopText.sopRetired)
  const plan = planItems(sop, now, String(number))
  await scheduleAll(store, plan)
  const publishedAt = await changeVersion(store, sop, number, (doc) => {
    if (doc.status === 'retired') return refuse('RETIRED', sopText.retired)
    if (doc.status === 'live') return { answer: doc.publishedAt ?? now }
    if (number < head.live) return refuse('OUTDATED', sopText.outdated)
    requireReady(doc, head.needsReview === true)
    checkPublishable(doc)
    return {
      guard: { _id: doc._id, status: doc.status, revision: doc.revision },
      change: {
        status: 'live',
        publishedAt: now,
        publishAt: null,
        note: note === '' ? doc.note : note,
        steps: to.push([step(now, by, 'publish', note)]),
      },
      answer: now,
    }
  })
  await finishPublication(store, sop)
  const beats = await reached(context, sop, number)
  // Once more: a tick may have taken the item between its insert and the decision, and found nothing to do.
  await scheduleAll(store, plan)
  return { sop, number, publishedAt, beats, paused: head.paused != null }
}

/** Planning at once and every day, and the groups it is for. */
export function planItems(sop: string, now: number, reason: string) {
  return [
    { key: `plan:${sop}:${reason}`, kind: 'sop.plan', at: now, payload: { sop, once: true } },
    { key: `plan:${sop}`, kind: 'sop.plan', at: nextPlanning(now), payload: { sop } },
    { key: 'groups.sync', kind: 'groups.sync', at: now },
  ]
}

/** Refuses what nobody has read who should have. */
export function requireReady(version: Pick<SopVersion, 'status'>, needsReview: boolean): void {
  if (version.status === 'review') refuse('IN_REVIEW', sopText.inReview)
  if (needsReview && version.status !== 'approved') refuse('NEEDS_REVIEW', sopText.needsReview)
}

async function reached(context: Context, sop: string, number: number): Promise<BeatFate[]> {
  const { store, now } = context
  await retouchPlanned(context, { sop, number })
  const versions = await newestVersions(store, sop, 10, ['live', 'retired'])
  const after = versions.find((version) => version.number === number)
  if (after === undefined) return []
  const before = versions.find((version) => version.number < number && version.publishedAt !== null)
  const beats = beatsOfBoth(before ?? null, after, dayOf(now))
  return beatFates(beats, await countBeats(store, beats.ids, number), now)
}

/** `{sop}:{number}` as the key of the item that publishes it at its time. */
export function publishItem(sop: string, number: number, at: number) {
  return { key: `publish:${versionId(sop, number)}:${at}`, kind: 'sop.publish', at, payload: { sop, number, at } }
}
