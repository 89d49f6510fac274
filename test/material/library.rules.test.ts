import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallError } from '../../src/admin/call'
import { readScriptTable } from '../../src/features/material/admin/scriptTable'
import { problemOf, type SendPorts, sendFile } from '../../src/features/material/admin/sendFile'
import { copiesIn, saysCopy } from '../../src/features/material/copies'
import { formatOf } from '../../src/features/material/formats'
import { CHUNK, idOfRef, matches, nameOfRef, refOf, tidyName } from '../../src/features/material/rules'
import { answerIn, scriptTree } from '../../src/features/material/scripts'
import { ABOUT, bytesOf } from './library'

test('a format is told by the first bytes; the name decides between office formats alone', () => {
  const of = (bytes: Buffer, name = 'a.png') => formatOf(bytes, name)?.ending ?? null
  assert.equal(of(bytesOf.image('x'), '海报.pdf'), 'png')
  assert.equal(of(Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'a.png'), 'jpg')
  assert.equal(of(bytesOf.video('x')), 'mp4')
  assert.equal(of(Buffer.from('\0\0\0\x18ftypheic', 'latin1')), null)
  assert.equal(of(Buffer.from('\0\0\0\x18ftypqt  ', 'latin1'), 'a.mov'), null)
  assert.equal(of(Buffer.from('PK\x03\x04', 'latin1'), '表.XLSX'), 'xlsx')
  assert.equal(of(Buffer.from('PK\x03\x04', 'latin1'), 'a.zip'), null)
  assert.equal(of(Buffer.from('MZ\x90\0', 'latin1'), 'a.docx'), null)
  assert.equal(of(Buffer.from('<svg onload=alert(1)>')), null)
  assert.equal(of(Buffer.alloc(0)), null)
  assert.match(problemOf('a.amr', bytesOf.voice('x'.repeat(2 * 1024 * 1024))) ?? '', /语音最大 2 MB/)
  assert.equal(problemOf('a.amr', bytesOf.voice('x')), null)
})

test('a reference carries name and id, and a name of whatever length becomes one that fits', () => {
  const ref = refOf({ _id: '0123456789abcdef0123', name: '海报#旧' })
  assert.deepEqual([idOfRef(ref), nameOfRef(ref)], ['0123456789abcdef0123', '海报#旧'])
  assert.deepEqual([idOfRef('海报.png'), nameOfRef('海报.png'), idOfRef('a#b')], [null, '海报.png', null])
  const long = tidyName(`${'名'.repeat(10_000)}.mp4`)
  assert.ok([...long].length <= 60 && long.endsWith('….mp4'))
  assert.equal(tidyName('a\n#\0b'), 'a b')
  const material = {
    kind: 'image' as const,
    purpose: 'daily' as const,
    tags: ['气垫', 'A1'],
    name: '春季 Poster',
    archived: false,
  }
  assert.ok(matches(material, { words: 'poster a1' }))
  assert.ok(!matches(material, { words: 'poster 口红' }))
  assert.ok(!matches({ ...material, archived: true }, { words: '' }))
})

