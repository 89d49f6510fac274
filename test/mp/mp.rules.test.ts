import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, passiveOf, type Shown } from '../../src/features/mp/compose'
import { afterEvent, isFollowing, newFollower } from '../../src/features/mp/followerRules'
import {
  chooseReply,
  type Happening,
  NO_BOOK,
  type ReplyPart,
  readHappening,
  splitReply,
} from '../../src/features/mp/rules'
import { afterOpening, afterTaking, openUntil, roomIn, SHUT } from '../../src/features/mp/windows'

const shown: Shown = { appid: 'wx1', picture: () => 'https://x.test/qr.png', media: () => null }
const text = (words: string): ReplyPart => ({ type: 'text', text: words })

test('three within a minute of a touch, five within two days of a message; the later opening counts, an older one does not reopen', () => {
  const touched = afterOpening(SHUT, 'touch', 1000)
  assert.deepEqual([roomIn(SHUT, 0), roomIn(touched, 1000), roomIn(touched, 60_999)], [0, 3, 0])
  assert.equal(roomIn(afterTaking(touched, 3, 2000), 2000), 0)
  assert.equal(roomIn(afterOpening(afterTaking(touched, 3, 2000), 'touch', 900), 2000), 0)
  assert.equal(roomIn(afterOpening(afterTaking(touched, 3, 2000), 'touch', 2000), 2000), 3)
  const both = afterTaking(afterOpening(touched, 'message', 1000), 3, 2000)
  assert.deepEqual([roomIn(both, 2000), openUntil(both, 2000)], [2, 1000 + 48 * 3_600_000 - 60_000])
  assert.deepEqual([roomIn(both, 48 * 3_600_000), openUntil(SHUT, 0)], [0, null])
})

test('events of a follower in any order and number end in the same follower', () => {
  const act = fc.constantFrom<Happening['act']>('subscribe', 'unsubscribe', 'scan', 'click', 'message', 'view')
  const happening = fc.record({ act, at: fc.integer({ min: 1, max: 20 }), channel: fc.constantFrom(null, 'a', 'b') })
  fc.assert(
    fc.property(
      fc.uniqueArray(happening, { minLength: 1, maxLength: 8, selector: ({ at }) => at }),
      fc.infiniteStream(fc.nat()),
      (all, chance) => {
        const fold = (list: typeof all) =>
          list.reduce(
            (one, event) => {
              const told = {
                ...event,
                channel: event.act === 'subscribe' || event.act === 'scan' ? event.channel : null,
              }
              return afterEvent(one, String(event.at), { ...told, odd: null, key: '', text: '' }, 'o')
            },
            newFollower('o1', 'o', 99),
          )
        const mixed = [...all, ...all.slice(0, 2)]
          .map((event) => ({ event, place: chance.next().value ?? 0 }))
          .sort((a, b) => a.place - b.place)
        const [first, second] = [fold(all), fold(mixed.map(({ event }) => event))]
        assert.deepEqual({ ...second, events: [] }, { ...first, events: [] })
        const last = all.filter(({ at }) => at === Math.max(...all.map((event) => event.at)))[0]
        assert.equal(isFollowing(first), last?.act !== 'unsubscribe')
      },
    ),
    { numRuns: 60 },
  )
})

test('a scene is read with its prefix for a new follower alone; what cannot be a channel is kept as odd', () => {
  const read = (fields: Record<string, string>) => readHappening({ MsgType: 'event', ...fields }, 5)
  assert.deepEqual(read({ Event: 'subscribe', EventKey: 'qrscene_c_ab' })?.channel, 'c_ab')
  assert.deepEqual(read({ Event: 'SCAN', EventKey: 'qrscene_c_ab' })?.channel, 'qrscene_c_ab')
  assert.deepEqual(
    [read({ Event: 'SCAN', EventKey: '门店/1' })?.channel, read({ Event: 'SCAN', EventKey: '门店/1' })?.odd],
    [null, '门店/1'],
  )
  assert.deepEqual(
    [read({ Event: 'subscribe' })?.channel, read({ Event: 'weather' }), readHappening({}, 5)],
    [null, null, null],
  )
  assert.equal(readHappening({ MsgType: 'voice' }, 5)?.act, 'message')
})

test('an exact word wins over a part, and the order of the list decides among parts', () => {
  const keyword = (word: string, match: 'is' | 'has', says: string) => ({ words: [word], match, parts: [text(says)] })
  const book = {
    ...NO_BOOK,
    keywords: [keyword('群', 'has', 'a'), keyword('加群', 'has', 'b'), keyword('Hi', 'is', 'c')],
    otherwise: [text('z')],
  }
  const said = (words: string) =>
    chooseReply(book, { act: 'message', at: 0, channel: null, odd: null, key: '', text: words })[0]
  assert.deepEqual(['我要加群', '加群 ', 'hi', 'hi there', ''].map(said), ['a', 'b', 'c', 'z', 'z'].map(text))
})

test('what there is no room for goes into the answer, whose words never exceed what WeChat takes and never break a link', () => {
  const card: ReplyPart = { type: 'card', title: '去<打>卡', page: 'a/b?x="1"' }
  const link: ReplyPart = { type: 'link', title: '看看', description: '', url: 'https://x.test/?a="b"', picture: '' }
  const code: ReplyPart = { type: 'code', of: 'joinWay', text: '进群' }
  assert.deepEqual(splitReply([text('1'), card, link], 9), { ahead: [text('1'), card], answer: [link] })
  assert.equal(passiveOf([link], shown)?.type, 'news')
  assert.equal(passiveOf([code], { ...shown, media: () => 'm1' })?.type, 'image')
  assert.equal(passiveOf([{ ...code, text: '' }], { ...shown, picture: () => null }), null)
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<ReplyPart>(text('好'.repeat(600)), text('短'), card, link, code), {
        minLength: 2,
        maxLength: 4,
      }),
      (parts) => {
        const reply = passiveOf(parts, shown)
        const words = reply?.type === 'text' ? reply.text : ''
        assert.ok(bytesOf(words) <= 2000)
        assert.equal(words.split('<a ').length, words.split('</a>').length)
        assert.equal(bytesOf(words), Buffer.byteLength(words))
      },
    ),
  )
})
