import './collections'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { Refusal } from '../../kernel/errors'
import { addedJob } from './added'
import { readChannel } from './channelOf'
import { CODE_JOB, makeCode } from './codes'
import { awayJob, lookAtWays, waysJob } from './duty'
import { PLACES } from './rules'

/** A platform that is busy is asked again so often, then a person decides. */
const TRIES = 6
const RETRY = 5 * MINUTE
/** A claim is over a minute after it; then the code can be asked about. */
const LATER = MINUTE

/** Finishes a code whose maker died or heard nothing, and makes those of a table. */
const codeJob: Job<Context> = {
  kind: CODE_JOB,
  async process({ payload }, context) {
    const place = PLACES.find((each) => each === payload.place)
    const id = String(payload.id)
    const before = place === undefined ? null : await readChannel(context.store, id)
    if (place === undefined || before === null || before.state === 'stopped') return 'done'
    const { state } = before.codes[place]
    const wanted = payload.wanted === true && (state === 'none' || state === 'failed')
    if (state !== 'making' && !wanted) return 'done'
    const tries = Number(payload.tries ?? 0) + 1
    const again = { again: context.now + (state === 'making' ? LATER : RETRY), payload: { ...payload, tries } }
    try {
      const { codes } = await makeCode(context, { id, place })
      if (codes[place].state === 'ready' && place === 'contactWay') await lookAtWays(context.store, id, context.now)
      if (codes[place].state === 'making') return tries < TRIES ? again : 'done'
      return codes[place].state === 'failed' && payload.wanted === true && tries < TRIES ? again : 'done'
    } catch (error) {
      // Somebody is at it at this moment; what else stands in the way is for a person.
      if (!(error instanceof Refusal)) throw error
      return error.code === 'CODE_BUSY' ? again : 'done'
    }
  },
}

export const channelJobs: readonly Job<Context>[] = [codeJob, waysJob, awayJob, addedJob]
