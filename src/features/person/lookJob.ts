import './collections'
import { PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { ContactSeen } from '../../../cloudfunctions/platform/wecomPeople'
import type { Context } from '../../context'
import type { Job } from '../../kernel/due'
import { is } from '../../kernel/store'
import { readAll } from '../delivery/readAll'
import { sideBySide } from '../points/jobs'
import { NOBODYS, OF_ONE, takeContacts } from './friends'
import { PERSON_LOOK, scheduleFold } from './identities'
import { missing } from './roster'
import { bareId, type Identity } from './rules'
import { tieIdOf } from './ties'

/** Customers whom one round asks about, a call each, and rounds of one run. */
const AT_ONCE = 50
const ROUNDS = 4

/** Asks WeCom about customers who have become somebody's friend: whose they are, since when, by which channel. */
export const lookJob: Job<Context> = {
  kind: PERSON_LOOK,
  async process(_item, context) {
    const { store, now } = context
    // What events told is folded in any case, also while WeCom does not answer.
    await scheduleFold(store, now)
    for (let round = 0; round < ROUNDS; round++) {
      const asked = await store.find(
        'identities',
        { askAt: is.gt(0) },
        { sort: [['askAt', 1]], limit: AT_ONCE, fields: ['askAt'] },
      )
      if (asked.length === 0) return 'done'
      await lookAt(context, asked)
      if (asked.length < AT_ONCE) return 'done'
    }
    return { again: now }
  },
}

type Asked = Pick<Identity, '_id' | 'askAt'>

interface Answer {
  asked: Asked
  /** Null: WeCom does not say. */
  seen: ContactSeen | null
  failed: unknown
}

async function lookAt(context: Context, asked: readonly Asked[]): Promise<void> {
  const { store } = context
  const answers = await sideBySide(asked, (one) => ask(context, one))
  const seen = answers.flatMap((answer) => answer.seen ?? [])
  await takeContacts(context, seen)
  const friends = new Set(
    seen.flatMap((one) => one.friends.map(({ user }) => tieIdOf('friend', user, one.externalUserid))),
  )
  const ids = seen.map(({ externalUserid }) => externalUserid)
  const ties = ids.length === 0 ? [] : await readAll(store, 'ties', { externalUserid: is.in(ids) })
  await missing(
    context,
    ties.filter(({ _id, kind, open }) => kind === 'friend' && open && !friends.has(_id)),
  )
  // Whoever was told of again meanwhile stays on the list.
  const done = answers.filter(({ failed }) => failed === null)
  if (done.length > 0) {
    await store.update(
      'identities',
      done.map(({ asked: { _id, askAt } }) => ({ _id, askAt })),
      { askAt: null },
    )
  }
  const failure = answers.find(({ failed }) => failed !== null)
  if (failure === undefined) return
  // To the end of the line: what WeCom never answers must not keep those behind it waiting.
  const later = answers.filter(({ failed }) => failed !== null).map(({ asked: { _id, askAt } }) => ({ _id, askAt }))
  await store.update('identities', later, { askAt: context.now })
  throw failure.failed
}

/** Nobody's friend any more is an answer too. Who is out of our sight is left to the nightly round. */
async function ask({ wecom }: Context, asked: Asked): Promise<Answer> {
  const externalUserid = bareId(asked._id)
  try {
    return { asked, seen: await wecom.lookAtContact(externalUserid), failed: null }
  } catch (error) {
    const code = error instanceof PlatformError ? error.code : 0
    if (NOBODYS.has(code)) return { asked, seen: { externalUserid, unionid: null, friends: [] }, failed: null }
    return { asked, seen: null, failed: OF_ONE.has(code) ? null : error }
  }
}
