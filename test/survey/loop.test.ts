import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERYONE } from '../../src/features/sop/upcast'
import { instant, openShop } from '../delivery/shop'
import { idOf } from '../intent/phone'
import { draftOf, nodeOf } from '../sop/writeNodes'
import { newRequest, PREFERENCE, template } from './bureau'

const [FRIDAY, MONDAY] = ['2026-11-20', '2026-11-23'] as const
const LIKES = '喜欢的活动·抽奖'

test('a preference survey changes what the next week’s dry run shows, and who is told', async () => {
  const shop = await openShop({ now: instant(FRIDAY, '12:00') })
  for (const openid of ['o-draw', 'o-other']) await shop.member('member.giveConsent', { version: 1 }, openid)
  const audience = { ...EVERYONE, preferences: [LIKES] }
  const sop = await draftOf(shop, [
    nodeOf('draw', { on: 'daily' }, '今晚八点抽奖', { route: 'subscribe', audience }),
    nodeOf('all', { on: 'daily' }, '早上好'),
  ])
  const dryRun = async () => {
    const input = { sop, version: 1, from: MONDAY, days: 7 }
    const { remarks } = await shop.staff<{ remarks: string[] }>('sop.dryRun', input)
    return remarks.find((remark) => remark.includes(LIKES))
  }
  assert.match((await dryRun()) ?? '', /有 0 位/)

  const draft = template('preference')
  const saved = { survey: 'preference', revision: 0, request: newRequest(), name: '偏好', draft }
  const { revision } = await shop.staff<{ revision: number }>('survey.saveDraft', saved)
  await shop.staff('survey.publish', { survey: 'preference', revision, request: newRequest() })
  const answer = { survey: 'preference', version: 1, round: '', request: newRequest(), path: ['how', 'what'] }
  const sent = { ...answer, answers: PREFERENCE, via: { route: 'list' }, seconds: 40, times: [] }
  await shop.member('survey.submit', sent, 'o-draw')

  assert.match((await dryRun()) ?? '', /有 1 位/)
  await shop.staff('sop.publish', { sop, number: 1 })
  for (const time of ['09:50', '10:00', '10:05']) await shop.tickAt(MONDAY, time)
  const { data } = await shop.world.db.collection('intents').where({ kind: 'sop.notice' }).get()
  assert.deepEqual(
    (data as { memberId: string }[]).map(({ memberId }) => memberId),
    [idOf('o-draw')],
    'others than those who like it are told',
  )
  await shop.close()
})
