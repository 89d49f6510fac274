import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { EJSON } from 'bson'
import { refuse } from '../../src/kernel/errors'
import type { Stored } from './pages'

/** What a backup folder says about itself. */
export interface Manifest {
  readonly format: 1
  /** The environment, or the address of a local cloud. */
  readonly source: string
  readonly startedAt: string
  /** Null while it is being made. */
  readonly finishedAt: string | null
  readonly collections: readonly Saved[]
}

export interface Saved {
  readonly name: string
  readonly count: number
  /** SHA-256 over the documents in the order of `_id`, fields in alphabetical order. */
  readonly sha256: string
}

const manifestOf = (folder: string) => join(folder, 'manifest.json')
export const fileOf = (folder: string, name: string) => join(folder, `${name}.ejsonl`)

export function readManifest(folder: string): Manifest | null {
  if (!existsSync(manifestOf(folder))) return null
  try {
    const manifest = JSON.parse(readFileSync(manifestOf(folder), 'utf8')) as Manifest
    if (manifest.format === 1) return manifest
  } catch {
    // Falls through to the same sentence as another format.
  }
  refuse('NOT_A_BACKUP', `${manifestOf(folder)} 不是这个版本能读的备份清单，换一个文件夹。`)
}

/** Whole or not at all: a run that dies while it writes leaves the last one. */
export function writeManifest(folder: string, manifest: Manifest): void {
  const draft = `${manifestOf(folder)}.new`
  writeFileSync(draft, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, manifestOf(folder))
}

/** One document as one line of Extended JSON, fields in the order in which they are stored. */
export function lineOf(document: Stored): string {
  return `${EJSON.stringify(document, { relaxed: true })}\n`
}

/** The documents of a file, in its order. */
export async function* documentsOf(file: string): AsyncGenerator<Stored> {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) if (line !== '') yield EJSON.parse(line) as Stored
}

/** Counts and hashes documents as they go by. */
export class Tally {
  count = 0
  private readonly hash = createHash('sha256')

  add(document: Stored): void {
    this.count += 1
    this.hash.update(fingerprintOf(document)).update('\n')
  }

  saved(name: string): Saved {
    return { name, count: this.count, sha256: this.hash.copy().digest('hex') }
  }
}

/** A document as a text that does not depend on the order of its fields. */
export function fingerprintOf(document: Stored): string {
  return EJSON.stringify(ordered(document), { relaxed: true })
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  const fields = value as Record<string, unknown>
  return Object.fromEntries(
    Object.keys(fields)
      .sort()
      .map((key) => [key, ordered(fields[key])]),
  )
}
