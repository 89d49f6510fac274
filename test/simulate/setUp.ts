import { seedCheckin } from '../../local/demo/checkin'
import { seedCoupons } from '../../local/demo/coupons'
import { demoCovers } from '../../local/demo/covers'
import { seedFlash } from '../../local/demo/flash'
import { seedMessages } from '../../local/demo/messages'
import { seedTiers } from '../../local/demo/tiers'
import type { DemoWorld } from '../../local/demo/world'
import '../../src/features/delivery/collections'
import { KINDS } from '../../src/features/intent/kinds'
import '../../src/features/sop/collections'
import { firstWork } from '../../src/jobs'
import { scheduleAll } from '../../src/kernel/due'
import type { RpcAnswer } from '../../src/kernel/rpc'
import type { Cast } from './cast'
import { SOP, simulatedVersion } from './plan'
import type { Town } from './town'

/** Puts the brand in place before anything goes wrong: people, rules, coupons, sales, tiers, and the SOP live. */
export async function setUp(town: Town, cast: Cast): Promise<void> {
  const { store, world } = town
  const demo: DemoWorld = {
    store,
    call: async (fn, method, input, as) => (await world.call(fn, method, input, as)).answer as RpcAnswer,
    tick: () => town.tick(),
    now: () => town.now(),
    setNow: (at) => town.goTo(at),
  }
  for (const { openid } of cast.members) await town.member('member.giveConsent', { version: 1 }, openid)
  await store.insertAll('covers', demoCovers())
  await scheduleAll(store, firstWork(town.now()))
  await seedMessages(store)
  await town.tick()
  await seedCheckin(demo)
  await seedCoupons(demo)
  await seedFlash(demo)
  await seedTiers(demo)
  // A platform that counts by the week makes the budget tight: one a day, and owners who write to their groups besides.
  const { rules, revision } = await town.operator<{ rules: object; revision: number }>('delivery.getRules', {})
  const tight = { ...rules, quotaRule: '7_per_week', countsAt: 'confirmed' }
  await town.operator('delivery.saveRules', { revision, rules: tight })
  await town.act('rules', { quotaRule: '7_per_week' })
  await consents(town, cast)
  await store.insert('sops', { _id: SOP, schema: 1, name: '模拟', live: 0, latest: 1, createdAt: town.now() })
  await store.insert('sop_versions', simulatedVersion(town.now()))
  await town.operator('sop.publish', { sop: SOP, number: 1, note: '第一版' })
  await town.tick()
}

async function consents(town: Town, cast: Cast): Promise<void> {
  for (const { openid, wantsMessages } of cast.members) {
    if (!wantsMessages) continue
    const templates = KINDS.map(({ _id }) => `demo-${_id.replace('.', '-')}`)
    for (const templateId of templates) await town.act('subscribe', { openid, templateId })
    const answers = templates.slice(0, 5).map((templateId) => ({ templateId, answer: 'accept' }))
    await town.member('intent.recordConsent', { id: `consent-${openid}`, answers }, openid)
  }
}
