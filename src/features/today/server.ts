import type { Context } from '../../context'
import { type Day, dayOf } from '../../kernel/day'
import type { Handlers } from '../../kernel/rpc'
import type { Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { scoreOf } from '../checkin/server'
import { requireMember } from '../member/access'
import { type HeardProgramme, participationsOn, programmeOf, programmeView } from '../sop/member'
import type { todayContract } from './contract'

/** ms. What a group hears is the same for all its members, and at nine they all look at once. */
const FRESH = 5000
/** Groups that one instance remembers. */
const MOST = 500
const kept = new Map<string, { programme: HeardProgramme; readAt: number }>()

export const todayHandlers: Handlers<typeof todayContract, Context> = {
  /** Two wire calls, the account and the participations; more when this instance has not read the group's day for some seconds. */
  async 'today.get'({ group }, { store, now, caller }) {
    const memberId = requireMember(caller)
    const date = dayOf(now)
    const [score, heard, own] = await together([
      scoreOf(store, memberId, now),
      programmeLately(store, group ?? null, date, now),
      participationsOn(store, memberId, date),
    ])
    return { score, programme: programmeView(heard, own, now) }
  },
}

async function programmeLately(store: Store, chatId: string | null, date: Day, now: number): Promise<HeardProgramme> {
  const key = `${date}:${chatId ?? ''}`
  const found = kept.get(key)
  if (found && now >= found.readAt && now - found.readAt < FRESH) return found.programme
  const programme = await programmeOf(store, chatId, date)
  if (kept.size >= MOST) kept.clear()
  kept.set(key, { programme, readAt: now })
  return programme
}