test('sending goes on with the pieces that are missing, waits out a lost answer, and stops at a refusal', async () => {
  const bytes = Uint8Array.from(bytesOf.video('x'.repeat(CHUNK * 2)))
  const said: string[] = []
  let lost = 2
  const answers: Record<string, (input: { index: number }) => unknown> = {
    'material.begin': () => ({ material: null, chunk: CHUNK, have: [1] }),
    'material.putChunk': ({ index }) => {
      if (index === 2 && lost-- > 0) throw new CallError('OFFLINE', '没有连上')
      return { have: 0 }
    },
    'material.finish': () => ({ material: { id: 'a' }, known: false }),
  }
  const ports = {
    call: async (method: string, input: { index: number }) => {
      said.push(method === 'material.putChunk' ? `put ${input.index}` : method)
      return answers[method]?.(input)
    },
    digest: async () => 'd',
    wait: async (ms: number) => {
      said.push(`wait ${ms}`)
    },
  } as unknown as SendPorts
  const parts: number[] = []
  const { signal } = new AbortController()
  await sendFile(ports, { name: 'a.mp4', bytes }, { ...ABOUT, name: 'a.mp4' }, (part) => parts.push(part), signal)
  assert.deepEqual(said, [
    'material.begin',
    'put 0',
    'put 2',
    'wait 500',
    'put 2',
    'wait 2000',
    'put 2',
    'material.finish',
  ])
  assert.deepEqual(parts, [1 / 3, 2 / 3, 1])
  answers['material.putChunk'] = () => {
    throw new CallError('WRONG_TYPE', '发不了')
  }
  said.length = 0
  const about = { ...ABOUT, name: 'a.mp4' }
  await assert.rejects(
    sendFile(ports, { name: 'a.mp4', bytes }, about, () => undefined, signal),
    /发不了/,
  )
  assert.deepEqual(said, ['material.begin', 'put 0'])
})

test('questions stand by category with their answers, the fullest first and what is not sorted last; every word must be there', () => {
  const question = (id: string, category: string, name: string, text: string, uses = 0) => ({
    ...{ id, name, text, tags: ['气垫'], uses },
    script: { category, tone: '亲切', answers: [{ tone: '简洁', text: `短：${text}` }] },
  })
  const questions = [
    question('1', '', '你好', '在的'),
    question('2', '售后', '物流多久到', '一般次日到'),
    question('3', '售后', '怎么退', '七天无理由', 3),
    question('4', '产品', '敏感肌能用吗', '先在耳后试'),
  ]
  const shape = (words?: string) =>
    scriptTree(questions, words).map(({ category, questions: found }) => [category, ...found.map(({ id }) => id)])
  assert.deepEqual(shape(), [
    ['售后', '3', '2'],
    ['产品', '4'],
    ['', '1'],
  ])
  assert.deepEqual(shape('售后 短：七天'), [['售后', '3']])
  assert.deepEqual(shape('没有这句'), [])
  const [, logistics] = questions
  assert.ok(logistics)
  assert.deepEqual([answerIn(logistics, '简洁'), answerIn(logistics, '活泼')], ['短：一般次日到', '一般次日到'])
  const copies = copiesIn([{ type: 'text', text: '亲', tones: [{ tone: '活泼', text: '亲～短：一般次日到！' }] }])
  const material = { ...logistics, kind: 'script', link: null }
  assert.ok(saysCopy(copies, material))
  assert.ok(!saysCopy(copiesIn([{ type: 'text', text: '次日到' }]), material))
})

test('a pasted table becomes questions with their answers; what cannot be one is named by its row', () => {
  const table = [
    '问题\t分类\t回答\t语气\t备注',
    '多久到\t物流\t一般次日到哦～\t亲切\tx',
    '\t\t"次日到。\n急的找我"\t简洁',
    '\t\t又来\t简洁',
    '怎么退\t售后\t\t',
    '能用吗#1\t产品\t先试\t',
    `太长\t产品\t${'字'.repeat(1301)}\t`,
  ].join('\n')
  const { scripts, problems } = readScriptTable(table)
  assert.deepEqual(scripts, [
    {
      ...{ category: '物流', name: '多久到', tone: '亲切', text: '一般次日到哦～' },
      answers: [{ tone: '简洁', text: '次日到。\n急的找我' }],
    },
    { category: '产品', name: '能用吗 1', tone: '', text: '先试', answers: [] },
  ])
  assert.deepEqual(
    problems.map(({ row, words }) => [row, words]),
    [
      [4, '「简洁」这种语气有两个答案'],
      [5, '没有答案'],
      [7, '答案超过 1300 个字'],
    ],
  )
  assert.deepEqual(
    readScriptTable('物流\t多久到\t次日').scripts.map(({ category, name }) => [category, name]),
    [['物流', '多久到']],
  )
  assert.deepEqual(readScriptTable(''), { scripts: [], problems: [] })
})
