import { refuse } from '../../kernel/errors'
import { type Edition, readRules, type Subject } from '../../kernel/ruleBook'
import type { Doc, Store } from '../../kernel/store'
import { STRANGER, standingOf } from '../person/standing'
import { channelOf, requireChannel } from './channelOf'
import type { Inviting } from './inviteContract'
import { channelText } from './text'

/** Channels that invite when neither the launch nor the member's last way here has a code of its own. */
export const invitingSubject: Subject<Inviting & { schema: 1 }> = {
  id: 'inviting',
  standard: { schema: 1, on: true, advisor: null, group: null },
  read(stored) {
    const { on, advisor, group } = stored as Partial<Inviting>
    return { schema: 1, on: on !== false, advisor: advisor ?? null, group: group ?? null }
  },
}

/** `contactWay` adds a member of staff, `joinWay` leads into a group. */
export type InvitePlace = 'contactWay' | 'joinWay'
export type Offered = Record<InvitePlace, Doc<'channels'> | null>

export function invitingView({ rules, revision, by, at }: Edition<Inviting>) {
  const { on, advisor, group } = rules
  return { on, advisor, group, revision, by, at }
}

/**
 * By whose codes a member is invited, and which of the two there is nothing to invite to any more. One wire call beside the rules and the
 * channels, which each instance keeps for some seconds.
 *
 * @param person whose fold is asked, which may be some minutes old; null: nobody has heard of them
 * @param channel of the launch, `''` from nowhere
 */
export async function inviteFor(
  { store, now }: { store: Store; now: number },
  person: string | null,
  channel: string,
): Promise<{ offered: Offered; friend: boolean; inGroup: boolean }> {
  const rules = await readRules(store, invitingSubject, now)
  if (!rules.on) return { offered: { contactWay: null, joinWay: null }, friend: false, inGroup: false }
  const standing = person === null ? STRANGER : await standingOf(store, person)
  const ways = [channel, standing.channel ?? '']
  const contactWay = await firstReady(store, now, [...ways, rules.advisor ?? ''], 'contactWay')
  const joinWay = await firstReady(store, now, [...ways, rules.group ?? ''], 'joinWay')
  return { offered: { contactWay, joinWay }, friend: standing.friend, inGroup: standing.inGroup }
}

async function firstReady(store: Store, now: number, ids: readonly string[], place: InvitePlace) {
  for (const id of ids) {
    const channel = id === '' ? null : await channelOf(store, id, now)
    if (channel?.state === 'active' && channel.codes[place].state === 'ready') return channel
  }
  return null
}

/** A choice is refused while members would find nothing behind it. */
export async function requireReady(store: Store, id: string | null, place: InvitePlace): Promise<void> {
  if (id === null) return
  const channel = await requireChannel(store, id)
  if (channel.state !== 'active') refuse('CHANNEL_STOPPED', channelText.inviteStopped(channel.name))
  if (channel.codes[place].state !== 'ready') refuse('NO_PICTURE', channelText.inviteNoCode(channel.name, place))
}
