import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../../src/features/person/collections'
import '../../src/features/survey/collections'
import { newIdentity } from '../../src/features/person/identities'
import { storeOf } from '../checkin/ledgerOf'
import { openNewcomers } from '../inbound/newcomers'
import { idOf } from '../intent/phone'
import { newRequest, template } from './bureau'

test('a member who leaves a group by themselves is asked why, once; one who was removed, or is nobody of ours, is not', async () => {
  const shop = await openNewcomers()
  const store = storeOf(shop.world)
  await shop.member('member.giveConsent', { version: 1 }, 'o-leaver')
  const now = Date.parse(shop.world.now())
  const union = `u${'1'.repeat(24)}`
  for (const id of [`wxa:${idOf('o-leaver')}`, 'ext:wmLeaver']) {
    await store.insert('identities', { ...newIdentity(id, null, now), union, person: union })
  }
  const draft = template('leaving')
  const saved = { survey: 'leaving', revision: 0, request: newRequest(), name: '退群', draft }
  const { revision } = await shop.staff<{ revision: number }>('survey.saveDraft', saved)
  await shop.staff('survey.publish', { survey: 'leaving', revision, request: newRequest() })

  const left = (who: string, scene: string) =>
    shop.seal({
      ...{ Event: 'change_external_chat', ChangeType: 'update', ChatId: 'wrHuajianFuli1', UpdateDetail: 'del_member' },
      ...{ QuitScene: scene, MemChangeCnt: '1', MemChangeList: who },
    })
  for (const event of [left('wmNobody', '0'), left('wmLeaver', '1')]) await shop.post(event)
  await shop.world.fireTimer('tick')
  assert.deepEqual(await store.find('survey_invites', {}), [])

  const event = left('wmLeaver', '0')
  await shop.post(event)
  await shop.post(event)
  await shop.world.fireTimer('tick')
  const invites = await store.find('survey_invites', {})
  assert.deepEqual(
    invites.map(({ memberId }) => memberId),
    [idOf('o-leaver')],
  )
  await shop.close()
})
