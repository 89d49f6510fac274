import './collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { type Decision, settle } from '../../kernel/settle'
import { groupLookJob } from './groupLook'
import { blank, type NewFriend, WELCOME_SETTLE, welcomeId } from './welcome'
import { MISSED_WELCOMES, SETTLED_AFTER, type WelcomeDoc } from './welcomeRules'
import { welcomeText } from './welcomeText'

/** The platform drops the same notice inside this span (s), so telling twice is telling once. */
const DUPLICATE_SECONDS = 14_400
/** How long staff are tried to be told (ms); a greeting of yesterday helps nobody. */
const WORTH_TELLING = 240 * MINUTE

/**
 * `welcome.settle`, a minute after a friend was added: no run can be at it any more, so what is open ends as late or unknown, and
 * the member of staff hears of a missed welcome.
 */
const welcomeJob: Job<Context> = {
  kind: WELCOME_SETTLE,
  async process(item, context) {
    const friend = friendOf(item.payload)
    if (friend === null) return 'done'
    const doc = await close(context, friend)
    if (!MISSED_WELCOMES.includes(doc.state) || doc.toldAt !== null) return 'done'
    if (context.now > friend.at + SETTLED_AFTER + WORTH_TELLING) return 'done'
    return (await tell(context, doc)) ? 'done' : { again: context.now + 5 * MINUTE }
  },
}

/** Ends what nobody works on: a run that died while sending leaves `unknown`, one that never began leaves `late`. */
async function close({ store, now }: Context, friend: NewFriend): Promise<WelcomeDoc> {
  const late = { state: 'late' as const, reason: welcomeText.noTurn, updatedAt: now }
  const unknown = { state: 'unknown' as const, reason: welcomeText.silent, updatedAt: now }
  return settle(store, 'welcomes', welcomeId(friend), (found): Decision<'welcomes', WelcomeDoc> => {
    if (found === null) {
      const doc = { ...blank(friend, now), ...late }
      return { insert: doc, answer: doc }
    }
    if (found.state !== 'waiting' && found.state !== 'sending') return { answer: found }
    // What the last try was told says more than that it is late.
    const change = found.state === 'sending' ? unknown : { ...late, reason: found.reason ?? late.reason }
    return { guard: { _id: found._id, state: found.state, by: found.by }, change, answer: { ...found, ...change } }
  })
}

/** The notice first: dying before it is noted tells again, and the platform drops the same one. */
async function tell({ store, wecom, now }: Context, doc: WelcomeDoc): Promise<boolean> {
  const text = welcomeText.notice(`「${doc.customer ?? welcomeText.someone}」`, doc.reason ?? '')
  try {
    await wecom.sendToStaff([doc.user], { type: 'text', text }, DUPLICATE_SECONDS)
  } catch (error) {
    if (error instanceof NetworkError) return false
    if (!(error instanceof PlatformError)) throw error
    if (error.kind === 'retry_later') return false
    // This person cannot be reached: the ledger of missed welcomes still names the friend.
    return true
  }
  await store.update('welcomes', { _id: doc._id, toldAt: null }, { toldAt: now })
  return true
}

function friendOf(payload: Record<string, unknown>): NewFriend | null {
  const { user, externalUserid, channel, at } = payload
  if (typeof user !== 'string' || typeof externalUserid !== 'string' || typeof at !== 'number') return null
  return { user, externalUserid, at, channel: typeof channel === 'string' ? channel : '', code: null }
}

/** The timed work about newcomers. */
export const newcomerJobs: readonly Job<Context>[] = [welcomeJob, groupLookJob]
