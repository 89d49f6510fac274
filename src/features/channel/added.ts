import './collections'
import { PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { type Job, schedule } from '../../kernel/due'
import { channelOf } from './channelOf'
import { lookAtWays } from './duty'
import { CHANNEL_ID } from './rules'

const ADDED = 'channel.added'
/** Under this name the brand's staff find the tags in 企业微信. */
const TAG_GROUP = '渠道'
const TAG_EXISTS = 40071

/** A new friend by a code: tags and the rota's caps follow by a due item, so the callback is not held up. At most one wire call. */
export async function takeAdd(
  { store, now }: Pick<Context, 'store' | 'now'>,
  added: { channel: string; user: string; externalUserid: string; at: number },
): Promise<void> {
  const { channel, user, externalUserid, at } = added
  // An odd state is kept with the event and the welcome; there is nothing to do about it.
  if (!CHANNEL_ID.test(channel)) return
  const key = `${ADDED}:${user}:${externalUserid}:${at}`
  await schedule(store, { key, kind: ADDED, at: now, payload: { channel, user, externalUserid } })
}

export const addedJob: Job<Context> = {
  kind: ADDED,
  async process({ payload }, context) {
    const channel = await channelOf(context.store, String(payload.channel), context.now)
    if (channel === null) return 'done'
    if (channel.rota?.staff.some(({ cap }) => cap !== null)) await lookAtWays(context.store, channel._id, context.now)
    if (channel.state === 'stopped' || channel.tags.length === 0) return 'done'
    await mark(context, String(payload.user), String(payload.externalUserid), channel.tags)
    return 'done'
  },
}

/** Gives a customer the channel's tags; tags that the corporation does not have yet are made. Repeating it changes nothing. */
async function mark({ wecom }: Context, user: string, customer: string, names: readonly string[]): Promise<void> {
  let known = await wecom.listTags()
  const missing = names.filter((name) => !known.some((tag) => tag.name === name))
  if (missing.length > 0) {
    try {
      known = [...known, ...(await wecom.addTags(TAG_GROUP, missing))]
    } catch (error) {
      // Another run, or an earlier try whose answer was lost, has made them meanwhile.
      if (!(error instanceof PlatformError) || error.code !== TAG_EXISTS) throw error
      known = await wecom.listTags()
      if (missing.some((name) => !known.some((tag) => tag.name === name))) throw error
    }
  }
  const ids = names.flatMap((name) => known.find((tag) => tag.name === name)?.id ?? [])
  try {
    await wecom.markTags(user, customer, ids)
  } catch (error) {
    // Deleted again before the tags came: there is nobody to mark.
    if (error instanceof PlatformError && error.kind === 'bad_target') return
    throw error
  }
}
