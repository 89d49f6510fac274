import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import ExcelJS from 'exceljs'
import { DEMO_TABLE } from '../../local/demo/seed'
import { DEMO_LOGIN } from '../../local/demo/staff'
import { openProduct, type Product } from '../e2e/product'

const home = resolve(__dirname, '../..')
const table = join(home, 'local/demo', DEMO_TABLE)
const folder = mkdtempSync(join(tmpdir(), 'jiepai-import-'))
let product: Product

before(async () => {
  product = await openProduct('2026-11-22T10:00:00+08:00', 'people')
})
after(() => product.close())

/** Runs `npm run import` as a shell would, without npm. */
function importFile(...args: string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['scripts/import.mjs', ...args, '--url', product.url], { cwd: home })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text: string) => {
        said += text
      })
    }
    child.on('close', (code) => done({ code, said }))
  })
}

async function sops(): Promise<{ name: string; latest: number }[]> {
  const { token } = await product.call<{ token: string }>('staff', 'staff.login', DEMO_LOGIN, {})
  return (await product.call<{ sops: { name: string; latest: number }[] }>('staff', 'sop.list', {}, { token })).sops
}

/** A copy of the shop's table with cells of the daily sheet changed. */
async function tableWith(name: string, cells: Record<string, string>): Promise<string> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(table)
  for (const [cell, text] of Object.entries(cells)) book.worksheets[0]!.getCell(cell).value = text
  const file = join(folder, name)
  await book.xlsx.writeFile(file)
  return file
}

test('a dry run lists the remarks by cell and writes nothing', async () => {
  const { code, said } = await importFile(table, '--dry-run')
  assert.equal(code, 0, said)
  assert.match(said, /共 17 行/)
  assert.match(said, /日常栏目!B7 +已整理/)
  assert.match(said, /什么都没有写入/)
  assert.deepEqual(await sops(), [])
})

test('every wrong cell is named, and nothing is written before the operator says what to write', async () => {
  const file = await tableWith('wrong.xlsx', { B3: '早上吧', A4: '随便哪天' })
  const { code, said } = await importFile(file)
  assert.equal(code, 1)
  assert.match(said, /日常栏目!B3 +要改/)
  assert.match(said, /日常栏目!A4 +要改/)
  assert.match(said, /有 2 行要先改，什么都没有写入/)
  assert.deepEqual(await sops(), [])
})

test('a broken file, a missing file and a wrong password get one sentence and write nothing', async () => {
  const broken = join(folder, 'broken.xlsx')
  writeFileSync(broken, 'PK\u0003\u0004 and no zip')
  for (const [args, words] of [
    [[broken], /打不开/],
    [[join(folder, 'none.xlsx')], /没有读到文件/],
    [[table, '--password', 'wrong'], /名字或密码不对/],
    [[], /用法/],
  ] as const) {
    const { code, said } = await importFile(...args)
    assert.equal(code, 1)
    assert.match(said, words)
  }
  assert.deepEqual(await sops(), [])
})

test('the right rows are written as a draft; the same file again is the same draft', async () => {
  const file = await tableWith('one-wrong.xlsx', { B3: '早上吧' })
  for (const _ of [1, 2]) {
    const { code, said } = await importFile(file, '--accept', '--leave-out-errors')
    assert.equal(code, 0, said)
    assert.match(said, /已写成草稿：SOP \w+ 第 1 版，16 条/)
    assert.deepEqual(
      (await sops()).map(({ latest }) => latest),
      [1],
    )
  }
})
