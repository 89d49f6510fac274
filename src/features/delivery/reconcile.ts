import './collections'
import { PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { GroupMessageSummary } from '../../../cloudfunctions/platform/wecomTypes'
import type { Context } from '../../context'
import { DAY, HOUR } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { is } from '../../kernel/store'
import type { OutsideSend } from './budget'
import { chunks, readAll } from './readAll'

/** WeCom lists at most a month (WD/93338). */
const FURTHEST = 30 * DAY
/** An owner may confirm tomorrow what was made today. */
const OVERLAP = 2 * DAY
const EVERY = HOUR
/** Tasks of others that are asked about in one run, two or more calls each; the rest follows at the next tick. */
const AT_ONCE = 60
const BATCH = 100

/**
 * `quota.reconcile`, hourly: which 群发 reached the groups that we did not create. Owners' own and those of other applications
 * eat from the same quota, so the budget has to know them. Natural keys: a second run finds them there.
 */
export const reconcileJob: Job<Context> = {
  kind: 'quota.reconcile',
  async process(item, context) {
    const { now } = context
    const since = typeof item.payload.since === 'number' ? item.payload.since : now - FURTHEST
    const from = Math.max(since - OVERLAP, now - FURTHEST)
    const tasks = await context.wecom.listGroupMessages({ from, to: now })
    const foreign = await unknownOf(context, tasks)
    for (const task of foreign.slice(0, AT_ONCE)) await noteSends(context, task)
    if (foreign.length > AT_ONCE) return { again: now, payload: { since } }
    return { again: now + EVERY, payload: { since: now } }
  },
}

/** Tasks that are neither ours nor noted already. One that nobody confirmed stays unknown and is asked about again. */
async function unknownOf({ store }: Context, tasks: readonly GroupMessageSummary[]): Promise<GroupMessageSummary[]> {
  const known = new Set<string>()
  for (const part of chunks(tasks, BATCH)) {
    const noted = { msgid: is.in(part.map((task) => task.msgid)) }
    for (const { msgid } of await readAll(store, 'outside_sends', noted, ['msgid'])) known.add(msgid)
    // A personal task is never ours. A task of ours has a row for every group, so whole pages may be of one task.
    let asked = part.filter((task) => !task.personal).map((task) => task.msgid)
    for (;;) {
      if (asked.length === 0) break
      const rows = await store.find('deliveries', { msgid: is.in(asked) }, { fields: ['msgid'], limit: 1000 })
      for (const { msgid } of rows) if (msgid !== null) known.add(msgid)
      if (rows.length < 1000) break
      asked = asked.filter((msgid) => !known.has(msgid))
    }
  }
  return tasks.filter((task) => !known.has(task.msgid))
}

async function noteSends({ store, wecom }: Context, task: GroupMessageSummary): Promise<void> {
  const { msgid, personal, createdAt } = task
  try {
    for (const { userid, confirmed } of await wecom.groupMessageSenders(msgid)) {
      if (!confirmed) continue
      const results = await wecom.groupMessageResults(msgid, userid)
      const sends: OutsideSend[] = results
        .filter(({ state, chatId }) => state === 'sent' && chatId !== '')
        .map(({ chatId, sentAt }) => ({
          _id: `${msgid}:${chatId}`,
          schema: 1,
          msgid,
          target: chatId,
          creator: userid,
          personal,
          createdAt,
          sentAt: sentAt ?? createdAt,
        }))
      for (const part of chunks(sends, BATCH)) await store.insertAll('outside_sends', part)
    }
  } catch (error) {
    // Just created (41063), or gone meanwhile: the next run asks again. Without an answer the whole run is repeated.
    if (!(error instanceof PlatformError)) throw error
  }
}
