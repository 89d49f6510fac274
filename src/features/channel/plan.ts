import '../delivery/collections'
import '../sop/collections'
import '../staff/collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import { is } from '../../kernel/store'
import { together } from '../../kernel/together'
import { bannedWords } from '../../kernel/wording'
import { type Channel, type ChannelPlan, NO_CODE, peopleOf } from './rules'
import { channelText } from './text'
import { welcomeTexts } from './welcome'

/** Refuses people who do not work here, groups that are gone and SOPs that never were. At most three reads. */
export async function requireKnown({ store }: Context, { rota, groups, firstSop }: ChannelPlan): Promise<void> {
  const people = rota === null ? [] : peopleOf(rota)
  const chats = groups?.chats ?? []
  const [staff, found, sop] = await together([
    people.length === 0
      ? []
      : store.find('staff', { wecomUserId: is.in(people), active: true }, { fields: ['wecomUserId'], limit: 1000 }),
    chats.length === 0 ? [] : store.find('groups', { _id: is.in(chats) }, { fields: ['gone', 'name'], limit: 10 }),
    firstSop === null ? null : store.get('sops', firstSop),
  ])
  const known = new Set(staff.map(({ wecomUserId }) => wecomUserId))
  const strangers = people.filter((user) => !known.has(user))
  if (strangers.length > 0) refuse('NO_SUCH_STAFF', channelText.noStaff(strangers.join('、')))
  const lost = chats.filter((chat) => !found.some(({ _id, gone }) => _id === chat && !gone))
  if (lost.length > 0) {
    const names = lost.map((chat) => found.find(({ _id }) => _id === chat)?.name ?? chat)
    refuse('NO_SUCH_GROUP', channelText.noGroup(names.join('、')))
  }
  if (firstSop !== null && sop === null) refuse('NO_SUCH_SOP', channelText.noSop)
}

/** The fields of a plan alone, whatever else came with them. */
export function planOf(input: ChannelPlan): ChannelPlan {
  const { name, kind, store, rota, groups, welcome, invite, tags, firstSop } = input
  return { name, kind, store, rota, groups, welcome, invite, tags: [...new Set(tags)], firstSop }
}

export function newChannel(
  id: string,
  plan: ChannelPlan,
  { by, createdBy, now }: { by: string; createdBy: string; now: number },
): Channel & { _id: string } {
  return {
    _id: id,
    schema: 1,
    ...plan,
    state: 'active',
    stoppedAt: null,
    costs: [],
    codes: { mp: NO_CODE, contactWay: NO_CODE, joinWay: NO_CODE, wxa: NO_CODE },
    onWay: null,
    turn: 0,
    createdAt: now,
    createdBy,
    revision: 1,
    updatedAt: now,
    by,
  }
}

/** What WeChat would not like about a channel's words; a remark, no refusal. */
export function warningOf({ welcome, name }: Pick<ChannelPlan, 'welcome' | 'name'>): string | null {
  return bannedWords([name, ...welcome.flatMap(welcomeTexts)])
}
