import { codeOf, stepAt } from '../../../src/features/coupon/code'
import type { CouponCode, CouponView, OfferView } from '../../../src/features/coupon/contract'
import type { BeatView } from '../../../src/features/sop/contract'
import type { Day } from '../../../src/kernel/day'
import type { Chance } from './chance'

/** How people reach the product: by calls as their phones make them. */
export interface Reach {
  now(): number
  /** Null: refused (sold out, limit reached …), or never answered. */
  member<T>(method: string, input: unknown, openid: string): Promise<T | null>
  owner<T>(method: string, input: unknown, openid: string): Promise<T | null>
}

/** Repairs a day by a card, bought if there is none. True: repaired. */
export async function makeUp(town: Reach, chance: Chance, openid: string, day: Day): Promise<boolean> {
  const score = await town.member<{ cards?: number }>('checkin.getScore', {}, openid)
  if ((score?.cards ?? 0) === 0) await town.member('checkin.buyCard', { request: chance.request() }, openid)
  return (await town.member('checkin.makeUp', { day, request: chance.request() }, openid)) !== null
}

/** Opens the column that asks something now and answers it. The beat that was answered, or null. */
export async function takePart(
  town: Reach,
  chance: Chance,
  openid: string,
  { choices, group }: { choices: readonly string[]; group?: string },
): Promise<string | null> {
  const where = group === undefined ? {} : { group }
  const today = await town.member<{ beats: BeatView[] }>('sop.getToday', where, openid)
  const open = today?.beats.find((beat) => beat.hasTopic && beat.when === 'now')
  if (open === undefined) return null
  await town.member('sop.openBeat', { beat: open.beat, ...where }, openid)
  const chosen = await town.member('sop.choose', { beat: open.beat, choice: chance.pick(choices) }, openid)
  return chosen === null ? null : open.beat
}

/** Claims the first coupon that is open to the member and that they can pay. Its id, or null. */
export async function claim(town: Reach, openid: string): Promise<string | null> {
  const centre = await town.member<{ offers: OfferView[]; points: number }>('coupon.getCentre', {}, openid)
  const offer = centre?.offers.find(({ status, price }) => status === 'open' && price <= centre.points)
  if (offer === undefined) return null
  const input = { batch: offer.batch, n: offer.mine + 1 }
  const got = await town.member<{ coupon: CouponView }>('coupon.claim', input, openid)
  return got === null ? null : got.coupon.id
}

/** Shows the code of a coupon at a counter, where it is scanned and redeemed. The redemption, or null. */
export async function redeemAt(
  town: Reach,
  openid: string,
  counter: { openid: string; store: string; billCents: number },
): Promise<string | null> {
  const mine = await town.member<{ coupons: CouponView[] }>('coupon.getMine', {}, openid)
  const fits = ({ terms: { stores } }: CouponView) => stores.length === 0 || stores.includes(counter.store)
  const coupon = mine?.coupons.find((one) => one.state === 'issued' && one.why === null && fits(one))
  if (coupon === undefined) return null
  const got = await town.member<{ code: CouponCode }>('coupon.getCode', { id: coupon.id }, openid)
  if (got === null) return null
  const code = codeOf(got.code.id, got.code.secret, stepAt(town.now()))
  const bill = { code, store: counter.store, billCents: counter.billCents }
  const used = await town.owner<{ redemption: string }>('coupon.redeem', bill, counter.openid)
  return used === null ? null : used.redemption
}

export function sessionOf(sale: string, day: Day): string {
  return `${sale}_${day.replaceAll('-', '')}`
}

/**
 * Nine o'clock and a moment: a crowd grabs at once. The coupons that were won.
 *
 * @param phones that call at the same time; each of them beyond the first has the cloud start an instance
 */
export async function rush(town: Reach, crowd: readonly string[], session: string, phones: number): Promise<string[]> {
  const won: string[] = []
  for (let at = 0; at < crowd.length; at += phones) {
    await Promise.all(
      crowd.slice(at, at + phones).map(async (openid) => {
        const got = await town.member<{ coupon: string }>('flash.grab', { session }, openid)
        if (got) won.push(got.coupon)
      }),
    )
  }
  return won
}
