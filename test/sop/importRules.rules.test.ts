import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Grid, GridCell } from '../../src/features/sop/grid'
import { type ImportContext, importRules } from '../../src/features/sop/importRules'
import type { NodeTime, SopNode } from '../../src/features/sop/rules'
import { readGrid } from './readGrid'

const REAL = join(import.meta.dirname, '../../local/demo/花间美妆-社群SOP.xlsx')
const CONTEXT: ImportContext = {
  today: '2026-11-22',
  groupTags: ['福利群', 'VIP群'],
  staffNames: ['小美', '阿玲', '店长'],
  fixes: {},
}
const HEADER = ['周期', '时段', '模块', '栏目', '文案', '形式', '风格', '素材', '适用群', '负责人', '备注']

/** A sheet from rows of cells; the first row is row 1. */
function sheet(name: string, rows: (string | number | null)[][], merges: string[] = []) {
  const cells: GridCell[] = rows.flatMap((row, index) =>
    row.map((value, column) => ({ ref: `${String.fromCharCode(65 + column)}${index + 1}`, value })),
  )
  return { name, cells: cells.filter((cell) => cell.value !== null), merges }
}

function grid(...sheets: Grid['sheets']): Grid {
  return { fileName: '测试.xlsx', sheets }
}

function row(change: Partial<Record<(typeof HEADER)[number], string | number | null>>) {
  const usual: Record<string, string | number | null> = {
    周期: '每天',
    时段: '9:00',
    栏目: '早安',
    文案: '大家早上好',
    形式: '文字',
  }
  return HEADER.map((label) => (label in change ? (change[label] ?? null) : (usual[label] ?? null)))
}

function timeInShort(time: NodeTime): string {
  if (time.on === 'daily') return '每天'
  if (time.on === 'weekdays') return `周${time.weekdays.join('')}`
  if (time.on === 'date') return time.date
  if (time.on === 'festival') return `${time.name}${time.offset === 0 ? '' : time.offset}`
  if (time.on === 'monthdays') return `每月${time.days.join(',')}`
  return `${time.on === 'group' ? '建群' : '入群'}${time.day}`
}

function inShort(sheetName: string, node: SopNode): string {
  const parts = node.parts.map((part) =>
    part.type === 'text'
      ? 'text'
      : part.type === 'card'
        ? `card:${part.cover}`
        : `${part.type}:${'material' in part ? part.material : ''}`,
  )
  return [
    `${sheetName}!${node.source?.row}`,
    node.kind,
    timeInShort(node.time),
    node.slots.map((slot) => `${slot.from}-${slot.until}`).join(' '),
    node.module,
    node.column,
    parts.join(' '),
    node.topic?.options.map((option) => option.key + option.text).join(' ') ?? '-',
    node.audience.tags.join(' '),
    node.owner,
    node.note,
    node.unscheduled === null ? 'scheduled' : 'later',
  ].join(' | ')
}

