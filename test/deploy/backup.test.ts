import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openDatabaseAt, type ToolDatabase } from '../../cloudfunctions/platform/sdk'
import { wxStore } from '../../cloudfunctions/platform/store'
import { seedPeople } from '../../local/demo/seed'
import { backup } from '../../scripts/backup/backup'
import { fileOf, readManifest } from '../../scripts/backup/folder'
import { restore } from '../../scripts/backup/restore'
import { copyCommand } from '../../scripts/backup/run'
import { firstDocuments } from '../../scripts/deploy/firstDocuments'
import { firstWork } from '../../src/jobs'
import { openWorld, type World } from '../cloud/world'

const folder = mkdtempSync(join(tmpdir(), 'jiepai-backup-'))
const at = (name: string) => join(folder, name)
const FEW = ['accounts', 'points_ledger', 'staff']
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
/** A brand in one cloud, nothing in the other. */
let full: World
let empty: World

before(async () => {
  full = await openWorld({ timers: false })
  empty = await openWorld({ timers: false })
  await seedPeople(wxStore(open(full)))
  // More than two pages, in an order that is not that of the ids, with what JSON alone would lose.
  const ledger = Array.from({ length: 450 }, (_, n) => ({
    _id: `checkin:${(n * 7919) % 450}`,
    at: new Date(n),
    z: n,
    a: [{ 备注: '早' }, null],
  }))
  for (let from = 0; from < ledger.length; from += 150) {
    await open(full)
      .collection('points_ledger')
      .add({ data: ledger.slice(from, from + 150) })
  }
})

after(async () => {
  await full.close()
  await empty.close()
  rmSync(folder, { recursive: true })
})

function open(world: World): ToolDatabase {
  return openDatabaseAt(`${world.url}/cloud/admin`)
}

/** A database whose n-th use of a collection is the last: the process is gone then. */
function dying(database: ToolDatabase, uses: number): ToolDatabase {
  let left = uses
  return {
    ...database,
    collection(name) {
      left -= 1
      if (left < 0) throw new Error('killed')
      return database.collection(name)
    },
  }
}

async function copy(command: 'backup' | 'restore', world: World, to: string): Promise<{ code: number; said: string }> {
  const lines: string[] = []
  const way = command === 'backup' ? '--out' : '--from'
  const args = ['--url', `${world.url}/cloud/admin`, way, at(to)]
  const code = await copyCommand(command, args, {}, '.', (line) => lines.push(line))
  return { code, said: lines.join('\n') }
}

test('an environment is copied and restored equal', async () => {
  const whole = await copy('backup', full, 'whole')
  assert.equal(whole.code, 0, whole.said)
  assert.match(whole.said, /points_ledger: 450/)
  assert.match((await copy('restore', empty, 'whole')).said, /恢复好了，条数和内容都核对过/)
  const { data } = await open(empty).collection('points_ledger').where({ _id: 'checkin:7' }).limit(1).get()
  assert.ok((data[0] as { at: unknown }).at instanceof Date)
})

test('runs that die again and again end in the same copy, and in the same environment', async () => {
  const url = `${full.url}/cloud/admin`
  // The first dies between two pages and in the middle of a line.
  await assert.rejects(
    backup(dying(open(full), 3), url, at('torn'), () => {}, FEW),
    /killed/,
  )
  appendFileSync(`${fileOf(at('torn'), 'points_ledger')}.part`, '{"_id":"checkin:9')
  await assert.rejects(
    backup(dying(open(full), 1), url, at('torn'), () => {}, FEW),
    /killed/,
  )
  const torn = await backup(open(full), url, at('torn'), () => {}, FEW)
  const whole = readManifest(at('whole'))?.collections.filter(({ name }) => FEW.includes(name))
  assert.deepEqual([...torn.collections].sort(byName), [...(whole ?? [])].sort(byName))
  assert.equal(readFileSync(fileOf(at('torn'), 'staff'), 'utf8'), readFileSync(fileOf(at('whole'), 'staff'), 'utf8'))

  for (const name of FEW) await open(empty).collection(name).where({}).remove()
  let deaths = 0
  for (let uses = 1, done = false; !done; uses += 1) {
    done = await restore(dying(open(empty), uses), at('torn'), () => {}).then(
      () => true,
      (error: Error) => (/killed|no answer/.test(error.message) ? false : assert.fail(error.message)),
    )
    if (!done) deaths += 1
  }
  assert.ok(deaths > 9)
  const again = await backup(open(empty), `${empty.url}/cloud/admin`, at('restored'), () => {}, FEW)
  assert.deepEqual(again.collections, torn.collections)
})

test('what would mix or lose something is refused before anything is written', async () => {
  assert.match((await copy('backup', full, 'whole')).said, /已经是一份完整的备份/)
  assert.match((await copy('restore', full, 'nothing')).said, /不是备份文件夹/)
  await open(full)
    .collection('sops')
    .add({ data: { _id: 'newer' } })
  assert.match((await copy('restore', full, 'whole')).said, /不是空的：集合 sops 里有备份之外的内容（newer）/)
  const file = fileOf(at('whole'), 'points_ledger')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"z":7', '"z":8'))
  assert.match((await copy('restore', empty, 'whole')).said, /points_ledger\.ejsonl 和清单对不上/)
  const unfinished = JSON.parse(readFileSync(join(at('torn'), 'manifest.json'), 'utf8'))
  writeFileSync(join(at('torn'), 'manifest.json'), JSON.stringify({ ...unfinished, finishedAt: null }))
  assert.match((await copy('restore', empty, 'torn')).said, /备份还没做完/)
  assert.match((await copy('backup', empty, 'torn')).said, /还没做完：换一个文件夹/)
})

test('the first documents of an environment are written once, and the first owner can log in', async () => {
  const store = wxStore(open(empty))
  for (const name of ['staff', 'due']) await open(empty).collection(name).where({}).remove()
  const first = firstDocuments(store)
  assert.deepEqual([await first.hasPeople(), (await first.missingWork(false)).length], [false, firstWork(0).length])
  await store.insert('due', { ...(await dueOf(store)), attempts: 7 })
  await first.addWork()
  await first.addWork()
  assert.deepEqual([await first.missingWork(true), (await store.get('due', 'tick.forget'))?.attempts], [[], 7])
  const said: string[] = []
  await first.addOwner('zhou', '周运营', (line) => said.push(line))
  await assert.rejects(
    first.addOwner('zhou', '周运营', () => {}),
    { code: 'OWNER_EXISTS' },
  )
  const password = /密码 ([0-9a-f]{12})/.exec(said.join())?.[1]
  const { answer } = await empty.call('staff', 'staff.login', { name: 'zhou', password })
  assert.ok(answer.ok, JSON.stringify(answer))
})

async function dueOf(store: ReturnType<typeof wxStore>) {
  await firstDocuments(store).addWork()
  const item = await store.get('due', 'tick.forget')
  await store.remove('due', { _id: 'tick.forget' })
  return item ?? assert.fail('no such work')
}
