import { memberIdOf } from '../../cloudfunctions/platform/identity'
import type { Consents } from '../../src/features/intent/consents'
import type { Switches } from '../../src/features/intent/contract'
import type { Intent, Wish } from '../../src/features/intent/rules'
import { emitIntents } from '../../src/features/intent/server'
import { storeOf } from '../checkin/ledgerOf'
import { openShop, type Shop } from '../delivery/shop'

export const TEMPLATE = 'tpl-checkin'
export const ANNA = 'o-member-01'
export const BO = 'o-member-02'
/** The key that `openWorld` gives to its functions. */
export const idOf = (openid: string) => memberIdOf('test-secret', openid)

export interface Phones extends Shop {
  /** The member presses 允许: WeChat counts it, and the phone tells us. */
  accept(openid: string, id: string): Promise<Switches>
  wish(openid: string, what: string, change?: Partial<Wish>): Promise<void>
  intents(): Promise<Pick<Intent, '_id' | 'state' | 'reason' | 'dueAt'>[]>
  consents(openid: string): Promise<Consents | undefined>
  /** What arrived on the phones, in order. */
  messages(): Promise<{ openid: string; page: string; data: Record<string, { value: string }> }[]>
}

/** The shop with a template for 打卡提醒, and phones that can accept it. */
export async function openPhones(now: string): Promise<Phones> {
  const shop = await openShop({ now })
  await shop.staff('intent.saveKind', {
    kind: 'checkin.reminder',
    revision: 0,
    templateId: TEMPLATE,
    page: 'features/checkin/pages/checkin/index?from={栏目}',
    fields: [
      { field: 'thing1', text: '{栏目}' },
      { field: 'number2', text: '{天数}' },
    ],
    active: true,
  })
  return {
    ...shop,
    async accept(openid, id) {
      await shop.wechat.act('subscribe', { openid, templateId: TEMPLATE })
      const answers = [{ templateId: TEMPLATE, answer: 'accept' }]
      return shop.member('intent.recordConsent', { id, answers }, openid)
    },
    async wish(openid, what, change = {}) {
      const dueAt = Date.parse(shop.world.now())
      const whole: Wish = {
        memberId: idOf(openid),
        kind: 'checkin.reminder',
        what,
        dueAt,
        expiresAt: dueAt + 3_600_000,
        vars: { 栏目: '早安打卡', 天数: '6' },
        ...change,
      }
      await emitIntents(storeOf(shop.world), [whole], dueAt)
    },
    async intents() {
      const { data } = await shop.world.db.collection('intents').orderBy('_id', 'asc').get()
      return data as unknown as Intent[]
    },
    async consents(openid) {
      const { data } = await shop.world.db
        .collection('consents')
        .where({ _id: idOf(openid) })
        .get()
      return data[0] as unknown as Consents | undefined
    },
    async messages() {
      const state = (await shop.wechat.state()) as unknown as { subscribeMessages: never[] }
      return [...state.subscribeMessages].reverse()
    },
  }
}
