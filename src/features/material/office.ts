import './collections'
import '../sop/collections'
import { sha256Of } from '../../../cloudfunctions/platform/files'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Decision, settle } from '../../kernel/settle'
import { type Doc, is } from '../../kernel/store'
import { together } from '../../kernel/together'
import { coverWith } from '../delivery/covers'
import { chunks, readAll } from '../delivery/readAll'
import { openNodes } from '../sop/openNodes'
import { requireStaff } from '../staff/access'
import type { materialContract } from './contract'
import { coverHandlers } from './coverOffice'
import { findMaterials } from './find'
import { CHUNK, idOfDigest, type Material, matches, tagCounts } from './rules'
import type { ScriptContent } from './scripts'
import { refusalText } from './text'
import { beginUpload, finishUpload, putChunk } from './uploads'
import { isNamedBy, usesOf, viewOf, viewsOf } from './views'

const PAGE = 60
/** Questions that one page shows; a brand that answers more needs another search. */
const MOST_SCRIPTS = 400
/** What the filter asks about; words and links are read for the page alone. */
const LIGHT = ['kind', 'purpose', 'tags', 'name', 'archived', 'at'] as const

export const materialHandlers: Handlers<typeof materialContract, Context> = {
  ...coverHandlers,

  async 'material.list'({ after, ...filter }, context) {
    const { store } = context
    const all = await readAll(store, 'materials', {}, LIGHT)
    all.sort((a, b) => b.at - a.at || (a._id < b._id ? -1 : 1))
    const { tag: _any, ...beside } = filter
    const left = all.filter((material) => matches(material, filter))
    const begin = after === undefined ? 0 : left.findIndex(({ _id }) => _id === after) + 1
    const ids = left.slice(begin, begin + PAGE).map(({ _id }) => _id)
    const page = ids.length === 0 ? [] : await store.find('materials', { _id: is.in(ids) }, { limit: PAGE })
    page.sort((a, b) => ids.indexOf(a._id) - ids.indexOf(b._id))
    return {
      items: await viewsOf(context, page),
      next: begin + PAGE < left.length ? (ids.at(-1) ?? null) : null,
      total: left.length,
      stock: all.filter(({ archived }) => !archived).length,
      tags: tagCounts(all.filter((material) => matches(material, beside))),
    }
  },

  async 'material.listScripts'({ archived }, context) {
    const all = await readAll(context.store, 'materials', { kind: 'script', archived }, ['at'])
    all.sort((a, b) => b.at - a.at || (a._id < b._id ? -1 : 1))
    const scripts: Material[] = []
    for (const part of chunks(all.slice(0, MOST_SCRIPTS), 100)) {
      scripts.push(
        ...(await context.store.find('materials', { _id: is.in(part.map(({ _id }) => _id)) }, { limit: 100 })),
      )
    }
    return { scripts: await viewsOf(context, scripts), more: Math.max(all.length - MOST_SCRIPTS, 0) }
  },

  async 'material.resolve'({ refs }, context) {
    const found = await findMaterials(context.store, refs)
    const views = await viewsOf(context, [...new Set(found.values())])
    const byId = new Map(views.map((view) => [view.id, view]))
    return {
      found: [...found].flatMap(([ref, { _id }]) => {
        const material = byId.get(_id)
        return material === undefined ? [] : [{ ref, material }]
      }),
    }
  },

  async 'material.get'({ id }, context) {
    const material = await requireMaterial(context, id)
    const [view, uses] = await together([viewOf(context, material), usesOf(context.store, material)])
    return { material: view, ...uses }
  },

  async 'material.begin'({ digest, size }, context) {
    const known = await context.store.get('materials', idOfDigest(digest))
    if (known !== null) return { material: await viewOf(context, known), chunk: CHUNK, have: [] }
    return { material: null, chunk: CHUNK, have: await beginUpload(context, digest, size) }
  },

  async 'material.putChunk'(input, context) {
    return { have: await putChunk(context, input) }
  },

  async 'material.finish'({ digest, ...about }, context) {
    requireConsent(about)
    const { name: by } = requireStaff(context.caller)
    const there = await context.store.get('materials', idOfDigest(digest))
    const material = there ?? (await finishUpload(context, digest, about, by))
    return { material: await viewOf(context, material), known: there !== null }
  },

  async 'material.write'({ content, ...about }, context) {
    requireConsent(about)
    const { store, now, caller, requestId } = context
    const { kind } = content
    const { name, purpose, tags } = about
    // One answer may serve two questions; each of them is a script of its own.
    const said =
      content.kind === 'script'
        ? [content.text, content.category, name]
        : [content.title, content.url, content.description]
    const digest = sha256Of(new TextEncoder().encode(JSON.stringify([kind, ...said])))
    const text = content.kind === 'script' ? content.text : ''
    const link =
      content.kind === 'link' ? { title: content.title, url: content.url, description: content.description } : null
    const fresh: Doc<'materials'> = {
      ...{ _id: idOfDigest(digest), schema: 1, kind, name, purpose, tags, digest, ending: '', file: null, text, link },
      ...{ size: new TextEncoder().encode(text || link?.url).length, by: requireStaff(caller).name, at: now },
      ...{ revision: 0, request: requestId, archived: false },
      ...(content.kind === 'script' && { script: scriptOf(content) }),
    }
    const kept = await settle(store, 'materials', fresh._id, (found) =>
      found === null ? { insert: fresh, answer: fresh } : { answer: found },
    )
    return { material: await viewOf(context, kept), known: kept.request !== requestId }
  },

  async 'material.edit'({ id, request, revision, consent, script, ...about }, context) {
    requireConsent({ ...about, consent })
    const written = script && {
      ...{ script: scriptOf(script), text: script.text, size: new TextEncoder().encode(script.text).length },
    }
    const changed = await change(context, { id, request, revision }, { ...about, ...written })
    return { material: await viewOf(context, changed) }
  },

  async 'material.archive'({ id, request, revision, archived }, context) {
    return { material: await viewOf(context, await change(context, { id, request, revision }, { archived })) }
  },

  /** The document goes last: a second try finds what the first one left. */
  async 'material.remove'({ id }, context) {
    const { store, photos } = context
    const material = await store.get('materials', id)
    if (material === null) return { done: true }
    const [nodes, cover] = await together([openNodes(store), coverWith(context, id)])
    const uses = nodes.filter(({ refs }) => isNamedBy(refs, material)).length
    if (uses > 0) return refuse('MATERIAL_IN_USE', refusalText.inUse(uses))
    if (cover !== null) return refuse('MATERIAL_IN_USE', refusalText.coverInUse(cover))
    if (material.file !== null) await photos.drop([material.file])
    await store.remove('materials', { _id: id })
    return { done: true }
  },
}

