import './collections'
import '../points/collections'
import type { Context } from '../../context'
import { dueItem, type JobResult } from '../../kernel/due'
import { LEASE } from '../../kernel/dueRun'
import { readRules } from '../../kernel/ruleBook'
import { is, type Store, to } from '../../kernel/store'
import { upcast } from '../points/account'
import { memberIdRange } from '../points/wallet'
import { audienceFactsOf } from '../tier/audience'
import { tierBook } from '../tier/book'
import { isInAudience } from './audience'
import { giveMany } from './giveMany'
import { causeOfGrant, type Grant, type GrantPart, isMemberId, PART, WORKING } from './grant'
import { revokeMany } from './revoke'
import { COUPON_GRANT } from './rules'

/** Accounts of one page while an audience is counted; a page makes one part. */
const PAGE = PART

/**
 * Works on a grant step by step, each step a part of its members. Between two steps the grant says where it stands, so whoever
 * comes next, after a crash as well, goes on there; a step that runs again gives and counts the same.
 *
 * @param turn of whoever asks: work of an older turn stops
 * @param steps at most so many now
 * @returns true when this turn has nothing left to do
 */
export async function workOnGrant(context: Context, id: string, turn: number, steps: number): Promise<boolean> {
  const { store } = context
  for (let step = 0; step < steps; step++) {
    const grant = await store.get('coupon_grants', id)
    if (!grant || grant.turn !== turn || !WORKING.includes(grant.state)) return true
    if (grant.state === 'counting') {
      if (grant.audience) await countAudience(context, grant, grant.audience)
      else await lookUp(store, grant)
    } else if (grant.next >= grant.parts) {
      const state = grant.state === 'running' ? 'done' : 'undone'
      await store.update('coupon_grants', { _id: id, turn, next: grant.next }, { state })
    } else if (grant.state === 'running') await givePart(context, grant)
    else await takeBackPart(context, grant)
  }
  return false
}

/** One page of accounts becomes one part, written before the grant moves on. */
async function countAudience({ store, now }: Context, grant: Grant, audience: NonNullable<Grant['audience']>) {
  const accounts = await store.find('accounts', { _id: is.gt(grant.scanned) }, { sort: [['_id', 1]], limit: PAGE })
  const rules = await readRules(store, tierBook, now)
  const members = accounts
    .filter((account) => isInAudience(audience, audienceFactsOf(upcast(account), rules, now)))
    .map(({ _id }) => _id)
  if (members.length > 0) await putPart(store, partOf(grant, grant.parts, { members }))
  const here = { _id: grant._id, turn: grant.turn, scanned: grant.scanned }
  await store.update('coupon_grants', here, {
    scanned: accounts.at(-1)?._id ?? grant.scanned,
    parts: grant.parts + (members.length > 0 ? 1 : 0),
    total: to.inc(members.length),
    ...(accounts.length < PAGE && { state: 'ready' }),
  })
}

/** Codes of one part become members: full ids by themselves, short codes by the accounts that begin with them. */
async function lookUp(store: Store, grant: Grant): Promise<void> {
  const here = { _id: grant._id, turn: grant.turn, next: grant.next }
  const part = await store.get('coupon_grant_parts', partId(grant, grant.next))
  if (!part) {
    await store.update('coupon_grants', here, { state: 'ready', next: 0 })
    return
  }
  const ranges = part.wanted.filter((each) => !isMemberId(each)).map((code) => ({ code, ...memberIdRange(code) }))
  const where = [
    { _id: is.in(part.wanted.filter(isMemberId)) },
    ...ranges.map(({ from, until }) => ({ _id: is.and(is.gte(from), is.lt(until)) })),
  ]
  const found = (await store.find('accounts', where, { limit: 1000, fields: ['seq'] })).map(({ _id }) => _id)
  const members = part.wanted.flatMap((each) => {
    const mine = isMemberId(each) ? [each] : found.filter((id) => id.startsWith(`m${each}`))
    return mine.length === 1 && found.includes(mine[0] ?? '') ? mine : []
  })
  const unknown = part.wanted.filter((each) => !members.some((id) => id === each || id.startsWith(`m${each}`)))
  await store.update('coupon_grant_parts', { _id: part._id }, { members })
  await store.update('coupon_grants', here, {
    next: grant.next + 1,
    total: to.inc(members.length),
    ...(unknown.length > 0 && { unknown: to.push(unknown) }),
  })
}

