import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTopic } from '../../src/features/sop/readTopic'

const CASES: [string, string | null][] = [
  ['【今日话题】你最想解决哪一个?A 卡粉 B 泛红 C 紧绷 回复字母', '你最想解决哪一个? → A卡粉 B泛红 C紧绷'],
  ['选哪个？A、气垫 B、粉底液', '选哪个？ → A气垫 B粉底液'],
  ['选哪个？\nA. 气垫\nB. 粉底液', '选哪个？ → A气垫 B粉底液'],
  ['A：早场，B：晚场', '你选哪一个？ → A早场 B晚场'],
  ['会员日到!VIP 双倍积分', null],
  ['维生素A 和维生素C 都有', null],
  ['用 App 打卡', null],
  ['只有 A 一个', null],
]

for (const [text, expected] of CASES) {
  test(`the choices of ${JSON.stringify(text)} are ${expected ?? 'none'}`, () => {
    const topic = readTopic(text)
    const short = topic && `${topic.question} → ${topic.options.map((option) => option.key + option.text).join(' ')}`
    assert.equal(short, expected)
  })
}
