import './collections'
import { PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { addDays, dayOf, instantAt } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { is } from '../../kernel/store'
import { readAll } from '../delivery/readAll'
import { OF_ONE, takeContacts } from './friends'
import { missing } from './roster'

export const PERSON_PULL = 'person.pull'
/** Members of staff that are asked about in one call; WeCom allows 100 (WD/92994). */
const STAFF_AT_ONCE = 50
/** Pages of 100 customers in one run: some 20 seconds. */
const PAGES = 25
/** After the groups' own look, before anybody is awake. */
const DAILY_TIME = '04:50'

interface Progress {
  /** When the round began (ms): whom it has not seen by its end is gone. */
  started: number
  /** Staff of the round before: whoever is no more among them is nobody's friend any more. */
  before: string[]
  /** The last member of staff whose customers are all read. */
  after: string
  /** Members of staff of the call that is under way, and where it stands. */
  users: string[]
  cursor: string
}

/**
 * Reads all customers of all staff, every night and at the very first: what events did not tell is mended here. Where it stands travels in the due
 * item; a page that is read twice changes nothing.
 */
export const pullJob: Job<Context> = {
  kind: PERSON_PULL,
  async process({ payload }, context) {
    const { now, wecom } = context
    let at = progressOf(payload, now)
    const staff = (await wecom.listFollowUsers()).sort()
    for (let page = 0; page < PAGES; page++) {
      if (at.users.length === 0) {
        const users = staff.filter((user) => user > at.after).slice(0, STAFF_AT_ONCE)
        if (users.length === 0) {
          const left = at.before.filter((user) => !staff.includes(user))
          // Nobody at all: that is a setting that went wrong, not a corporation that everybody left.
          if (staff.length > 0) await takeLosses(context, { users: left, started: at.started })
          return { again: nextPull(now), payload: { before: staff.length > 0 ? staff : at.before } }
        }
        at = { ...at, users, cursor: '' }
      }
      at = await readPage(context, at)
    }
    return { again: now, payload: { ...at } }
  },
}

export function firstPersonWork(now: number): { key: string; kind: string; at: number }[] {
  return [{ key: PERSON_PULL, kind: PERSON_PULL, at: now }]
}

async function readPage(context: Context, at: Progress): Promise<Progress> {
  const [user = ''] = at.users
  try {
    const { contacts, next } = await context.wecom.listContacts(at.users, at.cursor)
    await takeContacts(context, contacts)
    if (next !== '') return { ...at, cursor: next }
  } catch (error) {
    if (!(error instanceof PlatformError) || !OF_ONE.has(error.code)) throw error
    // One of them may be out of sight: then each is asked about alone, and that one is left out.
    if (at.users.length > 1) return { ...at, users: [user], cursor: '' }
    // 84061: this one has no customers (any more), which is an answer.
    if (error.code !== 84061) return { ...at, after: user, users: [], cursor: '' }
  }
  await takeLosses(context, at)
  return { ...at, after: at.users.at(-1) ?? at.after, users: [], cursor: '' }
}

/** Friends of these staff whom the whole round has not found. */
async function takeLosses(context: Context, { users, started }: Pick<Progress, 'users' | 'started'>): Promise<void> {
  if (users.length === 0) return
  const unseen = { kind: 'friend', place: is.in(users), open: true, seenAt: is.lt(started) } as const
  await missing(context, await readAll(context.store, 'ties', unseen))
}

function nextPull(now: number): number {
  const today = instantAt(dayOf(now), DAILY_TIME)
  return today > now ? today : instantAt(addDays(dayOf(now), 1), DAILY_TIME)
}

function progressOf(payload: Record<string, unknown>, now: number): Progress {
  const { started, after, users, cursor } = payload
  const before = Array.isArray(payload.before) ? payload.before.map(String) : []
  if (typeof started !== 'number' || typeof after !== 'string' || !Array.isArray(users) || typeof cursor !== 'string') {
    return { started: now, before, after: '', users: [], cursor: '' }
  }
  return { started, before, after, users: users.map(String), cursor }
}
