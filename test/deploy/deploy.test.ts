import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { collections } from '../../cloudfunctions/platform/indexes'
import { readDesired, VARIABLES } from '../../scripts/deploy/desired'
import type { FirstDocuments } from '../../scripts/deploy/firstDocuments'
import { type DeployPorts, deploy } from '../../scripts/deploy/run'
import type { Desired } from '../../scripts/deploy/state'
import { ENV, emptyState, KEYS, openPlane, type Plane } from './plane'

const home = resolve(__dirname, '../..')
const dist = mkdtempSync(join(tmpdir(), 'jiepai-deploy-'))
let plane: Plane
/** The two documents that only the data plane can write; backup.test.ts has them in a real database. */
const written = { owner: '', work: false }

const SHELL = {
  TENCENTCLOUD_SECRETID: KEYS.secretId,
  TENCENTCLOUD_SECRETKEY: KEYS.secretKey,
  JIEPAI_SECRET: 'never-shown-secret',
  JIEPAI_APPID: 'wx0123456789abcdef',
  WECOM_SECRET: 'never-shown-either',
}

before(async () => {
  plane = await openPlane()
  for (const name of ['member', 'staff', 'inbound', 'tick']) {
    const config = readFileSync(join(home, 'cloudfunctions', name, 'config.json'), 'utf8')
    write(`cloudfunctions/${name}/index.js`, `exports.main = () => '${name}'`)
    write(`cloudfunctions/${name}/config.json`, config)
  }
  const page = readFileSync(join(home, 'src/admin/index.html'), 'utf8')
  write('admin/index.html', page)
  for (const name of ['a', 'b', 'c']) write(`admin/assets/${name}-1.js`, name)
})

beforeEach(() => {
  Object.assign(plane.state, emptyState())
  Object.assign(written, { owner: '', work: false })
  plane.reset()
})

after(async () => {
  await plane.close()
  rmSync(dist, { recursive: true })
})

function write(file: string, text: string): void {
  mkdirSync(dirname(join(dist, file)), { recursive: true })
  writeFileSync(join(dist, file), text)
}

const documents: FirstDocuments = {
  hasPeople: async () => written.owner !== '',
  missingWork: async () => (written.work ? [] : ['points.time']),
  async addWork() {
    written.work = true
  },
  async addOwner(login) {
    written.owner = login
  },
}

/** Only so much of everything that a run can be cut at each of its calls. */
const few: DeployPorts['desired'] = (...args) => {
  const desired = readDesired(...args)
  const functions = desired.functions.filter(({ name }) => name === 'tick')
  return { ...desired, collections: pick(['staff']), functions, files: desired.files.slice(-2) }
}

function pick(names: readonly string[]): Desired['collections'] {
  return Object.fromEntries(names.map((name) => [name, collections[name] ?? { indexes: [] }]))
}

async function run(args = '', change: Partial<DeployPorts> = {}): Promise<{ code: number; said: string }> {
  const lines: string[] = []
  const cloud = { apiUrl: plane.apiUrl, cosUrl: plane.cosUrl, wait: async () => {} }
  const ports: DeployPorts = {
    environment: SHELL,
    dist,
    out: (line) => lines.push(line),
    documents: () => documents,
    cloud,
  }
  const code = await deploy(['--env', ENV, ...args.split(' ').filter(Boolean)], { ...ports, ...change })
  return { code, said: lines.join('\n') }
}

const OWNER = '--login zhou --name 周运营'
const NOTHING = /已经和代码一致，没有要做的/

