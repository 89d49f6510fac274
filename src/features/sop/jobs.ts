import './collections'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { Refusal } from '../../kernel/errors'
import { to } from '../../kernel/store'
import { nextPlannedEnd, skipPlanned } from '../delivery/plan'
import { step } from './publication'
import { publishVersion } from './publish'
import { sopText } from './refusals'
import { changeVersion, readVersion } from './versionStore'

/** Name under which the clock publishes. */
const TIMER = '定时'

/** `sop.publish`, at the time that a version carries; a version with another time, or none, was cancelled or moved. */
const publishJob: Job<Context> = {
  kind: 'sop.publish',
  async process(item, context) {
    const { store, now } = context
    const sop = String(item.payload.sop)
    const number = Number(item.payload.number)
    const version = await readVersion(store, sop, number)
    const isPublished = version?.status === 'live' && version.publishedAt !== null
    if (version === null || (version.publishAt !== item.payload.at && !isPublished)) return 'done'
    try {
      await publishVersion(context, sop, number, { note: version.note, by: TIMER })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      // Something changed since it was scheduled: the version says why it did not turn live.
      await changeVersion(store, sop, number, (doc) =>
        doc.publishAt !== item.payload.at
          ? { answer: null }
          : {
              guard: { _id: doc._id, publishAt: doc.publishAt },
              change: { publishAt: null, steps: to.push([step(now, TIMER, 'publish_failed', error.message)]) },
              answer: null,
            },
      )
    }
    return 'done'
  },
}

/** Longer than from one tick to the next, so that a row is named paused before its window's end would call it missed. */
const AHEAD = 6 * MINUTE

/** `sop.paused`: while a SOP is paused, what is planned ends with that reason when its window does. */
const pausedJob: Job<Context> = {
  kind: 'sop.paused',
  async process(item, context) {
    const sop = String(item.payload.sop)
    const head = await context.store.get('sops', sop)
    if (head?.paused == null) return 'done'
    await skipPlanned(context, sop, sopText.pausedReason, { endsBy: context.now + AHEAD })
    const end = await nextPlannedEnd(context, sop)
    return end === null ? 'done' : { again: Math.max(end - AHEAD, context.now + MINUTE) }
  },
}

export const sopJobs: readonly Job<Context>[] = [publishJob, pausedJob]
