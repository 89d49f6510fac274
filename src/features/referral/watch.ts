import './collections'
import '../points/collections'
import { digestOf } from '../../../cloudfunctions/platform/identity'
import type { Context } from '../../context'
import { addDays, dayOf, instantAt, monthOf } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { Refusal } from '../../kernel/errors'
import { readRules } from '../../kernel/ruleBook'
import { settle } from '../../kernel/settle'
import { is, type Store } from '../../kernel/store'
import { readBook } from '../checkin/readBook'
import { readAll } from '../delivery/readAll'
import type { Where } from '../person/identities'
import { identityIdOf } from '../person/rules'
import { upcast } from '../points/account'
import { award } from '../points/operations'
import { referralSubject } from './book'
import { crowdOf, knownSince } from './note'
import { checkedIn, type Done, fateOf, NEW_FOR, OPEN, type Referral, type ReferralBook } from './rules'

export const REFERRAL_WATCH = 'referral.watch'
const AT_ONCE = 100
const ROUNDS = 10

/** Once a day: whose friend has done what the rule asks for. One wire call while the rule is off. */
export const watchJob: Job<Context> = {
  kind: REFERRAL_WATCH,
  async process({ payload }, context) {
    const { store, now } = context
    const tomorrow = { again: instantAt(addDays(dayOf(now), 1), '05:20'), payload: { after: '' } }
    const book = await readRules(store, referralSubject)
    if (!book.on) return tomorrow
    let after = typeof payload.after === 'string' ? payload.after : ''
    for (let round = 0; round < ROUNDS; round++) {
      const where = { state: is.in(OPEN), _id: is.gt(after) }
      const page = await store.find('referrals', where, { sort: [['_id', 1]], limit: AT_ONCE })
      const done = await readDone(store, page)
      for (const referral of page) await judge(context, referral, done.get(referral._id), book)
      after = page.at(-1)?._id ?? after
      if (page.length < AT_ONCE) return tomorrow
    }
    return { again: now, payload: { after } }
  },
}

export function firstReferralWork(now: number) {
  return [{ key: REFERRAL_WATCH, kind: REFERRAL_WATCH, at: now }]
}

/** What friends have done, by their ids; those whose account is gone are missing. Two wire calls. */
async function readDone(store: Store, page: readonly Referral[]): Promise<Map<string, Done>> {
  if (page.length === 0) return new Map()
  const ids = page.map(({ _id }) => _id)
  const accounts = await store.find('accounts', { _id: is.in(ids) }, { limit: 1000 })
  const facts = await readAll(store, 'facts', { who: is.in(ids.map((id) => identityIdOf('wxa', id))), step: 'redeem' })
  const undone = new Set(facts.flatMap(({ of }) => of ?? []))
  const uses = (id: string) =>
    facts.filter((fact) => fact.who === identityIdOf('wxa', id) && fact.of === undefined && !undone.has(fact._id))
      .length
  return new Map(
    accounts.map((account) => [
      account._id,
      { checkins: checkedIn(upcast(account).checkin.months), uses: uses(account._id) },
    ]),
  )
}

async function judge(where: Where, referral: Referral, done: Done | undefined, book: ReferralBook): Promise<void> {
  const { store, now } = where
  if (done === undefined) return end(store, referral, 'void')
  if (referral.state !== 'waiting') return pay(where, referral, book)
  const first = fateOf(referral, done, book, now)
  if (first === 'wait') return
  if (first === 'over') return end(store, referral, 'over')
  // A union may have been found since: somebody who was known before was not brought by anybody.
  const known = await knownSince(store, referral._id)
  if (known !== null && known < referral.at - NEW_FOR) return end(store, referral, 'void')
  const crowd = await crowdOf(store, referral)
  const seen = { ...referral, crowd, reachedAt: now }
  if (fateOf(seen, done, book, now) === 'pay') return pay(where, seen, book)
  await change(store, referral, { state: 'review', crowd, reachedAt: now })
}

/**
 * Gives what the rule says, once: sum and state stand first, then the month's place is taken, then the points go out under the friend's digest.
 * Whoever dies in between is gone on with by the next watch, with the sum that stands.
 */
export async function pay(where: Where, referral: Referral, book: ReferralBook): Promise<void> {
  const { store, now, settings } = where
  const points = referral.state === 'paying' ? (referral.points ?? book.points) : book.points
  const { crowd, reachedAt } = referral
  let standing = referral
  if (referral.state !== 'paying') {
    const changed = await change(store, referral, { state: 'paying', points, crowd, reachedAt })
    if (changed === null) return
    standing = changed
  }
  const digest = digestOf(settings.secret, `referral:${referral._id}`)
  if (!(await takePlace(store, referral.by, digest, book.monthCap, now))) return end(store, standing, 'capped')
  const { pointsLife: policy } = (await readBook(store, now)).book
  const request = {
    bizType: 'referral',
    id: digest,
    asset: 'points' as const,
    amount: points,
    policy,
    activeAt: null,
    budget: null,
  }
  try {
    await award(store, referral.by, { ...request, reason: '带来的朋友留了下来，谢谢你' }, now)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'NO_SUCH_MEMBER') return end(store, standing, 'void')
    // Given by an earlier try, before the life of points was changed: the friend's digest is the key.
    if (error.code !== 'ID_REUSED') throw error
  }
  await change(store, standing, { state: 'paid' })
}

/** A place under the month's cap; the same friend takes it once. */
async function takePlace(store: Store, by: string, digest: string, cap: number, now: number): Promise<boolean> {
  const _id = `${by}:${monthOf(dayOf(now))}`
  return settle<'referral_months', boolean>(store, 'referral_months', _id, (month) => {
    if (month === null) return { insert: { _id, schema: 1, taken: [digest], revision: 1 }, answer: true }
    const { taken, revision } = month
    if (taken.includes(digest)) return { answer: true }
    if (taken.length >= cap) return { answer: false }
    return { guard: { _id, revision }, change: { taken: [...taken, digest], revision: revision + 1 }, answer: true }
  })
}

async function end(store: Store, referral: Referral, state: Referral['state']): Promise<void> {
  await change(store, referral, { state })
}

/** By the revision that was read; null: somebody else changed it meanwhile, and has gone on with it. */
async function change(store: Store, referral: Referral, fields: Partial<Referral>): Promise<Referral | null> {
  const { _id, revision } = referral
  const next = { ...fields, revision: revision + 1 }
  return (await store.update('referrals', { _id, revision }, next)) === 0 ? null : { ...referral, ...next }
}
