import { deepEqual, equal, ok } from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { memberMethods, staffMethods } from '../src/contracts'
import * as laws from './architecture/laws'
import { filesUnder, home, parse, read } from './architecture/sources'

const code = filesUnder(['src', 'cloudfunctions', 'local', 'scripts'], /\.(tsx?|mjs|cjs|js)$/).map(read)
const styles = filesUnder(['src', 'local'], /\.s?css$/).map(read)
const tests = filesUnder(['test'], /\.(tsx?|cjs)$/).map(read)
const product = code.filter(({ file }) => !file.startsWith('scripts/'))

/** Each law, what it is asked of, and snippets that break it: a law that cannot fail keeps nothing. */
const cases: [sentence: string, law: laws.Law, of: typeof code, breaches: Record<string, string>][] = [
  [
    'rules and kernel are pure',
    laws.rulesArePure,
    code,
    { 'src/features/x/rules.ts': "import { a } from '../y/server'", 'src/kernel/x.ts': "import 'node:fs'" },
  ],
  [
    'pages never import a server',
    laws.pagesKnowNoServer,
    code,
    {
      'src/features/x/pages/a.tsx': "import { a } from '../server'",
      'src/admin/a.ts': "import('../../local/server')",
    },
  ],
  [
    'features meet in contracts',
    laws.featuresMeetInContracts,
    code,
    {
      'src/features/x/server.ts': "import * as y from '../y/server'",
      'src/features/x/jobs.ts': "import { a } from '../y/admin/a'",
      'src/features/x/pages/a.tsx': "import '../../y/rows'",
    },
  ],
  [
    'only the platform imports the SDK, and the product never the workbench',
    laws.sdkStaysInPlatform,
    product,
    {
      'src/features/x/server.ts': "import cloud from 'wx-server-sdk'",
      'cloudfunctions/member/index.ts': "import { a } from '../../local/server'",
    },
  ],
  [
    'clock and chance come in',
    laws.clockAndChanceComeIn,
    product,
    {
      'src/features/x/server.ts': 'const at = Date.now()',
      'src/features/x/rules.ts': 'const at = new Date()',
      'src/client/x.ts': 'const day = (at: Date) => at.getDay()',
      'src/client/y.ts': 'const noon = new Date(2026, 10, 20, 12)',
      'src/admin/x.ts': 'const text = (at: Date) => at.toLocaleDateString()',
      'src/admin/y.ts': "const format = new Intl.DateTimeFormat('zh-CN')",
      'local/x.ts': 'Math.random()',
    },
  ],
  ['files are short', laws.filesAreShort, [...code, ...styles], { 'src/x.ts': '\n'.repeat(400).concat('export {}') }],
  [
    'there are no barrels',
    laws.noBarrels,
    code,
    {
      'src/features/x/index.ts': "export { a } from './rules'",
      'src/features/x/server.ts': "export * from './jobs'",
      'src/features/y/server.ts': "export { a } from '../x/server'",
    },
  ],
  [
    'the ledger has one reader and one writer',
    laws.oneLedgerReader,
    product,
    {
      'src/features/x/server.ts': "function a() { store.find('points_ledger', {}) }",
      'src/features/points/ledger.ts': "function readLedger() { store.insert('points_ledger', {}) }",
    },
  ],
  [
    'WeChat’s questions to a person are asked in one place',
    laws.oneAsker,
    product,
    { 'src/features/x/pages/a.ts': 'Taro.requestSubscribeMessage({ tmplIds: [] })' },
  ],
  [
    'refusals have a code and a Chinese sentence',
    laws.refusalsSpeak,
    product,
    {
      'src/features/x/server.ts': "refuse('NOT_FOUND', 'not found')",
      'src/features/x/jobs.ts': "refuse('no', '没有找到，请刷新。')",
    },
  ],
  [
    'nothing half done is left and no test is skipped',
    laws.noLooseEnds,
    [...code, ...tests],
    { 'src/x.ts': ['// TO', 'DO later'].join(''), 'test/x.test.ts': ['test.', "skip('x')"].join('') },
  ],
]

for (const [sentence, law, of, breaches] of cases) {
  test(sentence, () => deepEqual(law(of), []))
  for (const [file, text] of Object.entries(breaches)) {
    test(`${sentence}: ${JSON.stringify(text.trim())} is found`, () => equal(law([parse(file, text)]).length, 1))
  }
}

test('every method of the contracts has its handler and its feature', async () => {
  const { memberHandlers } = await import('../src/handlers.member')
  const { staffHandlers } = await import('../src/handlers.staff')
  deepEqual(Object.keys(memberHandlers).sort(), Object.keys(memberMethods).sort())
  deepEqual(Object.keys(staffHandlers).sort(), Object.keys(staffMethods).sort())
  for (const method of [...Object.keys(memberMethods), ...Object.keys(staffMethods)]) {
    ok(existsSync(join(home, 'src/features', method.split('.')[0]!)), method)
  }
})

test('every page of the mini-program exists, and every existing page is listed', async () => {
  Object.assign(globalThis, { defineAppConfig: (config: unknown) => config })
  const { default: app } = (await import(join(home, 'src/app.config.ts'))) as { default: AppConfig }
  const inPackages = (app.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))
  const listed = [...app.pages, ...inPackages].map((page) => `src/${page}.tsx`)
  deepEqual(
    listed.sort(),
    filesUnder(['src/features'], /^index\.tsx$/)
      .filter((file) => file.includes('/pages/'))
      .sort(),
  )
})

interface AppConfig {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
}

test('what features say in refusals is never empty', async () => {
  for (const file of filesUnder(['src/features'], /^text\.ts$/)) {
    const said: Record<string, unknown> = await import(join(home, file))
    for (const [name, text] of Object.entries(said).flatMap(([name, value]) => leavesOf(name, value))) {
      ok(/\S/.test(text), `${file}: ${name}`)
    }
  }
})

function leavesOf(name: string, value: unknown): [string, string][] {
  if (typeof value === 'string') return [[name, value]]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(`${name}.${key}`, inner))
}

test('the lock file names no registry', () => {
  const lock: { packages: Record<string, { resolved?: string }> } = JSON.parse(
    readFileSync(join(home, 'package-lock.json'), 'utf8'),
  )
  deepEqual(
    Object.entries(lock.packages).filter(
      ([, { resolved }]) => resolved !== undefined && /^(https?|git)/.test(resolved),
    ),
    [],
  )
})
