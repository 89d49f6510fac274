import './collections'
import { refuse } from '../../kernel/errors'
import { type Decision, settle } from '../../kernel/settle'
import { is, type Store, to } from '../../kernel/store'
import type { Cost } from './rules'
import { channelText } from './text'

const MOST = 200

/** Cents in all. */
export function sum(costs: readonly Cost[]): number {
  return costs.reduce((all, { cents }) => all + cents, 0)
}

/** Notes what a channel cost; the request's id is the entry's, so a repeat is one entry. */
export async function addCost(store: Store, channel: string, cost: Cost): Promise<void> {
  await settle(store, 'channels', channel, (found): Decision<'channels', null> => {
    if (found === null) return refuse('NO_SUCH_CHANNEL', channelText.noChannel)
    if (found.costs.some(({ id }) => id === cost.id)) return { answer: null }
    if (found.costs.length >= MOST) return refuse('COSTS_FULL', channelText.costsFull)
    const guard = { _id: channel, 'costs.id': is.neq(cost.id) }
    return { guard, change: { costs: to.push([cost]) }, answer: null }
  })
}

export async function dropCost(store: Store, channel: string, id: string): Promise<void> {
  await store.update('channels', { _id: channel, 'costs.id': id }, { costs: to.pull({ id }) })
}
