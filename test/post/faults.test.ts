import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FaultKind } from '../../local/cloud/faults'
import { balancesOf } from '../../src/features/points/account'
import { MINUTE } from '../../src/kernel/day'
import { accountOf, ledgerOf, storeOf } from '../checkin/ledgerOf'
import { type Attempt, underFaults } from '../faults/underFaults'
import { type Desk, idOf, MONDAY, openDesk } from './desk'

let desk: Desk
let points = 0
before(async () => {
  desk = await openDesk()
})
after(async () => {
  console.log(`posts: ${points} cut points`)
  await desk.world.close()
})

let calls = 0
/** Each call has a clock of its own, so that no instance still knows the rules from another run. */
async function anew<T>(act: () => Promise<T>): Promise<T> {
  calls += 1
  await desk.world.setClock(new Date(Date.parse(MONDAY) + calls * 10_000).toISOString())
  return act()
}

/** A hang ends as a kill does, only later; a conflict as a cut that surely did nothing. */
async function run(name: string, kinds: FaultKind[], act: () => Promise<Attempt>, check: () => Promise<void>) {
  const sweep = async () => {
    await desk.later(12 * MINUTE)
    await desk.tick()
  }
  const report = await underFaults(desk.world, { action: () => anew(act), check, sweep, kinds })
  points += report.points
  console.log(`${name}: ${report.wireCalls} wire calls, ${report.points} cut points`)
}

/** Points in the account are what the ledger says, and the post says the same. */
async function agrees(state: string, expected: number) {
  const stored = await desk.stored()
  const account = await accountOf(desk.world, 'o1')
  assert.equal(stored.state, state)
  assert.deepEqual(stored.trash, [], 'files are left behind')
  assert.equal(account?.balances.points, expected, 'given twice, lost or kept')
  assert.deepEqual(balancesOf(await ledgerOf(desk.world, 'o1')), account?.balances)
  assert.equal(stored.reward?.step, expected > 0 ? 'given' : 'recalled')
  assert.ok(!JSON.stringify(await storeOf(desk.world).find('posts', {})).includes('"o1"'), 'an openid is stored')
}

test('publishing, the verdict, the decisions and removing survive every fault at every wire call', async () => {
  const photo = await desk.upload('one')
  const request = 'f'.repeat(32)
  const publish = () => desk.publish({ text: '早', photos: [photo], request })
  await run('publish', ['cut'], publish, async () => {
    const { state, photos } = await desk.stored()
    // A question whose answer was lost leaves an old trace id behind; then only the author can ask again.
    if (state === 'checking') await desk.ask(desk.member('post.checkAgain', { day: '2026-11-23' }))
    await desk.later(MINUTE)
    assert.equal(photos.length, 1)
    await agrees('visible', 5)
  })

  await desk.fault('wxa_media_check', 'cut-before')
  await desk.ask(publish())
  await desk.later(MINUTE)
  const traceId = (await desk.stored()).photos[0]?.traceId ?? null
  const verdict = async (): Promise<Attempt> => {
    const event = { MsgType: 'event', Event: 'wxa_media_check', appid: 'wxlocal0000000000', trace_id: traceId }
    const said = { errcode: 0, result: { suggest: 'pass', label: 100 } }
    const { outcome, calls } = await desk.world.server.cloud.invoke(
      'inbound',
      { ...event, ...said },
      { source: 'wx_unknown' },
    )
    return { ok: outcome.ok, wireCalls: calls.length, actions: calls }
  }
  await run('verdict', ['kill'], verdict, () => agrees('visible', 5))

  await verdict()
  await desk.ask(desk.member('post.setShare', { day: '2026-11-23', agreed: true }))
  const shared = await desk.stored()
  const adopt = () => desk.staff('post.adopt', { id: idOf('o1'), revision: shared.revision })
  const library = () => storeOf(desk.world).find('materials', {})
  await run('adopt', ['cut'], adopt, async () => {
    await desk.ask(adopt())
    assert.deepEqual(
      (await library()).map(({ ugc, file }) => [ugc?.withdrawnAt, file !== null]),
      [[null, true]],
    )
    await agrees('visible', 5)
  })
  await desk.ask(adopt())
  const takeBack = () => desk.member('post.setShare', { day: '2026-11-23', agreed: false })
  await run('take back', ['kill'], takeBack, async () => {
    const { share } = await desk.stored()
    // A cut before anything was written leaves the author's word as it was: the second tap takes it back.
    if (share?.agreed) await desk.ask(takeBack())
    assert.deepEqual(
      (await library()).map(({ ugc, file }) => [ugc?.withdrawnAt !== null, file]),
      [[true, null]],
    )
    assert.deepEqual((await desk.stored()).share?.adopted, false)
  })
  await desk.ask(takeBack())
  // An adoption that was slower than the taking back is undone by the look afterwards.
  const [late] = await library()
  const slow = { ugc: { ...late?.ugc, withdrawnAt: null }, file: late?.file ?? 'cloud://none' }
  await desk.world.db.collection('materials').doc(String(late?._id)).update({ data: slow })
  await desk.later(5 * MINUTE)
  await desk.tick()
  assert.deepEqual(
    (await library()).map(({ ugc, file }) => [ugc?.withdrawnAt !== null, file]),
    [[true, null]],
  )
  const { revision } = await desk.stored()
  const hide = () => desk.staff('post.decide', { id: idOf('o1'), revision, verb: 'hide', reason: '含广告' })
  await run('hide', ['cut'], hide, () => agrees('hidden', 0))

  const remove = () => desk.member('post.remove', { day: '2026-11-23' })
  await run('remove', ['cut'], remove, () => agrees('removed', 5))
})
