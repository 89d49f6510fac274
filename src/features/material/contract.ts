import * as v from 'valibot'
import { output } from '../../kernel/rpc'
import { TONE_LENGTH } from '../sop/rules'
import { editors, everyStaff } from '../staff/contract'
import { LARGEST, SMALLEST } from './formats'
import {
  CHUNK,
  KINDS,
  type LinkContent,
  type Material,
  type MaterialKind,
  MOST_TAGS,
  NAME_LENGTH,
  PURPOSES,
  type Purpose,
  TAG_LENGTH,
} from './rules'
import { CATEGORY_LENGTH, MOST_ANSWERS, type ScriptContent } from './scripts'

export interface MaterialView {
  id: string
  /** How nodes name it. */
  ref: string
  kind: MaterialKind
  name: string
  purpose: Purpose
  tags: string[]
  /** Bytes. */
  size: number
  ending: string
  text: string
  /** Of a script. */
  script: ScriptContent | null
  link: LinkContent | null
  /** Readable for a while; empty without a file, and when the file is gone. */
  url: string
  /** A member's own picture: what was written beside it, and since when (ms) it may no longer be used. */
  ugc: { words: string; agreedAt: number; withdrawnAt: number | null } | null
  /** Its file was deleted from the storage by somebody else. */
  gone: boolean
  /** Nodes of live versions and drafts that name it. */
  uses: number
  /** WeCom's temporary copy: until when (ms) it is used; null when there is none. */
  mediaUntil: number | null
  by: string
  at: number
  revision: number
  archived: boolean
}

/** A node that names the material, and how its column did. */
export interface MaterialUse {
  sop: string
  sopName: string
  version: number
  live: boolean
  node: string
  column: string
  /** Members who opened the column's page and who took part, over all its days; null in what never was live. */
  opened: number | null
  acted: number | null
}

export interface CoverView {
  name: string
  /** Address or data URL of what cards show now. */
  url: string
  /** The brand chose it; else it is the plain one. */
  own: boolean
  /** The material that it was made from. */
  material: string | null
}

const plain = (most: number, words: string) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, `${words}不能空着`),
    v.maxLength(most, `${words}最多 ${most} 个字`),
    // A reference is name, # and id.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
    v.regex(/^[^\u0000-\u001f\u007f#]*$/, `${words}里不能有 # 和换行`),
  )

const name = plain(NAME_LENGTH, '名称')
const tags = v.pipe(
  v.array(plain(TAG_LENGTH, '标签')),
  v.maxLength(MOST_TAGS, `最多 ${MOST_TAGS} 个标签`),
  v.transform((list) => [...new Set(list)]),
)
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{20}$/, '没有这个素材'))
const request = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
const revision = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const purpose = v.picklist(PURPOSES)
const answer = v.pipe(v.string(), v.trim(), v.minLength(1, '写一句话术'), v.maxLength(1300, '话术最多 1300 个字'))
const tone = v.pipe(v.string(), v.trim(), v.maxLength(TONE_LENGTH, `语气最多 ${TONE_LENGTH} 个字`))
/** A question of the tree with its answers, each in a tone of its own. */
const scriptFields = {
  text: answer,
  category: v.optional(
    v.pipe(v.string(), v.trim(), v.maxLength(CATEGORY_LENGTH, `分类最多 ${CATEGORY_LENGTH} 个字`)),
    '',
  ),
  tone: v.optional(tone, ''),
  answers: v.optional(
    v.pipe(
      v.array(v.object({ tone, text: answer })),
      v.maxLength(MOST_ANSWERS - 1, `一个问题最多 ${MOST_ANSWERS} 种说法`),
    ),
    [],
  ),
}
/** Members' content is only taken in with their consent. */
const about = { name, purpose, tags, consent: v.boolean() }