test('the real table becomes exactly these nodes', async () => {
  const preview = importRules(await readGrid(REAL), CONTEXT)
  assert.equal(preview.name, '花间美妆·福利群日常SOP')
  assert.deepEqual([preview.from, preview.to], ['2026-11-23', '2026-12-31'])
  assert.deepEqual(preview.counts, { rows: 17, writable: 17, broken: 0, tidied: 4, later: 6 })
  assert.deepEqual(
    preview.rows.map((each) =>
      each.node === null ? `${each.sheet}!${each.row} broken` : inShort(each.sheet, each.node),
    ),
    [
      '日常栏目!3 | column | 每天 | 09:00-10:00 | 互动 | 打卡签到 | text card:daka | - | 福利群 | 小美 | 可以用优惠券奖励；素材：打卡卡片 | scheduled',
      '日常栏目!4 | column | 每天 | 10:00-11:00 | 互动 | 话题讨论 | text image:话题图 card:topic | A卡粉 B泛红 C紧绷 | 福利群 | 小美 |  | scheduled',
      '日常栏目!5 | column | 每天 | 11:00-12:00 | 种草 | 午间好物 | text video:气垫测评.mp4 card:goods | - | 福利群 | 阿玲 | 午间好物测评 | scheduled',
      '日常栏目!6 | column | 每天 | 15:00-16:00 | 互动 | 游戏互动 | text card:game | - | 福利群 | 阿玲 | 气氛组接前3个 | scheduled',
      '日常栏目!7 | column | 每天 | 20:00-21:00 | 通知 | 用户反馈 | text questionnaire:满意度问卷 card:feedback | - | 福利群 | 小美 | 每周汇总 | scheduled',
      '每周栏目!3 | column | 周3 | 12:00-13:00 | 福利 | 会员日 | text image:会员日海报 card:member-day | - | VIP群 | 店长 | 先发会员券 | scheduled',
      '每周栏目!4 | column | 周5 | 20:00-21:00 | 福利 | 福利周五 | text card:member-day | - | 福利群 | 店长 | 200张；素材：福利周五券 | scheduled',
      '每周栏目!5 | column | 周5 | 21:00-22:00 | 促销转化 | 九点秒杀 | text card:flash | - | 福利群 | 阿玲 | 与上一行同一天；素材：秒杀卡片 | scheduled',
      '每周栏目!6 | column | 周7 | 20:30-21:30 | 知识价值 | 护肤小课堂 | text voice:课堂语音.mp3 card:class | - | 福利群 VIP群 | 阿玲 |  | scheduled',
      '节点活动!3 | special | 2026-12-22 | 10:00-11:00 | 福利 | 冬至暖心券 | text image:冬至图 card:member-day | - | 福利群 | 小美 | 节气 | scheduled',
      '节点活动!4 | special | 2026-12-12 | 09:00-10:00 20:00-21:00 | 促销转化 | 双12返场 | text image:双12清单 card:flash | - | 福利群 | 店长 | 两个时段 | scheduled',
      '节点活动!5 | special | 春节 | 10:00-11:00 | 通知 | 春节不打烊 | text card:notice | - | 福利群 | 小美 | 农历 | later',
      '节点活动!6 | special | 妇女节-3 | 15:00-16:00 | 种草 | 女王节预热 | text questionnaire:投票卡片 card:goods | - | 福利群 | 阿玲 | 相对节日 | later',
      '入群欢迎!3 | welcome | 入群0 |  | 福利 | 欢迎语-福利 | text | - | 福利群 | 系统 | 1分钟内 | later',
      '入群欢迎!4 | welcome | 入群0 |  | 通知 | 欢迎语-答疑 | text | - | 福利群 | 系统 |  | later',
      '入群欢迎!5 | welcome | 入群0 |  | 通知 | 欢迎语-群规 | text | - | 福利群 | 系统 |  | later',
      '入群欢迎!6 | welcome | 入群2 | 10:00-11:00 | 互动 | 自我介绍 | text | - | 福利群 | 阿玲 |  | later',
    ],
  )
})

test('the real table is remarked on in exactly these cells', async () => {
  const preview = importRules(await readGrid(REAL), CONTEXT)
  assert.deepEqual(
    preview.issues.map((issue) => `${issue.level} ${issue.sheet}!${issue.cell} ${issue.code}`),
    [
      'check 日常栏目!E3 member_variable',
      'tidied 日常栏目!B5 time_tidied',
      'check 日常栏目!H5 material_missing',
      'check 日常栏目!E5 variable_empty',
      'tidied 日常栏目!B6 time_tidied',
      'tidied 日常栏目!B7 time_tidied',
      'check 日常栏目!H7 questionnaire_kept',
      'tidied 每周栏目!B4 time_tidied',
      'check 每周栏目!E5 variable_empty',
      'later 节点活动!A5 outside_period',
      'check 节点活动!H6 questionnaire_kept',
      'later 节点活动!A6 outside_period',
      'later 入群欢迎!A3 on_join',
      'later 入群欢迎!A4 on_join',
      'later 入群欢迎!A5 on_join',
      'later 入群欢迎!A6 on_join',
    ],
  )
  const [first] = preview.issues
  assert.equal(first?.proposal, '早上好呀 宝宝们 ☀️ 点下方小程序打卡,今天+10积分,连续7天再送满99减20券~')
  const queen = preview.rows.find((each) => each.node?.column === '女王节预热')
  assert.deepEqual(queen?.node?.variables, { 天数: '3' })
  assert.match(queen?.node?.unscheduled ?? '', /^妇女节前3天（2027-03-05）不在执行周期/)
})

test('the first days on which a row is heard lie within the fourteen days after today', async () => {
  const preview = importRules(await readGrid(REAL), CONTEXT)
  const days = (column: string) => preview.rows.find((each) => each.node?.column === column)?.nextDays
  assert.equal(days('打卡签到')?.length, 14)
  assert.deepEqual(days('会员日'), ['2026-11-25', '2026-12-02'])
  assert.deepEqual(days('冬至暖心券'), [])
})

