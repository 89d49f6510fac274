import type { SingleTold } from '../../src/features/delivery/singleRules'
import type { NodeDraft } from '../../src/features/sop/nodeRules'
import { idOf } from '../intent/phone'
import { nodeOf } from '../sop/writeNodes'
import { instant, openShop, type Shop, type WechatState } from './shop'

export const [FRIDAY, MONDAY] = ['2026-11-20', '2026-11-23'] as const
/** Who is whose friend; the sixth member is nobody's. */
export const FRIENDS = [
  ['01', 'xiaomei'],
  ['02', 'xiaomei'],
  ['03', 'aling'],
  ['04', 'aling'],
  ['05', 'dianzhang'],
] as const
export const openid = (number: string) => `o-member-${number}`

export interface SingleShop extends Shop {
  told(): Promise<string[]>
  lines(): Promise<SingleTold[]>
  /** `{sender} {customers} {state}` of every task at the platform. */
  tasks(): Promise<string[]>
  /** The simulated WeChat as it was, with the same friends. */
  resetWechat(): Promise<void>
}

/** At ten to every member, each by their own guide; a text without a card, unless told. */
export function single(key: string, words: string, change: Partial<NodeDraft> = {}): NodeDraft {
  return nodeOf(key, { on: 'daily' }, words, { route: 'single_task', ...change })
}

/** Three guides and their friends, found in the way of the product: callbacks, launches, folds. */
export async function openSingleShop(): Promise<SingleShop> {
  const shop = await openShop({ now: instant(FRIDAY, '12:00') })
  for (const [number, userid] of FRIENDS) await shop.wechat.act('add-friend', { openid: openid(number), userid })
  for (const number of ['01', '02', '03', '04', '05', '06']) {
    await shop.member('member.giveConsent', { version: 1 }, openid(number))
    await shop.member('member.enter', {}, openid(number))
  }
  for (const time of ['12:05', '12:10', '12:15']) await shop.tickAt(FRIDAY, time)
  await shop.setTime(MONDAY, '08:50')
  const names = new Map(['01', '02', '03', '04', '05', '06'].map((number) => [idOf(openid(number)), number]))
  const lines = async () => {
    const { data } = await shop.world.db.collection('single_told').limit(1000).get()
    return data as unknown as SingleTold[]
  }
  return {
    ...shop,
    lines,
    async told() {
      return (await lines())
        .map(({ memberId, guide, state, reason }) =>
          `${names.get(memberId)} ${guide ?? '-'} ${state} ${reason ?? ''}`.trim(),
        )
        .sort()
    },
    async tasks() {
      const { tasks } = await shop.wechat.state()
      return tasks.map(taskLine).sort()
    },
    async resetWechat() {
      shop.wechat.reset()
      for (const [number, userid] of FRIENDS) {
        await shop.wechat.act('add-friend', { openid: openid(number), userid, hold: true, silent: true })
      }
    },
  }
}

function taskLine({ sender, state, targets }: WechatState['tasks'][number]): string {
  const who = targets.map(({ chatId, status }) => `${chatId.slice(-2)}${status === 0 ? '' : `=${status}`}`).sort()
  return `${sender} ${who.join()} ${state}`
}