export const materialContract = {
  /** Newest first, 60 a page; `tags` and `total` are of all that the filter leaves. */
  'material.list': {
    roles: everyStaff,
    input: v.object({
      kind: v.optional(v.picklist(KINDS)),
      purpose: v.optional(purpose),
      tag: v.optional(v.pipe(v.string(), v.maxLength(TAG_LENGTH))),
      words: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(60, '搜索最多 60 个字'))),
      archived: v.optional(v.boolean()),
      /** `id` of the last one of the page before. */
      after: v.optional(id),
    }),
    output: output<{
      items: MaterialView[]
      next: string | null
      total: number
      /** In the library, archived ones left out. */
      stock: number
      tags: { tag: string; count: number }[]
    }>(),
  },
  /** Every question that is (or is not) in use, the newest 400: the tree is made of them on the page. */
  'material.listScripts': {
    roles: everyStaff,
    input: v.object({ archived: v.optional(v.boolean(), false) }),
    output: output<{ scripts: MaterialView[]; more: number }>(),
  },
  /** One of each reference that is found, for editors and previews; unknown references are missing in the answer. */
  'material.resolve': {
    roles: everyStaff,
    input: v.object({ refs: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(90)) }),
    output: output<{ found: { ref: string; material: MaterialView }[] }>(),
  },
  'material.get': {
    roles: everyStaff,
    input: v.object({ id }),
    output: output<{ material: MaterialView; uses: MaterialUse[]; more: number }>(),
  },
  /** Begins, or goes on with, the upload of a file: which chunks are there. The same content again is the same material. */
  'material.begin': {
    roles: editors,
    input: v.object({
      digest,
      size: v.pipe(
        v.number(),
        v.safeInteger(),
        v.minValue(SMALLEST, '文件是空的'),
        v.maxValue(LARGEST.file, '文件最大 20 MB，请压缩后再传'),
      ),
    }),
    output: output<{ material: MaterialView | null; chunk: number; have: number[] }>(),
  },
  /** One piece of `CHUNK` bytes (the last one is shorter) as base64. Again is harmless. */
  'material.putChunk': {
    roles: editors,
    input: v.object({
      digest,
      index: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(Math.ceil(LARGEST.file / CHUNK) - 1)),
      /** Of the whole file; decides between formats that begin alike. */
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
      data: v.pipe(v.string(), v.maxLength(Math.ceil(CHUNK / 3) * 4), v.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
    }),
    output: output<{ have: number }>(),
  },
  /** Puts the chunks together, checks them, and keeps the file. `known`: the library had it already. */
  'material.finish': {
    roles: editors,
    input: v.object({ digest, ...about }),
    output: output<{ material: MaterialView; known: boolean }>(),
  },
  /** Adds words (话术) or a link. The same content again is the same material. */
  'material.write': {
    roles: editors,
    input: v.object({
      ...about,
      content: v.variant('kind', [
        v.object({ kind: v.literal('script'), ...scriptFields }),
        v.object({
          kind: v.literal('link'),
          title: plain(42, '标题'),
          url: v.pipe(
            v.string(),
            v.trim(),
            v.maxLength(2000),
            v.regex(/^https?:\/\/[^\s]+$/, '链接要以 https:// 开头'),
          ),
          description: v.pipe(v.string(), v.trim(), v.maxLength(170, '摘要最多 170 个字')),
        }),
      ]),
    }),
    output: output<{ material: MaterialView; known: boolean }>(),
  },
  'material.edit': {
    roles: editors,
    /** `script`: other answers, another place in the tree. */
    input: v.object({
      ...{ id, request, revision, ...about },
      script: v.optional(v.object(scriptFields)),
    }),
    output: output<{ material: MaterialView }>(),
  },
  /** Archived material is no longer offered; nodes that name it go on. */
  'material.archive': {
    roles: editors,
    input: v.object({ id, request, revision, archived: v.boolean() }),
    output: output<{ material: MaterialView }>(),
  },
  /** Only what no node and no card names. */
  'material.remove': { roles: editors, input: v.object({ id }), output: output<{ done: true }>() },
  'material.listCovers': { roles: everyStaff, input: v.object({}), output: output<{ covers: CoverView[] }>() },
  /** The picture of cards under this name, from now on; null goes back to the plain one. */
  'material.setCover': {
    roles: editors,
    input: v.object({ name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)), material: v.nullable(id) }),
    output: output<{ covers: CoverView[] }>(),
  },
} as const

export type About = Pick<Material, 'name' | 'purpose' | 'tags'> & { consent: boolean }
