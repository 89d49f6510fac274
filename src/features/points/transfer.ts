import type { Context } from '../../context'
import { addDays, MINUTE } from '../../kernel/day'
import { type Job, schedule } from '../../kernel/due'
import { refuse } from '../../kernel/errors'
import type { Store } from '../../kernel/store'
import { applyMovements, sumOf } from './account'
import { changeAccount } from './change'
import { accountDay, liftLots } from './expiry'
import { doneBefore } from './history'
import { fingerprintOf, remember, requireReason } from './operation'
import { pointsPlan } from './plan'
import { type Account, type Asset, assets, type LedgerEntry, type Lot, type Movement, type Operator } from './rules'
import { text } from './text'

export const POINTS_MOVE = 'points.move'

export interface Move {
  /** Made by the page and kept until answered. */
  id: string
  from: string
  to: string
  reason: string
  by: Operator
}

/** An asset that changed hands, with the lots that it consisted of. */
export interface Moved {
  asset: Asset
  amount: number
  lots: Lot[]
}

/** Put on the list before anything moves: whoever dies between the two ends is finished by it. */
export function scheduleMove(store: Store, move: Move, now: number): Promise<void> {
  const { id, from, to, reason, by } = move
  const payload = { id, from, to, reason, by }
  return schedule(store, { key: `${POINTS_MOVE}:${id}`, kind: POINTS_MOVE, at: now + MINUTE, payload })
}

/** Finishes a move whose first end stands. One that never began, or was refused, is not begun here: nobody waits for it any more. */
export const moveJob: Job<Context> = {
  kind: POINTS_MOVE,
  async process({ payload }, { store, now }) {
    const { id, from, to, reason, by } = payload as unknown as Move
    await moveAssets(store, { id, from, to, reason, by }, now, 'finish')
    return 'done'
  },
}

/**
 * Everything that one account can spend, and its growth, becomes another's by counter-entries: `move:{member}:{id}:{asset}` at both ends, lots with
 * their last days. What is held or promised stays. Each end is one guarded update and knows its own earlier success; the first decides what moves.
 *
 * @throws NO_SUCH_MEMBER, ID_REUSED, BAD_OPERATION; nothing is written then. An empty answer: there was nothing.
 */
export async function moveAssets(
  store: Store,
  move: Move,
  now: number,
  how: 'begin' | 'finish' = 'begin',
): Promise<Moved[]> {
  requireReason(move.reason)
  const { id, from, to, reason, by } = move
  if ((await store.get('accounts', to)) === null) return refuse('NO_SUCH_MEMBER', text.noSuchMember)
  const body = fingerprintOf('move', { from, to, reason })
  const moved = await changeAccount(store, from, now, async (account, exists) => {
    if (!exists) return refuse('NO_SUCH_MEMBER', text.noSuchMember)
    const before = await entriesBefore(store, account, `${from}:${id}`, body)
    if (before.length > 0 || how === 'finish') return { answer: before.map(movedOf) }
    const movements = assets.flatMap((asset): Movement[] => {
      const amount = sumOf(account.lots.filter((lot) => lot.asset === asset))
      return amount === 0 ? [] : [movementOf(`${from}:${id}`, asset, -amount, { reason, body, by })]
    })
    return movements.length === 0 ? { answer: [] } : recordAll(account, movements, now)
  })
  if (moved.length === 0) return []
  await changeAccount(store, to, now, async (account) => {
    const before = await entriesBefore(store, account, `${to}:${id}`, body)
    if (before.length > 0) return { answer: [] }
    const day = accountDay(account, now)
    const movements = moved.map(({ asset, amount, lots }) => ({
      ...movementOf(`${to}:${id}`, asset, amount, { reason, body, by }),
      // What ran out on the way lives some days more, as after a refund.
      lots: liftLots(lots, day, addDays(day, pointsPlan.refundLifeDays)),
    }))
    return recordAll(account, movements, now)
  })
  return moved
}

function movementOf(
  place: string,
  asset: Asset,
  delta: number,
  more: Pick<Movement, 'reason' | 'body' | 'by'>,
): Movement {
  return { bizType: 'move', bizId: `${place}:${asset}`, asset, delta, expires: null, ...more }
}

/** Entries that an earlier try of this move wrote at this end; they are written together, so any of them tells of all. */
async function entriesBefore(store: Store, account: Account, place: string, body: string): Promise<LedgerEntry[]> {
  const found: LedgerEntry[] = []
  for (const asset of assets) {
    const entry = await doneBefore(store, account, `move:${place}:${asset}`, body)
    if (entry !== null) found.push(entry)
  }
  return found
}

function recordAll(account: Account, movements: readonly Movement[], now: number): { after: Account; answer: Moved[] } {
  const moved = applyMovements(account, movements, now)
  const entries = moved.outbox.slice(account.outbox.length)
  const recent = remember(account.recent, ...entries.map(({ _id, body = '' }) => ({ id: _id, body, at: now })))
  return { after: { ...moved, recent }, answer: entries.map(movedOf) }
}

function movedOf({ asset, delta, lots }: LedgerEntry): Moved {
  return { asset, amount: Math.abs(delta), lots }
}
