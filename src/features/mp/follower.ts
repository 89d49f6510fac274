import './collections'
import type { Context } from '../../context'
import { type Decision, settle } from '../../kernel/settle'
import { afterEvent, afterReserving, type Follower, newFollower } from './followerRules'
import type { Happening } from './rules'
import { roomIn } from './windows'

/** A follower as an event found them. */
export interface Met {
  follower: Follower
  /** Ids of the messages whose places this run took: nobody else sends them. */
  mine: string[]
  /** Nobody was asked yet whose this is, or they came back. */
  mayLink: boolean
}

/**
 * Writes an event down in its follower and takes the places of the messages that are to go ahead of the answer, in one guarded update: two
 * wire calls, one when the event is known. A place that was taken once is never given again, whatever became of the message.
 *
 * @param wanted messages that would go ahead if there is room
 */
export async function meet(
  { store, now, mp }: Context,
  who: { id: string; openid: string },
  event: string,
  happening: Happening,
  wanted: number,
): Promise<Met> {
  return settle(store, 'mp_followers', who.id, (found): Decision<'mp_followers', Met> => {
    const old = found ?? newFollower(who.id, who.openid, happening.at)
    if (found?.events.includes(event)) {
      return { answer: { follower: found, mine: [], mayLink: found.linkedAt === null } }
    }
    const met = afterEvent(old, event, happening, who.openid)
    const room = mp.ready ? Math.min(wanted, roomIn(met.windows, now)) : 0
    const mine = Array.from({ length: room }, (_, n) => `${event}:${n}`)
    const follower = { ...afterReserving(met, mine, now), seq: old.seq + 1 }
    const mayLink = follower.linkedAt === null || happening.act === 'subscribe'
    const answer = { follower, mine, mayLink }
    if (found === null) return { insert: follower, answer }
    const { _id, ...change } = follower
    return { guard: { _id, seq: old.seq }, change, answer }
  })
}

/** Writes down what became of messages. One read and one write. */
export async function noteSayings(
  { store }: Pick<Context, 'store'>,
  id: string,
  outcomes: readonly Pick<Follower['said'][number], 'id' | 'outcome' | 'reason'>[],
): Promise<void> {
  if (outcomes.length === 0) return
  await settle(store, 'mp_followers', id, (found): Decision<'mp_followers', null> => {
    if (found === null) return { answer: null }
    const said = found.said.map((one) => {
      const told = outcomes.find((outcome) => outcome.id === one.id)
      return told === undefined || one.outcome !== 'saying' ? one : { ...one, ...told }
    })
    if (JSON.stringify(said) === JSON.stringify(found.said)) return { answer: null }
    return { guard: { _id: id, seq: found.seq }, change: { said, seq: found.seq + 1 }, answer: null }
  })
}
