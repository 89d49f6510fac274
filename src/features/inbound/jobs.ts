import './collections'
import type { Context } from '../../context'
import { DAY, HOUR } from '../../kernel/day'
import { type Job, scheduleAll } from '../../kernel/due'
import { is } from '../../kernel/store'
import { INBOUND_TAKE, note, sentenceOf } from './pipeline'
import { afterFailure, isOpen, MOST_DEATHS, OPEN_STATES } from './rules'
import { takeEvent } from './take'
import { inboundText } from './text'

const INBOUND_SWEEP = 'inbound.sweep'
/** An open event of this age is not in anybody's hands: the platform repeats for some seconds, a function lives for 20. */
const ABANDONED = 10 * 60_000
const AT_ONCE = 200
/** How long events are kept; a callback that is older than ten minutes is refused, so none can come back after this. */
export const KEPT = 30 * DAY

/** `inbound.take:{event}`: tries again what did not take hold in the callback, at growing distances, and then gives up. */
const takeJob: Job<Context> = {
  kind: INBOUND_TAKE,
  async process(item, context) {
    const { store, now } = context
    const id = typeof item.payload.id === 'string' ? item.payload.id : ''
    const doc = await store.get('inbound_events', id)
    if (doc === null || !isOpen(doc)) return 'done'
    const open = { _id: id, state: is.in(OPEN_STATES) }
    if (item.attempts > MOST_DEATHS) {
      await store.update('inbound_events', open, { state: 'dead', reason: inboundText.died, endedAt: now })
      return 'done'
    }
    let reason: string
    try {
      const outcome = await takeEvent(context, doc, false)
      if (outcome.did !== 'again') {
        await note(context, doc, outcome)
        return 'done'
      }
      reason = outcome.reason ?? inboundText.notYet
    } catch (error) {
      reason = sentenceOf(error)
    }
    const tries = (doc.tries ?? 0) + 1
    const next = afterFailure(tries)
    const ended = next.state === 'dead' ? { endedAt: now, reason: inboundText.gaveUp(reason) } : {}
    await store.update('inbound_events', open, { state: next.state, tries, reason, ...ended })
    return next.state === 'dead' ? 'done' : { again: now + next.wait }
  },
}

/** Hourly: what a dying function left open goes on the list, what is old is forgotten. */
const sweepJob: Job<Context> = {
  kind: INBOUND_SWEEP,
  async process(_item, { store, now }) {
    const lost = await store.find(
      'inbound_events',
      { state: is.in(OPEN_STATES), at: is.lt(now - ABANDONED) },
      { sort: [['at', 1]], limit: AT_ONCE, fields: ['state'] },
    )
    const items = lost.map(({ _id }) => ({
      key: `${INBOUND_TAKE}:${_id}`,
      kind: INBOUND_TAKE,
      at: now,
      payload: { id: _id },
    }))
    await scheduleAll(store, items)
    await store.remove('inbound_events', { at: is.lt(now - KEPT) })
    return { again: now + (lost.length === AT_ONCE ? HOUR / 12 : HOUR) }
  },
}

export const inboundJobs: readonly Job<Context>[] = [takeJob, sweepJob]

export function firstInboundWork(now: number): { key: string; kind: string; at: number }[] {
  return [{ key: INBOUND_SWEEP, kind: INBOUND_SWEEP, at: now + HOUR }]
}