test('a fix is read in the place of the cell and gives another digest', async () => {
  const real = await readGrid(REAL)
  const fixes = { '日常栏目!E3': '宝宝们早上好，来打卡', '日常栏目!B3': '8点半' }
  const before = importRules(real, CONTEXT)
  const after = importRules(real, { ...CONTEXT, fixes })
  assert.notEqual(after.digest, before.digest)
  assert.equal(after.digest, importRules(real, { ...CONTEXT, fixes }).digest)
  assert.deepEqual(after.rows[0]?.node?.parts[0], { type: 'text', text: '宝宝们早上好，来打卡' })
  assert.deepEqual(after.rows[0]?.node?.slots, [{ from: '08:30', until: '09:30' }])
  assert.equal(after.rows[0]?.node?.key, before.rows[0]?.node?.key)
  assert.ok(!after.issues.some((issue) => issue.code === 'member_variable'))
})

test('keys stay when rows are moved and texts change', async () => {
  const rows = [row({ 栏目: '早安' }), row({ 栏目: '晚安', 时段: '21:00' })]
  const keys = (lines: typeof rows) =>
    new Map(
      importRules(grid(sheet('日常', [HEADER, ...lines])), CONTEXT).rows.map((each) => [
        each.node?.column,
        each.node?.key,
      ]),
    )
  const [first, second] = rows as [(typeof rows)[0], (typeof rows)[0]]
  assert.deepEqual([...keys([second, first])].sort(), [...keys([first, second])].sort())
  const repeated = importRules(grid(sheet('日常', [HEADER, first, first])), CONTEXT).rows.map((each) => each.node?.key)
  assert.equal(repeated[1], `${repeated[0]}_2`)
  for (const key of repeated) assert.match(key ?? '', /^[0-9a-z_]{1,24}$/)
})

test('other operators put columns in another order, under other words, below other titles', () => {
  const preview = importRules(
    grid(
      sheet('早场', [
        ['会员群推送安排', null, null, null],
        ['执行周期：2026/12/1 至 1/15'],
        [],
        ['文字内容', '时间点', '主题', '星期', '发给谁'],
        ['大家好，来聊聊', '晚上8点', '夜聊', '周一、三、五', '所有群'],
      ]),
    ),
    CONTEXT,
  )
  assert.deepEqual([preview.name, preview.from, preview.to], ['会员群推送安排', '2026-12-01', '2027-01-15'])
  const [only] = preview.rows
  assert.equal(only?.node && timeInShort(only.node.time), '周135')
  assert.deepEqual(only?.node?.slots, [{ from: '20:00', until: '21:00' }])
  assert.deepEqual(only?.node?.audience.tags, [])
})

test('a wrong cell breaks its own row only, and is named with what to do', () => {
  const source = sheet('日常', [
    HEADER,
    row({ 时段: '25:00' }),
    row({ 周期: '周八' }),
    row({ 文案: null }),
    row({ 时段: '有空' }),
    row({ 栏目: '好的' }),
    row({}),
  ])
  source.cells.push({ ref: 'K7', value: null, error: '#REF!' })
  const preview = importRules(grid(source), CONTEXT)
  assert.deepEqual(
    preview.rows.map((each) => `${each.row} ${each.node === null ? 'broken' : 'written'}`),
    ['2 broken', '3 broken', '4 broken', '5 broken', '6 written', '7 broken'],
  )
  const errors = preview.issues.filter((issue) => issue.level === 'error')
  assert.deepEqual(
    errors.map((issue) => `${issue.cell} ${issue.code} ${issue.proposal}`),
    [
      'B2 time_out_of_range 15:00',
      'A3 no_such_weekday null',
      'E4 text_missing null',
      'B5 time_unreadable null',
      'K7 error_cell null',
    ],
  )
  for (const issue of preview.issues) assert.match(issue.message, /[，。；：！？]/, issue.message)
})

test('a text over the 4000 bytes of one message is refused with its length', () => {
  const preview = importRules(grid(sheet('日常', [HEADER, row({ 文案: '长'.repeat(1334) })])), CONTEXT)
  assert.equal(preview.issues.find((issue) => issue.level === 'error')?.code, 'text_too_long')
})

