import type { Context } from '../../context'
import { addressesOf, findMaterials } from '../material/find'
import { refsOf } from '../material/rules'
import type { QueueMedia } from './contract'
import type { Delivery } from './rules'

/** The files of messages as an owner can save them, by reference; three wire calls when the library is named, else none. */
export async function shownMedia(
  context: Pick<Context, 'store' | 'photos'>,
  rows: readonly Pick<Delivery, 'parts'>[],
): Promise<Map<string, QueueMedia>> {
  const refs = [...new Set(rows.flatMap(({ parts }) => refsOf(parts)))]
  if (refs.length === 0) return new Map()
  const found = await findMaterials(context.store, refs)
  const urls = await addressesOf(context, found.values())
  return new Map(
    [...found].flatMap(([ref, { name, kind, file, size }]) => {
      if (file === null || kind === 'link' || kind === 'script') return []
      return [[ref, { ref, name, kind, file, size, url: urls.get(file) ?? '' }] as const]
    }),
  )
}

/** What of the files one message names. */
export function mediaOfRow(row: Pick<Delivery, 'parts'>, media: ReadonlyMap<string, QueueMedia>): QueueMedia[] {
  return refsOf(row.parts).flatMap((ref) => media.get(ref) ?? [])
}
