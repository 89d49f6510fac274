import { type CheckinBook, standardBook } from '../../src/features/checkin/book'
import type { BookView } from '../../src/features/checkin/contract'
import type { CallResult, World } from '../cloud/world'
import { newRequest } from '../coupon/shopCoupons'
import { settled } from './ledgerOf'

/** A member and an operator of a brand, by the calls of their pages. */
export function brandOf(world: World) {
  const later = (ms: number) => world.setClock(new Date(Date.parse(world.now()) + ms).toISOString())
  const staff = (method: string, input: unknown) => world.call('staff', method, input, { openid: 'o-zhou' })
  return {
    later,
    staff,
    checkIn: (openid: string) => world.call('member', 'checkin.checkIn', {}, { openid }),
    makeUp: (openid: string, day: string, request = newRequest()) =>
      world.call('member', 'checkin.makeUp', { day, request }, { openid }),
    buyCard: (openid: string, request = newRequest()) =>
      world.call('member', 'checkin.buyCard', { request }, { openid }),
    async score<T>(openid: string, month?: string): Promise<T> {
      const { answer } = await world.call('member', 'checkin.getScore', month ? { month } : {}, { openid })
      return settled(answer) as T
    },
    /** Sets the brand's rules and lets the seconds pass for which others may still know the old ones. */
    async setBook(change: Partial<CheckinBook>): Promise<CallResult> {
      const { revision } = settled((await staff('checkin.getRules', {})).answer) as BookView
      const book = { ...standardBook, ...change }
      const result = await staff('checkin.setRules', { request: newRequest(), revision, book })
      await later(6000)
      return result
    },
    /** Ends leases, drains accounts, does what is due. */
    async sweep(): Promise<void> {
      await later(120_000)
      await world.fireTimer('tick')
    },
    /** Checks in at nine on each day. */
    async comeOn(openid: string, ...days: string[]): Promise<void> {
      for (const day of days) {
        await world.setClock(`${day}T01:00:00Z`)
        settled((await world.call('member', 'checkin.checkIn', {}, { openid })).answer)
      }
    },
  }
}