async function requireMaterial({ store }: Pick<Context, 'store'>, id: string): Promise<Material> {
  return (await store.get('materials', id)) ?? refuse('NO_SUCH_MATERIAL', refusalText.noSuch)
}

function requireConsent({ purpose, consent }: { purpose: Material['purpose']; consent: boolean }): void {
  if (purpose === 'ugc' && !consent) refuse('NO_CONSENT', refusalText.noConsent)
}

function scriptOf({ category, tone, answers }: ScriptContent): ScriptContent {
  const tones = [tone, ...answers.map((answer) => answer.tone)]
  if (new Set(tones).size < tones.length) refuse('TONE_TWICE', refusalText.toneTwice)
  return { category, tone, answers }
}

/** The same request again finds its own change. */
function change(
  { store }: Context,
  { id, request, revision }: { id: string; request: string; revision: number },
  wanted: Partial<Pick<Material, 'name' | 'purpose' | 'tags' | 'archived' | 'script' | 'text' | 'size'>>,
): Promise<Material> {
  return settle(store, 'materials', id, (found): Decision<'materials', Material> => {
    if (found === null) return refuse('NO_SUCH_MATERIAL', refusalText.noSuch)
    if (found.request === request) return { answer: found }
    if (wanted.script !== undefined && found.kind !== 'script') return refuse('NOT_SCRIPT', refusalText.notScript)
    if (found.ugc?.withdrawnAt != null) return refuse('WITHDRAWN', refusalText.withdrawn)
    if (found.revision !== revision) return refuse('MATERIAL_CHANGED', refusalText.changed)
    const after = { ...wanted, request, revision: revision + 1 }
    return { guard: { _id: id, revision }, change: after, answer: { ...found, ...after } }
  })
}