test('an empty cycle takes the one above and says so; the first row has none', () => {
  const preview = importRules(
    grid(sheet('日常', [HEADER, row({ 周期: null }), row({ 周期: '周三' }), row({ 周期: null, 栏目: '下一条' })])),
    CONTEXT,
  )
  assert.deepEqual(
    preview.rows.map((each) => (each.node === null ? 'broken' : timeInShort(each.node.time))),
    ['broken', '周3', '周3'],
  )
  assert.ok(preview.issues.some((issue) => issue.cell === 'A4' && issue.code === 'cycle_carried'))
})

test('unknown groups, people, forms and columns are named; what is unknown stays in the note', () => {
  const preview = importRules(
    grid(
      sheet('日常', [
        [...HEADER, 'KPI'],
        [...row({ 适用群: '福利群、银卡群', 负责人: '小王', 形式: '直播' }), '打卡率30%'],
      ]),
    ),
    CONTEXT,
  )
  const codes = preview.issues.map((issue) => issue.code)
  for (const code of ['tags_unknown', 'owner_unknown', 'form_unknown', 'extra_column'])
    assert.ok(codes.includes(code), code)
  assert.equal(preview.rows[0]?.node?.note, '表现形式：直播；KPI：打卡率30%')
})

test('a sheet without a header and a row that is only a heading are named, not dropped', () => {
  const preview = importRules(
    grid(sheet('说明', [['本表由运营部维护'], ['有问题找小美']]), sheet('日常', [HEADER, ['一、早间栏目'], row({})])),
    CONTEXT,
  )
  assert.deepEqual(
    preview.issues
      .filter((issue) => issue.code !== 'no_period')
      .map((issue) => `${issue.sheet}!${issue.cell} ${issue.code}`),
    ['说明!A1 no_header', '日常!A2 heading_row'],
  )
  assert.equal(preview.rows.length, 1)
})

test('nothing is dropped silently: every cell below the header is in a node or named', () => {
  const known = {
    周期: fc.constantFrom('每天', '周三', '每周五', '12月12日', '春节', '入群第2天', '12月1日、12月2日', '', '周八'),
    时段: fc.constantFrom('9:00', '11点', '晚上8点', '9:00、20:00', '', '25:00'),
    形式: fc.constantFrom('文字', '图文', '图文+短视频', '小程序', '问卷', '', '直播'),
  }
  const token = fc.integer({ min: 100, max: 999 })
  const line = fc.record({
    ...known,
    tokens: fc.array(fc.option(token, { nil: null }), { minLength: 9, maxLength: 9 }),
  })
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.nat(4), (lines, mergeRow) => {
      const labels = ['模块', '栏目', '文案', '风格', '素材', '适用群', '负责人', '备注', '未知列']
      const rows = lines.map((each, index) => [
        each.周期 || null,
        each.时段 || null,
        each.形式 || null,
        ...each.tokens.map((number, column) => (number === null ? null : `字${index}行${column}列${number}`)),
      ])
      const source = sheet('表', [['周期', '时段', '形式', ...labels], ...rows], [`A${mergeRow + 2}:A${mergeRow + 3}`])
      const preview = importRules(grid(source), { ...CONTEXT, staffNames: [] })
      for (const cell of source.cells) {
        const number = Number(cell.ref.slice(1))
        if (number === 1) continue
        if (preview.issues.some((issue) => issue.cell === cell.ref)) continue
        const nodes = preview.rows.filter((each) => each.row === number)
        if (nodes.some((each) => each.node === null)) {
          // A broken row keeps nothing: some cell of it is named as an error, and the operator confirms to leave it out.
          // An unreadable cycle is named where it stands, which for merged or empty cells is a row above.
          const errors = preview.issues.filter((issue) => issue.level === 'error')
          assert.ok(
            errors.some((issue) => issue.cell.endsWith(String(number)) || issue.cell.startsWith('A')),
            cell.ref,
          )
          continue
        }
        assert.ok(nodes.length > 0, `${cell.ref} belongs to no row`)
        if (/^[ABC]/.test(cell.ref)) continue
        assert.ok(JSON.stringify(nodes).includes(String(cell.value)), `${cell.ref} ${cell.value} is lost`)
      }
    }),
    { numRuns: 400 },
  )
})

test('arbitrary cells never make the reader fail', () => {
  const value = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
    fc.constant(null),
  )
  fc.assert(
    fc.property(fc.array(fc.array(value, { minLength: 11, maxLength: 11 }), { maxLength: 5 }), (rows) => {
      const preview = importRules(grid(sheet('表', [HEADER, ...rows])), CONTEXT)
      for (const issue of preview.issues) assert.ok(issue.message.length > 5)
    }),
    { numRuns: 300 },
  )
})
