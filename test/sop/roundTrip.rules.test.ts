import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { refOf } from '../../src/features/material/rules'
import { joinCell, splitCell } from '../../src/features/sop/cellCodec'
import { withException } from '../../src/features/sop/exceptions'
import { exportTable } from '../../src/features/sop/exportTable'
import { importRules } from '../../src/features/sop/importRules'
import { checkNode, type NodeDraft } from '../../src/features/sop/nodeRules'
import type { NodeTime, Part, SopNode, SopVersion, ToneWording } from '../../src/features/sop/rules'
import { templates } from '../../src/features/sop/templates/all'
import { addDays } from '../../src/kernel/day'
import { Refusal } from '../../src/kernel/errors'

const CONTEXT = { today: '2026-11-23', groupTags: [], staffNames: [], fixes: {} }

function roundTrip(version: Pick<SopVersion, 'name' | 'number' | 'from' | 'to' | 'stores' | 'nodes'>) {
  return importRules(exportTable(version), CONTEXT)
}

const bare = ({ source: _source, ...node }: SopNode) => node

/** Signs that tables trip over: separators, quotes, formulas, line breaks, emoji, blanks that trim takes. */
const sign = fc.constantFrom(
  ...'甲乙丙abc01 　\t、，；;｜|：:=\\\n"\'{}()（）-—/,+&<>#！A.B🎁每天文案周期'.match(/./gsu)!,
)
const text = (most: number) =>
  fc
    .array(sign, { minLength: 1, maxLength: most })
    .map((signs) => signs.join('').trim())
    .filter((each) => each !== '')
const plainText = text(12).map((each) => each.replace(/[AB]/g, 'x'))
const toned = ([tone, words]: [string, string]) => ({ tone: `调${tone}`.slice(0, 12).trim(), text: words })
const maybe = (most: number) => fc.oneof(fc.constant(''), text(most))
const line = text(12).map((each) => each.replace(/\s+/g, ' '))
const names = fc.uniqueArray(text(6), { maxLength: 3 })
const span = fc.tuple(fc.option(fc.nat(200)), fc.option(fc.nat(200))).map(([a, b]) => ({
  least: a === null || b === null ? a : Math.min(a, b),
  most: a === null || b === null ? b : Math.max(a, b),
}))

const time: fc.Arbitrary<NodeTime> = fc.oneof(
  fc.constant({ on: 'daily' as const }),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
    .map((weekdays) => ({ on: 'weekdays' as const, weekdays })),
  fc
    .uniqueArray(fc.constantFrom(-1, 1, 2, 15, 29, 30, 31), { minLength: 1 })
    .map((days) => ({ on: 'monthdays' as const, days })),
  fc.nat(1500).map((days) => ({ on: 'date' as const, date: addDays('2025-06-01', days) })),
  fc
    .tuple(
      fc.constantFrom(
        '春节',
        '妇女节',
        '618',
        '双11',
        '冬至',
        '母亲节',
        '农历八月初三',
        '农历腊月廿三',
        '农历闰五月初五',
        '520',
      ),
      fc.integer({ min: -30, max: 30 }),
    )
    .map(([name, offset]) => ({ on: 'festival' as const, name, offset })),
  fc.integer({ min: 1, max: 365 }).map((day) => ({ on: 'group' as const, day })),
  fc.integer({ min: 0, max: 365 }).map((day) => ({ on: 'join' as const, day })),
)
const part: fc.Arbitrary<Part> = fc.oneof(
  text(20).map((each) => ({ type: 'text' as const, text: each })),
  // Without A. and B., which would make a question of one wording only.
  fc
    .tuple(
      plainText,
      fc.uniqueArray(fc.tuple(plainText, plainText), { minLength: 1, maxLength: 3, selector: ([tone]) => tone }),
    )
    .map(([words, tones]) => ({ type: 'text' as const, text: words, tones: tones.map(toned) })),
  fc
    .tuple(
      fc.constantFrom('image' as const, 'video' as const, 'voice' as const, 'file' as const, 'questionnaire' as const),
      fc.oneof(
        text(8),
        text(8).map((name) => refOf({ name, _id: '3fa9c1d2e4b5a6978123' })),
      ),
    )
    .map(([type, material]) => ({ type, material })),
  fc.array(text(6), { minLength: 1, maxLength: 4 }).map((materials) => ({ type: 'images' as const, materials })),
  fc.tuple(text(8), maybe(8), maybe(8)).map(([title, description, picture]) => ({
    type: 'link' as const,
    title,
    url: 'https://a.cn/x?y=1|2',
    description,
    picture,
  })),
  fc.tuple(text(8), maybe(8)).map(([title, batch]) => ({ type: 'coupon' as const, title, batch })),
  fc.tuple(text(8), maybe(8)).map(([title, page]) => ({ type: 'game' as const, title, page })),
)
const card = fc.option(
  fc
    .tuple(text(8), fc.constantFrom('daka', 'goods'))
    .map(([title, cover]) => ({ type: 'card' as const, title, cover })),
)
const slots = fc.uniqueArray(fc.nat(22), { minLength: 1, maxLength: 3 }).map((hours) =>
  hours.map((hour) => ({
    from: `${String(hour).padStart(2, '0')}:05`,
    until: hour === 22 ? '24:00' : `${String(hour + 1).padStart(2, '0')}:00`,
  })),
)

