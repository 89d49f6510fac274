import { DAY, HOUR, MINUTE } from '../../../src/kernel/day'
import { NAMES } from './names'
import type { Deed } from './passing'
import type { Town } from './reach'

interface Source {
  id: string
  name: string
  kind: string
  store: string | null
  /** Of ten people so many come by it. */
  share: number
  /** How well its people go on; of a hundred at each step. */
  warmth: number
}

export const SOURCES: readonly Source[] = [
  { id: 's_shouyin', name: '门店收银台', kind: 'store', store: '南京西路店', share: 3, warmth: 85 },
  { id: 'm_caidan', name: '公众号菜单', kind: 'menu', store: null, share: 3, warmth: 68 },
  { id: 'd_daren', name: '小红书达人', kind: 'ads', store: null, share: 2, warmth: 45 },
  { id: 'g_xiaomei', name: '小美名片', kind: 'guide', store: null, share: 1, warmth: 90 },
]

/** Somebody with the mini-program, and the group in which they see its cards. */
export interface Regular {
  openid: string
  group: string
  /** ms of their first visit. */
  since: number
  /** How likely a day begins with a check-in. */
  habit: number
}

const GROUPS = ['wrHuajianFuli1', 'wrHuajianFuli1', 'wrHuajianFuli2', 'wrHuajianFuli3']
/** Who came by no channel came by a friend; this member's cards brought them. */
export const INVITER = 'o-member-02'

/**
 * A month of people who come by four channels, or by a friend: they follow, add, join, open the mini-program, come back or leave, on
 * simulated phones whose callbacks and calls are the real ones.
 *
 * @param first beginning of the first day (ms)
 */
export async function comersOf(
  town: Town,
  first: number,
  days: number,
  count: number,
): Promise<{ deeds: Deed[]; regulars: Regular[] }> {
  const { world, chance } = town
  const deeds: Deed[] = []
  const regulars: Regular[] = []
  for (let n = 0; n < count; n++) {
    const name = NAMES[n % NAMES.length] ?? ''
    const { openid } = await world.act<{ openid: string }>('new-person', { name, id: `n${n}` })
    const source = sourceOf(chance.whole(0, 9))
    const goesOn = (more = 0) => chance.hit(((source?.warmth ?? 70) + more) / 100)
    const state = source === undefined ? {} : { state: source.id }
    let at = first + chance.whole(0, days - 1) * DAY + 10 * HOUR + chance.whole(0, 9 * 60) * MINUTE
    const next = (hours: number) => {
      at += chance.whole(1, hours * 60) * MINUTE
      return at
    }
    const regular = (group: string) =>
      regulars.push({ openid, group, since: at, habit: goesOn(5) ? 0.45 + chance.next() * 0.5 : 0.1 })
    const chatId = chance.pick(GROUPS)
    if (source === undefined) {
      // A friend's card leads into the mini-program first; whoever the brand knew before was not brought by a friend.
      deeds.push({ at, do: () => visit(town, openid, null) })
      regular(chatId)
    } else if (source.kind === 'menu' || chance.hit(0.25)) {
      deeds.push({ at, do: () => world.hear('mp-follow', { openid, scene: source.id }) })
      if (!goesOn()) continue
    }
    deeds.push({ at: next(3), do: () => world.hear('add-friend', { userid: 'xiaomei', openid, ...state }) })
    if (!goesOn()) continue
    const joining = { chatId, openid, scene: chance.whole(1, 3), ...state }
    const leaves = !goesOn(10)
    deeds.push({ at: next(8), do: () => world.hear('join-group', joining) })
    if (leaves) {
      deeds.push({ at: at + chance.whole(1, 5) * DAY, do: () => world.hear('leave-group', { chatId, openid }) })
      continue
    }
    if (source === undefined || !goesOn()) continue
    deeds.push({ at: next(12), do: () => visit(town, openid, source.id) })
    regular(chatId)
  }
  return { deeds, regulars }
}

/** Nine of ten come by a channel. */
function sourceOf(place: number): Source | undefined {
  let passed = 0
  for (const source of SOURCES) {
    passed += source.share
    if (place < passed) return source
  }
  return undefined
}

/** @param channel null: by the card of a friend, who has shared one by then or not */
export async function visit(town: Town, openid: string, channel: string | null): Promise<void> {
  const shared = channel === null ? await town.member<{ code: string }>('member.enter', {}, INVITER) : null
  await town.member('member.giveConsent', { version: 1 }, openid)
  await town.member('member.enter', { channel: channel ?? '', invitedBy: shared?.code ?? '' }, openid)
  await town.member('checkin.checkIn', {}, openid)
}
