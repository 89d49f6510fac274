import './collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import { hash64 } from '../../kernel/hash'
import { settle } from '../../kernel/settle'
import { is, type Store } from '../../kernel/store'
import { requireStaff } from '../staff/access'
import type { GrantView } from './contract'
import { whyNotGive } from './give'
import { type Grant, type GrantState, listedMembers, MOST_LISTED, mayTurnGrant, PART, turned } from './grant'
import { beginWork, partOf } from './grantWork'
import { unitsOf } from './handout'
import type { Audience } from './rules'
import { text } from './text'
import { maskedName } from './views'

/** Steps that a request does itself; its function is stopped after 20 s. */
const COUNTED_AT_ONCE = 30
const GIVEN_AT_ONCE = 4
/** Grants on the operator's page, newest first. */
const LISTED = 50
const FAILURES = 100

/**
 * Writes down whom a batch is to be given to and counts them; nobody gets anything before it is started. The request is the key:
 * the same one again finds the grant, with another body it is refused.
 */
export async function createGrant(
  context: Context,
  input: { request: string; batch: string; audience: Audience | null; members: string[]; note: string },
): Promise<GrantView> {
  const { store, now, caller } = context
  const { batch: batchId, audience, note } = input
  const { wanted, malformed } = listedMembers(input.members)
  if (!audience && wanted.length + malformed.length === 0) refuse('NOBODY', text.grantNobody)
  if (wanted.length + malformed.length > MOST_LISTED) refuse('TOO_MANY', text.grantTooMany(MOST_LISTED))
  const _id = `g${input.request.slice(0, 15)}`
  const createdFrom = hash64(JSON.stringify([batchId, audience, wanted, malformed, note]))
  const batch = await store.get('coupon_batches', batchId)
  if (!batch || batch.heldBy !== undefined) return refuse('NO_SUCH_BATCH', text.noSuchBatch)
  const parts = audience ? 0 : Math.ceil(wanted.length / PART)
  for (let k = 0; k < parts; k++) {
    const part = partOf({ _id }, k, { wanted: wanted.slice(k * PART, (k + 1) * PART) })
    await store.insert('coupon_grant_parts', part)
  }
  const made: Grant = {
    _id,
    schema: 1,
    batch: batchId,
    title: batch.terms.title,
    note,
    audience,
    state: 'counting',
    turn: 0,
    turnedAt: now,
    parts,
    next: 0,
    scanned: '',
    total: 0,
    unknown: malformed,
    done: 0,
    failed: 0,
    undone: 0,
    kept: 0,
    createdFrom,
    createdAt: now,
    by: requireStaff(caller).name,
  }
  const grant = await settle<'coupon_grants', Grant>(store, 'coupon_grants', _id, (there) => {
    if (there)
      return there.createdFrom === createdFrom ? { answer: there } : refuse('REQUEST_REUSED', text.requestReused)
    const reason = whyNotGive(batch, now)
    return reason ? refuse(reason.code, text.grantNotRunning) : { insert: made, answer: made }
  })
  await beginWork(context, grant, COUNTED_AT_ONCE)
  return readGrant(store, _id)
}

/** Starts, pauses, resumes or takes back. The same turn again changes nothing. */
export async function turnGrant(context: Context, id: string, to: GrantState): Promise<GrantView> {
  const { store, now } = context
  const grant = await settle<'coupon_grants', Grant>(store, 'coupon_grants', id, (there) => {
    if (!there) return refuse('NO_SUCH_GRANT', text.noSuchGrant)
    // An earlier try did it, and its work may be over as well.
    if (there.state === to || (to === 'undoing' && there.state === 'undone')) return { answer: there }
    if (there.state === 'done' && (to === 'paused' || (to === 'running' && there.failed === 0)))
      return { answer: there }
    if (!mayTurnGrant(there, to)) return refuse('CANNOT_TURN', text.grantCannotTurn)
    const change = turned(there, to, now)
    return { guard: { _id: id, turn: there.turn, state: there.state }, change, answer: { ...there, ...change } }
  })
  await beginWork(context, grant, GIVEN_AT_ONCE)
  return readGrant(store, id)
}

export async function listGrants(store: Store): Promise<GrantView[]> {
  const grants = await store.find('coupon_grants', {}, { sort: [['createdAt', -1]], limit: LISTED })
  const units = await unitsOf(store, [...new Set(grants.map(({ batch }) => batch))])
  return grants.map((grant) => viewOf(grant, units.get(grant.batch)?.left ?? 0, []))
}

/** One grant with the first of those who got nothing. */
export async function readGrant(store: Store, id: string): Promise<GrantView> {
  const grant = await store.get('coupon_grants', id)
  if (!grant) return refuse('NO_SUCH_GRANT', text.noSuchGrant)
  const units = await unitsOf(store, [grant.batch])
  const parts =
    grant.failed > 0
      ? await store.find('coupon_grant_parts', { grant: id, failures: is.gt(0) }, { limit: 20, fields: ['failed'] })
      : []
  const failures = parts.flatMap(({ failed }) => failed).slice(0, FAILURES)
  return viewOf(
    grant,
    units.get(grant.batch)?.left ?? 0,
    failures.map(({ memberId, message }) => ({ memberName: maskedName(memberId), why: message })),
  )
}

function viewOf(grant: Grant, left: number, failures: GrantView['failures']): GrantView {
  const {
    _id: id,
    batch,
    title,
    note,
    audience,
    state,
    total,
    unknown,
    done,
    failed,
    undone,
    kept,
    createdAt,
    by,
  } = grant
  const counts = { total, done, failed, undone, kept }
  return {
    id,
    batch,
    title,
    note,
    audience,
    state,
    ...counts,
    unknown: unknown.slice(0, FAILURES),
    left,
    failures,
    createdAt,
    by,
  }
}
