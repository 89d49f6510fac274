import './collections'
import type { Context } from '../../context'
import { DAY } from '../../kernel/day'
import { schedule } from '../../kernel/due'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Decision, settle } from '../../kernel/settle'
import { is, type Store, type Where } from '../../kernel/store'
import { together } from '../../kernel/together'
import type { InboundCount, InboundView, inboundContract } from './contract'
import { INBOUND_TAKE, note, sentenceOf } from './pipeline'
import { type InboundEvent, isOpen, OPEN_STATES } from './rules'
import { takeEvent } from './take'
import { inboundText } from './text'

const PAGE = 50
const COUNTED = 1000

export const inboundHandlers: Handlers<typeof inboundContract, Context> = {
  async 'inbound.dead'({ show, before }, { store }) {
    const state = is.in(show === 'dead' ? ['dead'] : OPEN_STATES)
    const where: Where<'inbound_events'> =
      before === undefined
        ? { state }
        : [
            { state, at: is.lt(before.at) },
            { state, at: before.at, _id: is.lt(before.id) },
          ]
    const docs = await store.find('inbound_events', where, {
      sort: [
        ['at', -1],
        ['_id', -1],
      ],
      limit: PAGE,
      fields: ['source', 'kind', 'state', 'reason', 'tries', 'at', 'endedAt'],
    })
    const last = docs.at(-1)
    return { items: docs.map(viewOf), next: docs.length < PAGE || !last ? null : { at: last.at, id: last._id } }
  },

  async 'inbound.getCounts'(_input, { store, now }) {
    const [newest, dead, open] = await together([
      store.find(
        'inbound_events',
        { at: is.gt(now - DAY) },
        { sort: [['at', -1]], limit: COUNTED, fields: ['source', 'kind', 'state'] },
      ),
      store.count('inbound_events', { state: 'dead' }),
      store.count('inbound_events', { state: is.in(OPEN_STATES) }),
    ])
    return { counts: countsOf(newest), cut: newest.length === COUNTED, dead, open }
  },

  /** The item first: dying after the event is open again leaves it on the list of work. */
  async 'inbound.retry'({ id }, context) {
    const { store, now } = context
    const found = await requireEvent(store, id)
    if (found.state === 'dead') {
      await schedule(store, { key: `${INBOUND_TAKE}:${id}`, kind: INBOUND_TAKE, at: now, payload: { id } })
      await store.update('inbound_events', { _id: id, state: 'dead' }, { state: 'new', tries: 0, endedAt: null })
    } else if (!isOpen(found)) return { event: viewOf(found) }
    try {
      const outcome = await takeEvent(context, found, false)
      if (outcome.did !== 'again') await note(context, { ...found, state: 'new' }, outcome)
    } catch (error) {
      await store.update('inbound_events', { _id: id, state: is.in(OPEN_STATES) }, { reason: sentenceOf(error) })
    }
    return { event: viewOf(await requireEvent(store, id)) }
  },

  async 'inbound.ignore'({ id }, { store, now, caller }) {
    const reason = inboundText.ignoredBy(caller.kind === 'staff' ? caller.name : '')
    const event = await settle(store, 'inbound_events', id, (found): Decision<'inbound_events', InboundEvent> => {
      if (found === null) return refuse('NO_SUCH_EVENT', inboundText.noSuchEvent)
      if (found.state === 'ignored') return { answer: found }
      if (found.state === 'done') return refuse('ALREADY_DONE', inboundText.alreadyDone)
      const change = { state: 'ignored' as const, reason, endedAt: now }
      return { guard: { _id: id, state: found.state }, change, answer: { ...found, ...change } }
    })
    return { event: viewOf(event) }
  },
}

async function requireEvent(store: Store, id: string): Promise<InboundEvent> {
  return (await store.get('inbound_events', id)) ?? refuse('NO_SUCH_EVENT', inboundText.noSuchEvent)
}

function viewOf(doc: InboundEvent): InboundView {
  const { _id: id, source, kind, state, reason, tries, at, endedAt } = doc
  return {
    id,
    source,
    kind: kind ?? source,
    state,
    reason: reason ?? null,
    tries: tries ?? 0,
    at,
    endedAt: endedAt ?? null,
  }
}

function countsOf(docs: readonly Pick<InboundEvent, 'source' | 'kind' | 'state'>[]): InboundCount[] {
  const counts = new Map<string, InboundCount>()
  for (const { source, kind = source, state } of docs) {
    const key = `${source} ${kind}`
    const one = counts.get(key) ?? { source, kind, count: 0, open: 0, dead: 0 }
    counts.set(key, {
      ...one,
      count: one.count + 1,
      open: one.open + (isOpen({ state }) ? 1 : 0),
      dead: one.dead + (state === 'dead' ? 1 : 0),
    })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)
}
