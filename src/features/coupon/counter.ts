import './collections'
import type { Caller } from '../../context'
import { dayOf, MINUTE } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { type Decision, settle } from '../../kernel/settle'
import { is, type Store, to, UnknownOutcome } from '../../kernel/store'
import { judgeMac, readCode } from './code'
import type { ScanView } from './contract'
import { REDEMPTION_ID } from './couponId'
import type { Coupon, CouponUse, Reason, Redemption } from './rules'
import { text } from './text'
import { whyNotUse } from './validity'
import { maskedName } from './views'
import { offCents } from './worth'

export type StaffCaller = Extract<Caller, { kind: 'staff' }>

/** Staff may take a redemption back for ten minutes. */
export const UNDO_TIME = 10 * MINUTE
/** Coupons that may share the ten characters of a code; the secret tells which one it is. */
const NAMESAKES = 5
/** Records that wait in a coupon; more are drained before it changes again. */
const MAX_OUTBOX = 8

/** Staff work in their own stores; headquarters without a store serves all of them. */
export function requireStore(staff: StaffCaller, store: string): void {
  const headquarters = staff.stores.length === 0 && staff.roles.some((role) => role === 'owner' || role === 'operator')
  if (!headquarters && !staff.stores.includes(store)) refuse('NOT_YOUR_STORE', text.notYourStore(store))
}

/** The coupon that a code is of. One wire call. A forged code and an unknown one are refused with the same words. */
async function findByCode(store: Store, scanned: string, now: number): Promise<{ coupon: Coupon; mac: string }> {
  const code = readCode(scanned)
  const namesakes = code ? await store.find('coupons', { short: code.short }, { limit: NAMESAKES }) : []
  const coupon = namesakes.find(
    (each) => each.use?.mac === code?.mac || judgeMac(each, code?.mac ?? '', now).verdict !== 'wrong',
  )
  if (!code || !coupon) return refuse('CODE_WRONG', text.codeWrong)
  return { coupon, mac: code.mac }
}

/** Why a code does not count now although it is this coupon's. */
function whyNotCode(coupon: Coupon, mac: string, now: number): Reason | null {
  const judged = judgeMac(coupon, mac, now)
  if (judged.verdict === 'wrong') return { code: 'CODE_WRONG', message: text.codeWrong }
  if (judged.verdict === 'stale') return { code: 'CODE_STALE', message: text.codeStale }
  if (judged.step <= coupon.codeStep) return { code: 'CODE_REPLAYED', message: text.codeReplayed }
  return null
}

/** What staff see before they confirm; nothing is written. */
export async function scan(store: Store, scanned: string, where: string, now: number): Promise<ScanView> {
  const { coupon, mac } = await findByCode(store, scanned, now)
  const reason = whyNotUse(coupon, now, where === '' ? null : where)
  const codeReason = reason?.code === 'ALREADY_USED' ? null : whyNotCode(coupon, mac, now)
  if (codeReason) refuse(codeReason.code, codeReason.message)
  return {
    coupon: coupon._id,
    memberName: maskedName(coupon.memberId),
    terms: coupon.terms,
    validTo: coupon.validTo,
    verdict: reason ? 'refused' : 'ok',
    why: reason?.message ?? null,
    number: `J${coupon.short}`,
    used: coupon.state === 'used' && coupon.use ? { at: coupon.use.at, store: coupon.use.store } : null,
  }
}

export interface Redeemed {
  redemption: string
  title: string
  memberName: string
  offCents: number
  at: number
}

/**
 * Redeems a coupon: one read by index, one guarded update that also carries the record; the sweep moves it to `redemptions`.
 * There is no moment at which the coupon is used and the record is missing. Whoever comes second, or is asked again after a lost
 * answer, finds the use: the same scan by the same person is answered the same, everybody else hears where and when.
 */
export async function redeem(
  store: Store,
  input: { code: string; store: string; billCents: number | null },
  staff: StaffCaller,
  now: number,
): Promise<Redeemed> {
  requireStore(staff, input.store)
  const { coupon, mac } = await findByCode(store, input.code, now)
  return changeCoupon(store, coupon, (current) => {
    const { use, useNo } = current
    const mine = use?.mac === mac && use.staffId === staff.staffId && use.store === input.store
    if (current.state === 'used' && mine) return { answer: redeemedOf(current, use) }
    const reason = whyNotUse(current, now, input.store) ?? whyNotCode(current, mac, now)
    if (reason) return refuse(reason.code, reason.message)
    const off = offCents(current.terms.value, input.billCents)
    if (off === null) return refuse('BELOW_THRESHOLD', text.belowThreshold(missing(current, input.billCents)))
    const judged = judgeMac(current, mac, now)
    const made: CouponUse = {
      useNo: useNo + 1,
      store: input.store,
      staffId: staff.staffId,
      at: now,
      offCents: off,
      mac,
    }
    const codeStep = judged.verdict === 'wrong' ? current.codeStep : judged.step
    return {
      guard: { _id: current._id, seq: current.seq, state: 'issued' as const, useNo },
      change: {
        seq: current.seq + 1,
        state: 'used' as const,
        useNo: made.useNo,
        usedAt: now,
        use: made,
        codeStep,
        outbox: to.push([recordOf(current, made, staff, 'use', now, input.billCents)]),
        dirtyAt: now,
      },
      answer: redeemedOf(current, made),
    }
  })
}

