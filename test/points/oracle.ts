import { addDays, type Day, dayOf } from '../../src/kernel/day'

interface Coin {
  expires: Day | null
}

interface Taken {
  coins: Coin[]
  refunded: boolean
}

/** Days that a coin lives which is over when it comes back. */
const SECOND_LIFE = 7

/**
 * A purse of single coins, written from the sentences of the ledger and not from its code: no lots, no outbox, no entries. Every
 * coin knows its last day; whoever looks throws away first what is over.
 */
export class Purse {
  private coins: Coin[] = []
  private readonly spent = new Map<string, Taken>()
  private readonly held = new Map<string, { coins: Coin[]; until: number }>()
  private promised: { coins: number; from: number; days: number | null }[] = []

  award(amount: number, days: number | null, now: number): void {
    this.look(now)
    this.add(amount, days, dayOf(now))
  }

  promise(amount: number, days: number | null, from: number, now: number): void {
    this.look(now)
    this.promised.push({ coins: amount, from, days })
  }

  /** True when there were enough. */
  spend(id: string, amount: number, now: number): boolean {
    this.look(now)
    const coins = this.take(amount)
    if (coins) this.spent.set(id, { coins, refunded: false })
    return coins !== null
  }

  refund(id: string, now: number): boolean {
    this.look(now)
    const taken = this.spent.get(id)
    if (!taken || taken.refunded) return false
    taken.refunded = true
    const today = dayOf(now)
    for (const { expires } of taken.coins) {
      this.coins.push({ expires: expires !== null && expires < today ? addDays(today, SECOND_LIFE) : expires })
    }
    return true
  }

  reserve(id: string, amount: number, until: number, now: number): boolean {
    this.look(now)
    const coins = this.take(amount)
    if (coins) this.held.set(id, { coins, until })
    return coins !== null
  }

  commit(id: string, now: number): boolean {
    this.look(now)
    const hold = this.held.get(id)
    if (!hold) return false
    this.held.delete(id)
    this.spent.set(id, { coins: hold.coins, refunded: false })
    return true
  }

  release(id: string, now: number): void {
    this.look(now)
    const hold = this.held.get(id)
    if (hold) this.giveBack(id, hold.coins, dayOf(now))
  }

  /** What the member must be shown. */
  wallet(now: number) {
    this.look(now)
    const byDay = new Map<Day | null, number>()
    for (const { expires } of this.coins) byDay.set(expires, (byDay.get(expires) ?? 0) + 1)
    const held = [...this.held.values()].reduce((sum, { coins }) => sum + coins.length, 0)
    return {
      balance: this.coins.length + held,
      held,
      pending: this.promised.reduce((sum, { coins }) => sum + coins, 0),
      lots: [...byDay]
        .map(([expires, amount]) => ({ expires, amount }))
        .sort((a, b) => ((a.expires ?? '9999') < (b.expires ?? '9999') ? -1 : 1)),
    }
  }

  private add(amount: number, days: number | null, today: Day): void {
    const expires = days === null ? null : addDays(today, days)
    for (let n = 0; n < amount; n++) this.coins.push({ expires })
  }

  private take(amount: number): Coin[] | null {
    if (this.coins.length < amount) return null
    this.coins.sort((a, b) => ((a.expires ?? '9999') < (b.expires ?? '9999') ? -1 : 1))
    return this.coins.splice(0, amount)
  }

  private giveBack(id: string, coins: readonly Coin[], day: Day): void {
    this.held.delete(id)
    for (const { expires } of coins) this.coins.push({ expires: expires !== null && expires < day ? day : expires })
  }

  private look(now: number): void {
    for (const [id, { coins, until }] of this.held) if (until <= now) this.giveBack(id, coins, dayOf(until))
    for (const { coins, from, days } of this.promised) if (from <= now) this.add(coins, days, dayOf(from))
    this.promised = this.promised.filter(({ from }) => from > now)
    const today = dayOf(now)
    this.coins = this.coins.filter(({ expires }) => expires === null || expires >= today)
  }
}
