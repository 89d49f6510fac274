import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Connection } from './connection'

/** Another process already serves this data folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

/** Claims a data folder for this process until it ends, however it ends. Throws FolderInUse, or the file error. */
export function claimFolder(folder: string): () => void {
  makeFolder(folder)
  const connection = new Connection(join(folder, 'lock.db'))
  try {
    connection.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    connection.close()
    const busy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
    throw busy ? new FolderInUse(folder) : error
  }
  return () => connection.close()
}

/** Step by step, because Node's recursive mkdir never ends under file systems such as /proc that answer ENOENT. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}