/** Single days, each once; never one that says nothing. */
const exceptions = fc.uniqueArray(
  fc
    .tuple(fc.nat(400), fc.nat(2), fc.option(fc.nat(22)), fc.option(fc.array(part, { minLength: 1, maxLength: 3 })))
    .map(([days, slot, hour, parts]) => {
      const date = addDays('2026-03-01', days)
      const clock = (value: number) => `${String(value).padStart(2, '0')}:30`
      const to =
        hour === null
          ? null
          : { date: addDays(date, hour - 11), from: clock(hour), until: hour === 22 ? '24:00' : clock(hour + 1) }
      return { date, slot, skip: to === null && parts === null, to, parts }
    }),
  { maxLength: 3, selector: ({ date, slot }) => `${date}:${slot}` },
)

const draft: fc.Arbitrary<Omit<NodeDraft, 'key'>> = fc.record(
  {
    kind: fc.constantFrom('welcome' as const, 'column' as const, 'special' as const),
    time,
    slots,
    exceptions,
    module: maybe(6),
    column: line.map((each) => [...each].slice(0, 12).join('').trim()).filter((each) => each !== ''),
    value: maybe(6),
    tone: maybe(6),
    parts: fc
      .tuple(fc.array(part, { minLength: 1, maxLength: 4 }), card)
      .map(([parts, one]) => (one === null ? parts : [...parts.slice(0, 1), one, ...parts.slice(1)])),
    variables: fc.dictionary(fc.constantFrom('产品', '色号', 'a；b', '话、题'), maybe(6), { noNullPrototype: true }),
    audience: fc.record(
      {
        tags: names,
        stores: names,
        owners: names,
        size: span,
        age: span,
        tiers: names,
        segments: names,
        preferences: names,
      },
      { noNullPrototype: true },
    ),
    route: fc.constantFrom(
      'auto' as const,
      'group_task' as const,
      'staff_task' as const,
      'single_task' as const,
      'subscribe' as const,
    ),
    fallback: fc.constantFrom(null, 'welcome' as const),
    late: fc.constantFrom('send' as const, 'skip' as const, 'ask' as const),
    holiday: fc.constantFrom('keep' as const, 'shift' as const, 'skip' as const),
    weekend: fc.constantFrom('keep' as const, 'shift' as const, 'skip' as const),
    effort: maybe(8),
    owner: maybe(6),
    note: maybe(12),
  },
  { noNullPrototype: true },
)

const node = fc
  .tuple(draft, fc.option(text(10)))
  .map(([made, unscheduled]): SopNode => ({ ...checkNode({ ...made, key: 'n' }, null), unscheduled }))

test('a table that was made of a version reads back to the same version', () => {
  fc.assert(
    fc.property(
      fc.array(node, { minLength: 1, maxLength: 4 }),
      line,
      fc.option(fc.nat(400)),
      fc.option(fc.nat(400)),
      names,
      (made, name, first, length, stores) => {
        const nodes = made.map((each, index) => ({ ...each, key: `n${index}` }))
        const from = first === null ? null : addDays('2026-06-01', first)
        const to = length === null ? null : addDays(from ?? '2026-06-01', length)
        const read = roundTrip({ name, number: 3, from, to, stores, nodes })
        assert.deepEqual(
          read.issues.filter((issue) => issue.level === 'error'),
          [],
        )
        assert.deepEqual([read.name, read.from, read.to, read.stores], [name, from, to, stores])
        assert.deepEqual(
          read.rows.map((row) => row.node && bare(row.node)),
          nodes.map(bare),
        )
      },
    ),
    { numRuns: 150 },
  )
})

for (const template of templates) {
  test(`the template ${template.name} is sound, and goes through a table without loss`, () => {
    assert.equal(new Set(template.nodes.map((each) => each.key)).size, template.nodes.length)
    for (const { topic: _topic, unscheduled: _unscheduled, source: _source, ...each } of template.nodes)
      checkNode(each, null)
    const read = roundTrip({ name: template.name, number: 1, from: null, to: null, nodes: template.nodes })
    assert.deepEqual(
      read.rows.map((row) => row.node && bare(row.node)),
      template.nodes.map(bare),
    )
  })
}

