import './collections'
import { sha256Of } from '../../../cloudfunctions/platform/files'
import type { Context } from '../../context'
import { settle } from '../../kernel/settle'
import type { Doc } from '../../kernel/store'
import { formatOf, HEAD } from './formats'
import { idOfDigest, type Material } from './rules'

/** What a member showed and agreed to let the brand use. */
export interface SharedPhotos {
  /** Names the post towards others; nothing of its author can be read from it. */
  post: string
  /** ms */
  agreedAt: number
  /** What was written beside the pictures; kept for staff to read. */
  words: string
  /** fileIDs of the member's own files; the library takes copies. */
  photos: readonly string[]
}

/**
 * Takes a member's pictures into the library, each under a natural key of post and picture: again is harmless, and after a withdrawal
 * that was itself withdrawn the same material is usable again. Pictures that cannot be read or sent are left out.
 */
export async function adoptPhotos(
  { store, files, now, requestId }: Pick<Context, 'store' | 'files' | 'now' | 'requestId'>,
  { post, agreedAt, words, photos }: SharedPhotos,
  about: { name: string; tags: string[]; by: string },
): Promise<Material[]> {
  const kept: Material[] = []
  for (const [index, photo] of photos.entries()) {
    const bytes = await files.read(photo)
    const format = bytes && formatOf(bytes.subarray(0, HEAD), 'photo')
    if (bytes === null || format?.kind !== 'image') continue
    const id = idOfDigest(sha256Of(new TextEncoder().encode(`ugc ${post} ${photo}`)))
    const file = await files.put(`materials/${id}.${format.ending}`, bytes)
    const name = photos.length === 1 ? about.name : `${about.name} ${index + 1}`
    const ugc = { post, agreedAt, words, withdrawnAt: null }
    const fresh: Doc<'materials'> = {
      ...{ _id: id, schema: 1, kind: 'image', name, purpose: 'ugc', tags: about.tags, text: '', link: null, ugc },
      ...{ size: bytes.length, digest: sha256Of(bytes), ending: format.ending, file },
      ...{ by: about.by, at: now, revision: 0, request: requestId, archived: false },
    }
    kept.push(
      await settle(store, 'materials', id, (found) => {
        if (found === null) return { insert: fresh, answer: fresh }
        const { withdrawnAt } = found.ugc ?? ugc
        // A slow adoption must not undo a word that was taken back after it began.
        if (withdrawnAt === null || agreedAt <= withdrawnAt) return { answer: found }
        const back = { ugc, file, archived: false, request: requestId, revision: found.revision + 1 }
        return { guard: { _id: id, revision: found.revision }, change: back, answer: { ...found, ...back } }
      }),
    )
  }
  return kept
}

/**
 * Ends the use of a post's pictures: from the mark on nobody finds their files, then the files go. Again is harmless; whoever dies in
 * between is followed by the same call.
 */
export async function withdrawPhotos(
  { store, photos, now }: Pick<Context, 'store' | 'photos' | 'now'>,
  post: string,
): Promise<void> {
  const all = await store.find('materials', { 'ugc.post': post }, { limit: 20 })
  for (const { _id } of all) {
    const file = await settle(store, 'materials', _id, (found) => {
      if (!found?.ugc || found.ugc.withdrawnAt !== null) return { answer: found?.file ?? null }
      return {
        guard: { _id, revision: found.revision },
        change: {
          ugc: { ...found.ugc, words: '', withdrawnAt: now },
          archived: true,
          revision: found.revision + 1,
        },
        answer: found.file,
      }
    })
    if (file === null) continue
    await photos.drop([file])
    await settle(store, 'materials', _id, (found) => {
      if (!found?.ugc || found.ugc.withdrawnAt === null || found.file === null) return { answer: undefined }
      return {
        guard: { _id, revision: found.revision },
        change: { file: null, revision: found.revision + 1 },
        answer: undefined,
      }
    })
  }
}

/** The material without a file when its author took the word back. */
export function usable(material: Material): Material {
  return material.ugc?.withdrawnAt == null ? material : { ...material, file: null }
}
