import { existsSync } from 'node:fs'
import type { Database, ToolDatabase } from '../../cloudfunctions/platform/sdk'
import { wxStore } from '../../cloudfunctions/platform/store'
import { refuse } from '../../src/kernel/errors'
import type { CollectionName, Doc } from '../../src/kernel/store'
import { documentsOf, fileOf, fingerprintOf, type Manifest, readManifest, type Saved, Tally } from './folder'
import { pagesOf, type Stored } from './pages'

/** One insert carries at most so many documents and so many characters. */
const BATCH = 100
const BATCH_SIZE = 500_000

/**
 * Puts a backup into an environment that holds nothing else. Documents keep their `_id`, so a run that died is repeated: what
 * is there is compared, the rest follows. Nothing is written before the whole backup and the whole environment were looked at.
 */
export async function restore(database: ToolDatabase, folder: string, out: (line: string) => void): Promise<Manifest> {
  const manifest = readManifest(folder)
  if (manifest === null) refuse('NOT_A_BACKUP', `${folder} 里没有 manifest.json，不是备份文件夹。`)
  if (manifest.finishedAt === null) {
    refuse('BACKUP_UNFINISHED', `${folder} 里的备份还没做完：先用同一条 npm run backup 命令把它做完。`)
  }
  for (const saved of manifest.collections) await checkFile(folder, saved)
  const there = new Map<string, number>()
  for (const { name } of manifest.collections) there.set(name, await countOfOurs(database, folder, name))
  for (const saved of manifest.collections) {
    await database.createCollection(saved.name)
    await insertFrom(database, folder, saved, there.get(saved.name) ?? 0)
    await compare(database, saved)
    if (saved.count > 0) out(`${saved.name}: ${saved.count}`)
  }
  return manifest
}

async function checkFile(folder: string, saved: Saved): Promise<void> {
  const tally = new Tally()
  if (existsSync(fileOf(folder, saved.name))) {
    for await (const document of documentsOf(fileOf(folder, saved.name))) tally.add(document)
  }
  if (tally.saved(saved.name).sha256 === saved.sha256) return
  refuse('BACKUP_DAMAGED', `备份里的 ${saved.name}.ejsonl 和清单对不上，可能被改过或没有拷全。什么都没有写入。`)
}

/**
 * How many of the backup's documents are there, counted from its first one. Both come in the order of `_id`, so they are read
 * side by side.
 */
async function countOfOurs(database: Database, folder: string, name: string): Promise<number> {
  const file = fileOf(folder, name)
  const ours = existsSync(file) ? documentsOf(file) : empty()
  let leading = 0
  let whole = true
  for await (const page of pagesOf(database, name, null)) {
    for (const document of page) {
      let mine = await ours.next()
      while (!mine.done && mine.value._id !== document._id) {
        whole = false
        mine = await ours.next()
      }
      if (mine.done || fingerprintOf(mine.value) !== fingerprintOf(document)) refuseTarget(name, document._id)
      if (whole) leading += 1
    }
  }
  return leading
}

function refuseTarget(name: string, id: string): never {
  refuse(
    'NOT_EMPTY',
    `这个环境不是空的：集合 ${name} 里有备份之外的内容（${id}）。恢复只写进空环境；换一个新环境，先恢复，再 npm run deploy。`,
  )
}

async function* empty(): AsyncGenerator<Stored> {}

/** Later ones may be there as well, of a run whose answer was lost: each is then found by its `_id`. */
async function insertFrom(database: Database, folder: string, saved: Saved, skip: number): Promise<void> {
  if (skip >= saved.count) return
  const store = wxStore(database)
  const write = async (documents: readonly Stored[]) =>
    store.insertAll(saved.name as CollectionName, documents as unknown as Doc<CollectionName>[])
  let batch: Stored[] = []
  let size = 0
  let at = 0
  for await (const document of documentsOf(fileOf(folder, saved.name))) {
    if (at++ < skip) continue
    batch.push(document)
    size += fingerprintOf(document).length
    if (batch.length < BATCH && size < BATCH_SIZE) continue
    await write(batch)
    batch = []
    size = 0
  }
  await write(batch)
}

async function compare(database: Database, saved: Saved): Promise<void> {
  const tally = new Tally()
  for await (const page of pagesOf(database, saved.name, null)) for (const document of page) tally.add(document)
  const { count, sha256 } = tally.saved(saved.name)
  if (count === saved.count && sha256 === saved.sha256) return
  refuse(
    'RESTORED_DIFFERENTLY',
    `集合 ${saved.name} 恢复后和备份不一样（${count} 条，应为 ${saved.count} 条）：恢复期间别让云函数或别人写这个环境。`,
  )
}