async function givePart(context: Context, grant: Grant): Promise<void> {
  const { store } = context
  const part = await readPart(store, grant)
  const cause = causeOfGrant(grant._id)
  const failed = await giveMany(context, grant.batch, part.members, cause)
  if (failed.length > 0 || part.failures > 0) {
    await store.update('coupon_grant_parts', { _id: part._id }, { failed, failures: failed.length })
  }
  const moved = await store.update(
    'coupon_grants',
    { _id: grant._id, turn: grant.turn, next: grant.next },
    { next: grant.next + 1, done: to.inc(part.members.length - failed.length), failed: to.inc(failed.length) },
  )
  if (moved > 0) return
  // Somebody takes the grant back and may have passed this part while we were giving it.
  const now = await store.get('coupon_grants', grant._id)
  if (now?.state === 'undoing' || now?.state === 'undone') await revokeMany(context, grant.batch, part.members, cause)
}

async function takeBackPart(context: Context, grant: Grant): Promise<void> {
  const { store } = context
  const { members } = await readPart(store, grant)
  const { revoked, used } = await revokeMany(context, grant.batch, members, causeOfGrant(grant._id))
  await store.update(
    'coupon_grants',
    { _id: grant._id, turn: grant.turn, next: grant.next },
    { next: grant.next + 1, undone: to.inc(revoked), kept: to.inc(used) },
  )
}

async function readPart(store: Store, grant: Grant): Promise<GrantPart> {
  const part = await store.get('coupon_grant_parts', partId(grant, grant.next))
  if (!part) throw new Error(`part ${grant.next} of ${grant._id} is missing`)
  return part
}

function partId(grant: Pick<Grant, '_id'>, k: number): string {
  return `${grant._id}:${k}`
}

export function partOf(grant: Pick<Grant, '_id'>, k: number, content: Partial<GrantPart>): GrantPart {
  return {
    _id: partId(grant, k),
    schema: 1,
    grant: grant._id,
    wanted: [],
    members: [],
    failed: [],
    failures: 0,
    ...content,
  }
}

/** A crash between a part and its grant repeats the part; who is in it may have changed meanwhile. */
async function putPart(store: Store, part: GrantPart): Promise<void> {
  if ((await store.insert('coupon_grant_parts', part)) === 'inserted') return
  await store.update('coupon_grant_parts', { _id: part._id }, { members: part.members })
}

/** Key of a turn's work on the due list. */
export function grantWork({ _id, turn, turnedAt }: Pick<Grant, '_id' | 'turn' | 'turnedAt'>) {
  return { key: `${COUPON_GRANT}:${_id}:${turn}`, kind: COUPON_GRANT, at: turnedAt, payload: { grant: _id, turn } }
}

/**
 * Begins a turn's work at once, under a lease like the tick's own, so that small grants are done before the answer; what is left,
 * or was interrupted, is the tick's.
 */
export async function beginWork(context: Context, grant: Grant, steps: number): Promise<void> {
  const { store, now, token } = context
  if (!WORKING.includes(grant.state)) return
  const item = dueItem(grantWork(grant))
  const lease = token()
  if ((await store.insert('due', { ...item, lease, freeAt: now + LEASE })) === 'exists') return
  const mine = { _id: item._id, lease }
  if (await workOnGrant(context, grant._id, grant.turn, steps)) await store.remove('due', mine)
  else await store.update('due', mine, { lease: null, freeAt: now })
}

/** Parts of one run: some ten seconds of wire calls in the cloud. Counting is three calls a part, giving eight. */
const PER_RUN = 60
const COUNTED_PER_RUN = 200

export async function processGrant({ grant, turn }: Record<string, unknown>, context: Context): Promise<JobResult> {
  const steps = turn === 0 ? COUNTED_PER_RUN : PER_RUN
  const finished = await workOnGrant(context, String(grant), Number(turn), steps)
  return finished ? 'done' : { again: context.now }
}

/** Puts the work of grants on the due list that a crash kept off it. One wire call when there is none. */
export async function scheduleGrants(store: Store, now: number): Promise<void> {
  const working = await store.find(
    'coupon_grants',
    { state: is.in(WORKING), turnedAt: is.lt(now - LEASE) },
    { limit: 20, fields: ['turn', 'turnedAt'] },
  )
  for (const grant of working) await store.insert('due', dueItem(grantWork(grant)))
}
