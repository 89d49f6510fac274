import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
} from 'node:fs'
import { collections } from '../../cloudfunctions/platform/indexes'
import type { Database } from '../../cloudfunctions/platform/sdk'
import { machineNow } from '../../src/kernel/clock'
import { refuse } from '../../src/kernel/errors'
import { documentsOf, fileOf, lineOf, type Manifest, readManifest, type Saved, Tally, writeManifest } from './folder'
import { pagesOf } from './pages'

/**
 * Accounts and coupons before everything else. What leaves their outbox while the copy is made goes into a collection that is
 * copied later, so it is found twice and counted once; the other way round it would be lost.
 */
const FIRST = ['accounts', 'coupons']
const ORDER = [...FIRST, ...Object.keys(collections).filter((name) => !FIRST.includes(name))]

/**
 * Copies every collection of the product into a folder. A run that died is gone on with by the same command: finished
 * collections stand in the manifest, of the one in the middle the whole lines count.
 */
export async function backup(
  database: Database,
  source: string,
  folder: string,
  out: (line: string) => void,
  names: readonly string[] = ORDER,
): Promise<Manifest> {
  let manifest = begin(folder, source)
  for (const name of names) {
    if (manifest.collections.some((saved) => saved.name === name)) continue
    const saved = await copy(database, folder, name)
    manifest = { ...manifest, collections: [...manifest.collections, saved] }
    writeManifest(folder, manifest)
    if (saved.count > 0) out(`${name}: ${saved.count}`)
  }
  const finished = { ...manifest, finishedAt: new Date(machineNow()).toISOString() }
  writeManifest(folder, finished)
  return finished
}

function begin(folder: string, source: string): Manifest {
  // Members' data and password hashes: for nobody else on this machine.
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = readManifest(folder)
  if (found === null) {
    if (readdirSync(folder).some((name) => !name.startsWith('manifest.json'))) {
      refuse('FOLDER_IN_USE', `${folder} 里有别的文件：换一个空文件夹。`)
    }
    const startedAt = new Date(machineNow()).toISOString()
    const manifest: Manifest = { format: 1, source, startedAt, finishedAt: null, collections: [] }
    writeManifest(folder, manifest)
    return manifest
  }
  if (found.finishedAt !== null) refuse('FOLDER_IN_USE', `${folder} 已经是一份完整的备份：换一个文件夹。`)
  if (found.source !== source)
    refuse('FOLDER_IN_USE', `${folder} 里是 ${found.source} 的备份，还没做完：换一个文件夹。`)
  return found
}

async function copy(database: Database, folder: string, name: string): Promise<Saved> {
  const file = fileOf(folder, name)
  const part = `${file}.part`
  // A whole file that the manifest does not know yet is a part that only lacks its last step.
  if (existsSync(file)) renameSync(file, part)
  const tally = new Tally()
  let last: string | null = null
  if (existsSync(part)) {
    dropTornLine(part)
    for await (const document of documentsOf(part)) {
      tally.add(document)
      last = document._id
    }
  }
  for await (const page of pagesOf(database, name, last)) {
    appendFileSync(part, page.map(lineOf).join(''), { mode: 0o600 })
    for (const document of page) tally.add(document)
  }
  if (tally.count === 0) rmSync(part, { force: true })
  else renameSync(part, file)
  return tally.saved(name)
}

/** A run that died while it wrote leaves half a line. */
function dropTornLine(file: string): void {
  const bytes = readFileSync(file)
  truncateSync(file, bytes.lastIndexOf('\n') + 1)
}