test('an empty environment is told, then filled, then has nothing left to do; no value of a secret is ever printed', async () => {
  const told = await run(`${OWNER} --dry-run`)
  assert.equal(told.code, 0)
  assert.deepEqual(plane.writes, [])
  const steps = told.said.split('\n').filter((line) => line.startsWith('- ')).length
  assert.match(told.said, new RegExp(`共 ${steps} 步。这是预览，什么都没有写。`))

  plane.busyCalls = 3
  const done = await run(OWNER)
  assert.equal(done.code, 0, done.said)
  assert.match(done.said, new RegExp(`部署好了，共 ${steps} 步`))
  const { tables, functions, routes, origins, objects, storage } = plane.state
  assert.deepEqual([...tables.keys()].sort(), Object.keys(collections).sort())
  for (const [name, { indexes, acl }] of tables) {
    assert.equal(acl, 'ADMINONLY', name)
    assert.deepEqual(
      [...indexes.keys()],
      collections[name]?.indexes.map((index) => index.name),
    )
  }
  assert.deepEqual(
    [...functions].map(([name, one]) => [name, one.Timeout, one.MemorySize]),
    [
      ['member', 20, 256],
      ['staff', 20, 256],
      ['inbound', 20, 256],
      ['tick', 60, 256],
    ],
  )
  assert.deepEqual([...(functions.get('tick')?.Triggers ?? [])], [['tick', { cron: '0 */5 * * * * *', on: true }]])
  assert.deepEqual(
    [...routes.values()].map((route) => [route.Path, route.UpstreamResourceName, route.EnableSafeDomain]),
    [
      ['/call/staff', 'staff', true],
      ['/inbound', 'inbound', true],
      ['/inbound/mp', 'inbound', true],
      ['/inbound/orders', 'inbound', true],
    ],
  )
  assert.deepEqual([...origins], [`${ENV}.page.example`])
  assert.deepEqual([...objects.keys()].at(-1), 'admin/index.html', 'the entry of the page comes last')
  const page = objects.get('admin/index.html')?.toString() ?? ''
  assert.match(page, new RegExp(`<meta name="jiepai-api" content="https://${ENV}.app.example"`))
  assert.deepEqual([storage, written.owner, written.work], ['READONLY', 'zhou', true])

  plane.reset()
  const again = await run('', { environment: { ...SHELL, JIEPAI_SECRET: undefined, WECOM_SECRET: undefined } })
  assert.match(again.said, NOTHING)
  assert.deepEqual(plane.writes, [])
  for (const { said } of [told, done, again]) assert.doesNotMatch(said, /never-shown|simulated-key/)
})

test('a run that is cut at any writing call is completed by the next one', async () => {
  await run(OWNER, { desired: few })
  const whole = finger()
  const writes = plane.writes.length
  assert.deepEqual(new Set(plane.writes).size, 11, 'every kind of writing call of a new environment is cut')
  for (let write = 1; write <= writes; write++) {
    Object.assign(plane.state, emptyState())
    Object.assign(written, { owner: '', work: false })
    plane.reset()
    // Done and its answer lost. That the call never arrived leaves what the loss of the answer before it left.
    plane.cut = { write, moment: 'after' }
    const cut = await run(OWNER, { desired: few })
    assert.equal(cut.code, 1)
    assert.match(cut.said, /连不上腾讯云.*从停下的地方接着做/)
    plane.cut = null
    const next = await run(OWNER, { desired: few })
    assert.equal(next.code, 0, `write ${write}: ${next.said}`)
    assert.deepEqual(finger(), whole, `write ${write}`)
  }
  // A list that lags behind makes it do again what is done.
  plane.state.stale = true
  assert.match((await run(OWNER, { desired: few })).said, /部署好了/)
  plane.state.stale = false
  assert.deepEqual(finger(), whole)
  plane.reset()
  assert.match((await run('', { desired: few })).said, NOTHING)
})

/** The state without what is a matter of how many looks were made. */
function finger(): unknown {
  const { tables, functions, routes, origins, objects, storage } = plane.state
  const plain = [...functions].map(([name, { busy: _, Triggers, ...one }]) => [name, one, [...Triggers]])
  return [[...tables], plain, [...routes], [...origins], [...objects.keys()], storage, { ...written }].map((part) =>
    JSON.parse(JSON.stringify(part, (_, value) => (value instanceof Map ? [...value] : value))),
  )
}

