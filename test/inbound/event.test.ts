import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEvent } from '../../cloudfunctions/platform/wecomEvent'
import { eventXml } from '../../local/wechat/callbacks'

const AT = 1_763_859_600_000

test('an event is read whole, with emoji, brackets and both forms of the list of members', () => {
  const fields = { Event: 'change_external_chat', ChatId: 'wr1', Words: 'a<b>&amp;😀]]', MemChangeList: ['wm1', 'wm2'] }
  const event = readEvent(eventXml('ww1', AT, fields))
  assert.deepEqual([event?.at, event?.fields.Words, event?.fields.ToUserName], [AT, 'a<b>&amp;😀]]', 'ww1'])
  assert.deepEqual(event?.lists.MemChangeList, ['wm1', 'wm2'])
  const older = readEvent(eventXml('ww1', AT, { ...fields, MemChangeList: 'wm1,wm2' }))
  assert.deepEqual(older?.lists.MemChangeList, ['wm1', 'wm2'])
})

test('what is no event, has no time, or brings a document type is none; a second field of a name does not count', () => {
  const whole = eventXml('ww1', AT, { Event: 'x' })
  const bad = [
    '',
    '<xml>',
    'null',
    `<!DOCTYPE a [<!ENTITY b "c">]>${whole}`,
    whole.replace(/<CreateTime>.*<\/CreateTime>/, ''),
  ]
  for (const raw of [...bad, whole.replace(/<CreateTime>\d+/, '<CreateTime>-5'), whole.replace('</xml>', '')]) {
    assert.equal(readEvent(raw), null, raw)
  }
  assert.equal(readEvent(whole.replace('</xml>', '<Event>y</Event></xml>'))?.fields.Event, 'x')
})