test('every cell is in a node or named: what a person breaks in such a table is said by its cell', () => {
  const nodes = (templates[1]?.nodes.slice(0, 3) ?? []).map((each) =>
    withException(each, { date: '2026-11-25', slot: 0, skip: true, to: null, parts: null }),
  )
  const grid = exportTable({ name: '日常', number: 1, from: null, to: null, nodes })
  const cells = grid.sheets[0]?.cells ?? []
  const column = (label: string) => cells.find((cell) => cell.value === label)?.ref.replace(/\d/g, '') ?? ''
  const broken: readonly (readonly [label: string, value: string, code: string])[] = [
    ['周期', '2月31日', 'no_such_date'],
    ['时段', '25:00', 'time_out_of_range'],
    ['文案', '长'.repeat(5000), 'text_too_long'],
    ['内容组成', '香味：玫瑰', 'content_unreadable'],
    ['内容组成', '文案\n语气：活泼｜冲\n语气：活泼｜再冲', 'content_unreadable'],
    ['内容组成', '语气：活泼｜冲\n文案', 'content_unreadable'],
    ['节点编号', '打卡', 'key_wrong'],
    ['节点编号', 'topic', 'key_twice'],
    ['发送方式', '飞鸽', 'word_unknown'],
    ['遇节假日', '看心情', 'word_unknown'],
    ['变量', '等于号呢', 'variables_unreadable'],
    ['单独安排', '2026年2月31日第1次：不发', 'exception_unreadable'],
    ['单独安排', '2026年11月25日第1次：改到2027年11月26日14:00-15:00', 'exception_unreadable'],
    ['内容模块', '玄学', 'module_unknown'],
  ]
  for (const [label, value, code] of broken) {
    const ref = `${column(label)}${label === '节点编号' && value === 'topic' ? 6 : 4}`
    const changed = [...cells.filter((cell) => cell.ref !== ref), { ref, value }]
    const { issues } = importRules({ ...grid, sheets: [{ name: 'x', cells: changed, merges: [] }] }, CONTEXT)
    assert.ok(
      issues.some((issue) => issue.cell === ref && issue.code === code),
      `${label} ${code}: ${JSON.stringify(issues.slice(0, 3))}`,
    )
  }
  const ref = `${column('栏目')}4`
  const errors = [...cells.filter((cell) => cell.ref !== ref), { ref, value: null, error: '#REF!' }]
  const { issues } = importRules({ ...grid, sheets: [{ name: 'x', cells: errors, merges: [] }] }, CONTEXT)
  assert.ok(issues.some((issue) => issue.cell === ref && issue.code === 'error_cell'))
})

test('lists in a cell come back whatever stands in them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: sign, maxLength: 5, minLength: 1 }), { minLength: 1, maxLength: 4 }),
      (values) => assert.deepEqual(splitCell(joinCell(values, '、').trim(), '、'), values),
    ),
    { numRuns: 200 },
  )
})

test('what does not fit together in a node is refused with what to do', () => {
  const [first] = templates[1]?.nodes ?? []
  assert.ok(first)
  const code = (change: Partial<NodeDraft>) => {
    try {
      checkNode({ ...first, ...change }, null)
    } catch (error) {
      return error instanceof Refusal ? error.code : String(error)
    }
    return 'taken'
  }
  assert.equal(code({}), 'taken')
  assert.equal(code({ slots: [{ from: '10:00', until: '10:00' }] }), 'SLOT_WRONG')
  assert.equal(code({ slots: [{ from: '22:00', until: '08:00' }] }), 'SLOT_WRONG')
  assert.equal(code({ slots: [] }), 'SLOT_MISSING')
  assert.equal(code({ time: { on: 'festival', name: '店庆', offset: 0 } }), 'FESTIVAL_UNKNOWN')
  assert.equal(code({ route: 'welcome' }), 'WELCOME_ROUTE')
  assert.equal(code({ fallback: 'auto' }), 'SAME_FALLBACK')
  assert.equal(code({ parts: [{ type: 'text', text: '{昵称}早上好' }] }), 'MEMBER_VARIABLE')
  assert.equal(code({ parts: [{ type: 'text', text: '{昵称}早上好' }], route: 'single_task' }), 'taken')
  assert.equal(code({ parts: [{ type: 'text', text: '{群名}早上好' }] }), 'taken')
  const toned = (text: string, tones: ToneWording[]) => code({ tone: '亲切', parts: [{ type: 'text', text, tones }] })
  assert.equal(toned('早上好', [{ tone: '亲切', text: '早' }]), 'TONE_TWICE')
  assert.equal(toned('选哪个？A.口红 B.面膜', [{ tone: '简洁', text: '选一个' }]), 'TONE_TOPIC')
  assert.equal(toned('选哪个？A.口红 B.面膜', [{ tone: '简洁', text: '选：A.口红 B.面膜' }]), 'taken')
  assert.equal(toned('早上好', [{ tone: '简洁', text: '{昵称}早' }]), 'MEMBER_VARIABLE')
})