test('what somebody changed in the console is planned back; what is not ours is told and left alone', async () => {
  const desired: DeployPorts['desired'] = (...args) => ({
    ...readDesired(...args),
    collections: pick(['staff', 'due', 'accounts', 'sops']),
  })
  await run(OWNER, { desired })
  const { tables, functions, routes, objects } = plane.state
  const due = tables.get('due')
  const staff = functions.get('staff')
  const tick = functions.get('tick')
  assert.ok(due && staff && tick)
  due.indexes.set('free', { keys: [{ Name: 'at', Direction: '1' }], unique: false })
  due.indexes.set('by_hand', { keys: [{ Name: 'kind', Direction: '1' }], unique: false })
  Object.assign(tables.get('accounts') ?? {}, { acl: 'READONLY' })
  Object.assign(tables.get('sops') ?? {}, { acl: 'CUSTOM', rule: '{ "read": false, "write": false }' })
  tables.set('their_things', { indexes: new Map(), acl: 'PRIVATE', rule: null })
  Object.assign(staff, { Timeout: 3, MemorySize: 512, sha: 'uploaded by somebody' })
  staff.Variables.push({ Key: 'THEIRS', Value: 'kept' })
  functions.set('their_function', { ...staff, Triggers: new Map() })
  tick.Triggers.set('tick', { cron: '0 */5 * * * * *', on: false })
  Object.assign(routes.get('/inbound') ?? {}, { EnableAuth: true })
  objects.set('admin/index.html', Buffer.from('older'))
  plane.reset()

  const plan = await run('--dry-run', { desired })
  assert.deepEqual(plan.said.split('\n'), [
    '- due 建索引 free_2（freeAt）',
    '- due 去掉旧索引 free',
    '- 关上集合 accounts 的客户端读写',
    '- 上传云函数 staff 的代码',
    '- 改云函数 staff 的配置：超时 3 → 20 秒',
    '- 重设定时触发器 tick/tick（0 */5 * * * * *）',
    '- 改路由 /inbound → 云函数 inbound',
    '- 上传 admin/index.html（1 KB）',
    '注意：集合 due 有一个不是节拍建的索引 by_hand，原样留着。',
    '注意：不属于节拍的集合，原样留着：their_things',
    '注意：不属于节拍的云函数，原样留着：their_function',
    '共 8 步。这是预览，什么都没有写。',
  ])
  assert.deepEqual(plane.writes, [])
  const brand = { ...SHELL, JIEPAI_BRAND: '花间' }
  // The first run dies at its first write, the next at its second, and so on.
  for (let write = 1, code = 1; code !== 0; write++) {
    plane.reset()
    plane.cut = { write, moment: write % 2 ? 'after' : 'before' }
    code = (await run('', { desired, environment: brand })).code
  }
  assert.deepEqual([...due.indexes.keys()].sort(), ['by_hand', 'free_2'])
  assert.deepEqual([staff.MemorySize, staff.Timeout], [512, 20])
  const values = Object.fromEntries(staff.Variables.map(({ Key, Value }) => [Key, Value]))
  assert.deepEqual([values.THEIRS, values.JIEPAI_BRAND, values.JIEPAI_SECRET], ['kept', '花间', 'never-shown-secret'])
  assert.ok(tables.has('their_things') && functions.has('their_function'))
  assert.match((await run('', { desired, environment: brand })).said, NOTHING)
})

test('wrong keys, no network, no such environment and a changed secret are one sentence each', async () => {
  const failing: [string, Partial<DeployPorts>, RegExp][] = [
    ['', { environment: { ...SHELL, TENCENTCLOUD_SECRETID: 'AKIDother' } }, /^密钥不对或已停用/],
    ['', { environment: { ...SHELL, TENCENTCLOUD_SECRETKEY: 'other' } }, /^密钥不对或已停用.*SignatureFailure/],
    ['', { environment: {} }, /^没有密钥：/],
    ['', { cloud: { apiUrl: () => 'http://127.0.0.1:9', cosUrl: plane.cosUrl } }, /^连不上腾讯云（127\.0\.0\.1:9，/],
    ['--env other-1', {}, /^这个账号下没有环境 other-1/],
    ['', { environment: { ...SHELL, JIEPAI_SECRET: '' } }, /^缺少环境变量 JIEPAI_SECRET（自己定一串/],
    ['--api https://x.example/', {}, /不是域名/],
    ['--api unbound.example', {}, /^域名 unbound\.example 还没有绑到/],
    ['--login zhou', {}, /^--login 和 --name 要一起写/],
    ['--wrong', {}, /^用法：/],
  ]
  for (const [args, change, sentence] of failing) {
    const { code, said } = await run(args, change)
    assert.equal(code, 1)
    assert.match(said, sentence)
    assert.doesNotMatch(said, /\n\s+at |never-shown/)
  }
  assert.deepEqual(plane.writes, [])
  const early = {
    ...documents,
    addWork: () => Promise.reject(Object.assign(new Error(), { errMsg: '-502005 no table' })),
  }
  const refused = await run(OWNER, { desired: few, documents: () => early })
  assert.match(refused.said, /数据库没有答应（-502005 no table）.*再运行一次/)
  await run(OWNER, { desired: few })
  const changed = await run('', { desired: few, environment: { ...SHELL, JIEPAI_SECRET: 'another' } })
  assert.match(changed.said, /^JIEPAI_SECRET 和云上的不一样/)
})

test('every variable that the functions read is deployed with them', () => {
  const local = /^(JIEPAI_DEMO|TARO_ENV|TCB_ENV|SCF_NAMESPACE|TENCENTCLOUD_\w+|\w+_BASE_URL)$/
  const folder = join(home, 'cloudfunctions')
  const listed = new Set(Object.values(VARIABLES).flatMap((list) => list.map(({ name }) => name)))
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )) {
    const text = readFileSync(join(folder, file), 'utf8')
    for (const [, name = ''] of text.matchAll(/\benv(?:\.|, ')([A-Z][A-Z0-9_]+)/g)) {
      assert.ok(local.test(name) || listed.has(name), `${file} reads ${name}: list it in scripts/deploy/desired.ts`)
    }
  }
})