/** Takes a redemption back by a counter-record, by staff of the same store, within ten minutes. */
export async function undo(store: Store, redemption: string, staff: StaffCaller, now: number): Promise<void> {
  const [, id, no] = REDEMPTION_ID.exec(redemption) ?? []
  const coupon = id ? await store.get('coupons', id) : null
  const useNo = Number(no)
  if (!coupon || useNo < 1 || useNo > coupon.useNo) return refuse('NO_SUCH_REDEMPTION', text.noSuchRedemption)
  return changeCoupon(store, coupon, (current) => {
    const { use } = current
    // A later redemption, or none that stands, says that this one was taken back before.
    if (use?.useNo !== useNo) return { answer: undefined }
    requireStore(staff, use.store)
    if (now >= use.at + UNDO_TIME) return refuse('UNDO_TOO_LATE', text.undoTooLate)
    return {
      guard: { _id: current._id, seq: current.seq, state: 'used' as const, useNo },
      change: {
        seq: current.seq + 1,
        state: 'issued' as const,
        usedAt: null,
        use: null,
        outbox: to.push([recordOf(current, use, staff, 'undo', now, null)]),
        dirtyAt: now,
      },
      answer: undefined,
    }
  })
}

/** Decides on what was read already, and reads again only when somebody was faster or no answer came. */
export async function changeCoupon<A>(store: Store, read: Coupon, decide: (coupon: Coupon) => Decision<'coupons', A>) {
  const first = decide(read)
  if (!('guard' in first)) return first.answer
  if (read.outbox.length >= MAX_OUTBOX) await drainRecords(store, [read])
  try {
    if ((await store.update('coupons', first.guard, first.change)) > 0) return first.answer
  } catch (error) {
    if (!(error instanceof UnknownOutcome)) throw error
  }
  return settle<'coupons', A>(store, 'coupons', read._id, (coupon) =>
    coupon ? decide(coupon) : refuse('NO_SUCH_COUPON', text.noSuchCoupon),
  )
}

/** Moves records into `redemptions` by their natural keys; a coupon that changed meanwhile keeps the rest for the next time. */
export async function drainRecords(
  store: Store,
  coupons: readonly Pick<Coupon, '_id' | 'seq' | 'outbox'>[],
): Promise<void> {
  const records = coupons.flatMap(({ outbox }) => outbox)
  if (coupons.length === 0) return
  await store.insertAll('redemptions', records)
  await store.update(
    'coupons',
    coupons.map(({ _id, seq }) => ({ _id, seq })),
    { outbox: to.pull({ _id: is.in(records.map(({ _id }) => _id)) }), dirtyAt: null },
  )
}

function recordOf(
  coupon: Coupon,
  use: CouponUse,
  staff: StaffCaller,
  kind: 'use' | 'undo',
  now: number,
  billCents: number | null,
): Redemption {
  const { _id, batch, memberId, terms } = coupon
  const key = `${_id}:${use.useNo}`
  return {
    _id: kind === 'use' ? key : `${key}:undo`,
    schema: 1,
    coupon: _id,
    title: terms.title,
    batch,
    memberId,
    kind,
    useNo: use.useNo,
    store: use.store,
    staffId: staff.staffId,
    staffName: staff.name,
    at: now,
    day: dayOf(now),
    billCents,
    offCents: kind === 'use' ? use.offCents : -use.offCents,
  }
}

function redeemedOf(coupon: Coupon, use: CouponUse): Redeemed {
  const { useNo, offCents, at } = use
  const memberName = maskedName(coupon.memberId)
  return { redemption: `${coupon._id}:${useNo}`, title: coupon.terms.title, memberName, offCents, at }
}

function missing({ terms: { value } }: Coupon, billCents: number | null): number {
  return value.kind === 'exchange' || billCents === null ? 0 : value.fromCents - billCents
}
