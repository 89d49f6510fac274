import type { Part } from '../sop/rules'
import type { FileKind } from './formats'
import type { ScriptContent } from './scripts'

/** What it is: a file of one of four kinds, a link or mini-program card, or words (话术). */
export type MaterialKind = FileKind | 'link' | 'script'

export const KINDS: readonly MaterialKind[] = ['image', 'video', 'file', 'link', 'script', 'voice']

/** What it is for, as operators sort their material; `ugc` comes from members, who have agreed. */
export type Purpose = 'brand' | 'product' | 'daily' | 'topical' | 'ugc'

export const PURPOSES: readonly Purpose[] = ['brand', 'product', 'daily', 'topical', 'ugc']

export interface Material {
  /** First 20 hex digits of the content's SHA-256: the same content again is the same material. */
  _id: string
  schema: 1
  kind: MaterialKind
  name: string
  purpose: Purpose
  tags: string[]
  /** Bytes of the file, or of the words in UTF-8. */
  size: number
  /** Of the content, 64 hex digits. */
  digest: string
  /** Ending of the file; empty without one. */
  ending: string
  /** fileID in the cloud storage; null for links and words. */
  file: string | null
  /** Of a script: what is said; the name is the question that it answers. */
  text: string
  /** Of a script; absent in all else, and in scripts from before. */
  script?: ScriptContent
  /** Of a link; null for everything else. */
  link: LinkContent | null
  /** A member's picture, with the word of its author; absent in all else. */
  ugc?: { post: string; agreedAt: number; words: string; withdrawnAt: number | null }
  by: string
  /** ms */
  at: number
  /** Raised by every change; the guard of each. */
  revision: number
  /** Id of the request that changed it last. */
  request: string
  archived: boolean
}

export interface LinkContent {
  title: string
  url: string
  description: string
}

/** A file on its way: what of it has arrived. */
export interface Upload {
  /** Digest of the whole, 64 hex digits. */
  _id: string
  schema: 1
  /** Bytes of the whole. */
  size: number
  chunks: { index: number; file: string }[]
  /** ms of the last chunk; whoever sweeps guards by it. */
  touchedAt: number
}

/** Bytes of a chunk. As base64 inside of JSON it stays below a million, the most that a call takes (platform/http). */
export const CHUNK = 720_000

export function chunksOf(size: number): number {
  return Math.ceil(size / CHUNK)
}

export const NAME_LENGTH = 60
export const TAG_LENGTH = 12
export const MOST_TAGS = 10

const ID = /^[0-9a-f]{20}$/

export function idOfDigest(digest: string): string {
  return digest.slice(0, 20)
}

/**
 * How a node names a material: `气垫海报.png#3fa9…`. The id decides, the name is for people who read a table; so a reference
 * survives spreadsheets and a new name.
 */
export function refOf({ _id, name }: Pick<Material, '_id' | 'name'>): string {
  return `${name}#${_id}`
}

/** The id in a reference, or null: then it is a name, as tables from elsewhere write it. */
export function idOfRef(ref: string): string | null {
  const id = ref.slice(ref.lastIndexOf('#') + 1)
  return ref.includes('#') && ID.test(id) ? id : null
}

/** What people call the material behind a reference. */
export function nameOfRef(ref: string): string {
  return idOfRef(ref) === null ? ref : ref.slice(0, ref.lastIndexOf('#'))
}

/** References to materials in the parts of a message, in order, each once. */
export function refsOf(parts: readonly Part[]): string[] {
  const all = parts.flatMap((part) => {
    if (part.type === 'images') return part.materials
    return isFilePart(part) ? [part.material] : []
  })
  return [...new Set(all)]
}

export function isFilePart(part: Part): part is Extract<Part, { material: string }> & { type: FileKind } {
  return part.type === 'image' || part.type === 'video' || part.type === 'voice' || part.type === 'file'
}

export interface Filter {
  kind?: MaterialKind | undefined
  purpose?: Purpose | undefined
  tag?: string | undefined
  /** All of the words, in name or tags, whatever the case. */
  words?: string | undefined
  archived?: boolean | undefined
}

export function matches(
  material: Pick<Material, 'kind' | 'purpose' | 'tags' | 'name' | 'archived'>,
  filter: Filter,
): boolean {
  const { kind, purpose, tag, words = '', archived = false } = filter
  if (material.archived !== archived) return false
  if (kind !== undefined && material.kind !== kind) return false
  if (purpose !== undefined && material.purpose !== purpose) return false
  if (tag !== undefined && !material.tags.includes(tag)) return false
  const said = `${material.name} ${material.tags.join(' ')}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word))
}

/** Tags by how often they are used, the most used first. */
export function tagCounts(materials: readonly Pick<Material, 'tags'>[]): { tag: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { tags } of materials) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
}

/** A file's name as a material's: without control signs, short enough, never empty. */
export function tidyName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const clean = name.replace(/[\u0000-\u001f\u007f#]+/g, ' ').trim()
  const signs = [...clean]
  if (signs.length <= NAME_LENGTH) return clean === '' ? '未命名' : clean
  const ending = /\.[a-z0-9]{2,5}$/i.exec(clean)?.[0] ?? ''
  return `${signs.slice(0, NAME_LENGTH - ending.length - 1).join('')}…${ending}`
}
