import './collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { HOUR, MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { type Decision, settle } from '../../kernel/settle'
import { link } from '../person/identities'
import { type Follower, isFollowing } from './followerRules'
import { FORGOTTEN_AFTER, MP_FORGET, MP_LINK } from './take'

/** Waits before the next question (ms); a setting that is wrong is mended within hours, or not at all. */
const WAITS = [5 * MINUTE, 30 * MINUTE, 3 * HOUR, 24 * HOUR]

/** `mp.link:{follower}`: asks whose unionid it is and joins the identities. Reading twice harms nobody. */
const linkJob: Job<Context> = {
  kind: MP_LINK,
  async process(item, context) {
    const id = textOf(item.payload.id)
    const follower = await context.store.get('mp_followers', id)
    if (follower === null || follower.openid === null || !isFollowing(follower)) return 'done'
    try {
      const { unionid } = await context.mp.getUser(follower.openid)
      await link(context, `mp:${id}`, unionid)
      await change(context, id, { linkedAt: context.now, hasUnion: unionid !== null, linkReason: null })
      return 'done'
    } catch (error) {
      if (!(error instanceof PlatformError || error instanceof NetworkError)) throw error
      const tries = typeof item.payload.tries === 'number' ? item.payload.tries : 0
      await change(context, id, { linkReason: error.mend })
      const wait = WAITS[tries]
      // The next event of this person asks again.
      return wait === undefined ? 'done' : { again: context.now + wait, payload: { id, tries: tries + 1 } }
    }
  },
}

/** `mp.forget:{follower}:{left at}`: who stayed away is no longer somebody to whom anything could be sent. */
const forgetJob: Job<Context> = {
  kind: MP_FORGET,
  async process(item, context) {
    const id = textOf(item.payload.id)
    await settle(context.store, 'mp_followers', id, (found): Decision<'mp_followers', null> => {
      const hasLeft = found !== null && !isFollowing(found) && (found.leftAt ?? 0) <= context.now - FORGOTTEN_AFTER
      if (!hasLeft || found.openid === null) return { answer: null }
      const gone = { openid: null, said: [], events: [], seq: found.seq + 1 }
      return { guard: { _id: id, seq: found.seq }, change: gone, answer: null }
    })
    return 'done'
  },
}

async function change({ store }: Context, id: string, fields: Partial<Follower>): Promise<void> {
  await settle(store, 'mp_followers', id, (found): Decision<'mp_followers', null> => {
    if (found === null || Object.entries(fields).every(([name, value]) => Reflect.get(found, name) === value)) {
      return { answer: null }
    }
    return { guard: { _id: id, seq: found.seq }, change: { ...fields, seq: found.seq + 1 }, answer: null }
  })
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export const mpJobs: readonly Job<Context>[] = [linkJob, forgetJob]
