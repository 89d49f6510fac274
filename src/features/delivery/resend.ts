import './collections'
import type { Context } from '../../context'
import { addDays, HOUR, MINUTE, startOf } from '../../kernel/day'
import { type Job, schedule, scheduleAll } from '../../kernel/due'
import { type Doc, is, type Store } from '../../kernel/store'
import { beatItems } from './beatItems'
import { statesBefore } from './machine'
import type { Delivery } from './rules'
import { deliveryText } from './text'

/**
 * A person has an unconfirmed message sent again. The decision is one guarded update of the old row; the new attempt follows
 * from it under natural keys. The due item is written before, so that a crash in between is finished by the tick.
 *
 * @returns false when somebody else has decided meanwhile
 */
export async function resend(context: Context, row: Doc<'deliveries'>): Promise<boolean> {
  const { store, now } = context
  await schedule(store, { key: `resend:${row._id}`, kind: resendJob.kind, at: now + MINUTE, payload: { id: row._id } })
  await store.update(
    'deliveries',
    { _id: row._id, state: is.in(statesBefore('resend')) },
    { state: 'skipped', reason: deliveryText.resent, updatedAt: now },
  )
  return finishResend(store, row._id, now, null)
}

/** `delivery.resend`: writes the next attempt of a row whose resending was decided. */
export const resendJob: Job<Context> = {
  kind: 'delivery.resend',
  async process(item, { store, now }) {
    const from = typeof item.payload.from === 'number' ? item.payload.from : null
    await finishResend(store, String(item.payload.id), now, from)
    return 'done'
  },
}

/**
 * A person has a message sent after all that was missed or skipped. The old row stays in the ledger as it ended; the next
 * attempt stands beside it under its natural key, so the same wish twice is one.
 *
 * @returns the id of the next attempt
 */
export async function sendAgain({ store, now }: Context, row: Doc<'deliveries'>): Promise<string> {
  const payload = { id: row._id, from: now }
  await schedule(store, { key: `resend:${row._id}`, kind: resendJob.kind, at: now + MINUTE, payload })
  return putNextAttempt(store, { ...row, updatedAt: now }, now)
}

/** The attempt that follows a row, when somebody had it sent again. */
export function attemptAfter(store: Store, row: Doc<'deliveries'>): Promise<Doc<'deliveries'> | null> {
  return store.get('deliveries', row._id.replace(/:\d+$/, `:${row.attempt + 1}`))
}

async function finishResend(store: Store, id: string, now: number, from: number | null): Promise<boolean> {
  const old = await store.get('deliveries', id)
  if (old === null) return false
  const isDecided = old.state === 'skipped' && old.reason === deliveryText.resent
  if (!isDecided && from === null) return false
  await putNextAttempt(store, from === null ? old : { ...old, updatedAt: from }, now)
  return true
}

/** Inserts the next attempt, or finds it there, and puts its beat on the list as the row stands. */
async function putNextAttempt(store: Store, old: Delivery, now: number): Promise<string> {
  const wanted = nextAttempt(old, now)
  const isNew = (await store.insert('deliveries', wanted)) === 'inserted'
  const again = isNew ? wanted : ((await store.get('deliveries', wanted._id)) ?? wanted)
  if (again.state === 'planned' || again.state === 'claimed') {
    await scheduleAll(
      store,
      beatItems(again.beat, { from: again.from, until: again.until, waiting: true, polled: false }, now, again.attempt),
    )
  }
  return again._id
}

/**
 * The next attempt: at once, for an hour, by the owner's hand, because the first one may have used up the group's quota and
 * only a person sees in the group whether it is there.
 */
export function nextAttempt(old: Delivery, now: number): Delivery {
  const attempt = old.attempt + 1
  const from = old.updatedAt
  return {
    ...old,
    _id: old._id.replace(/:\d+$/, `:${attempt}`),
    attempt,
    route: 'staff_task',
    state: 'planned',
    from,
    until: Math.max(Math.min(from + HOUR, startOf(addDays(old.date, 2))), now + 1),
    reason: null,
    evidence: null,
    claim: null,
    msgid: null,
    sentAt: null,
    remindedAt: [],
    updatedAt: now,
  }
}
