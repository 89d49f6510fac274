import '../delivery/collections'
import { is, type Store } from '../../kernel/store'
import { readAll } from '../delivery/readAll'
import { type Scope, seesStore } from '../staff/access'
import type { ChannelFacts } from './read'
import type { Dimension } from './rules'

/** Which values of a dimension a caller may see apart: somebody of a store those of the own store alone. At most one wire call. */
export async function seenValues(
  store: Store,
  scope: Scope | null,
  dimension: Dimension,
  channels: ReadonlyMap<string, ChannelFacts>,
): Promise<(value: string) => boolean> {
  if (scope === null) return () => true
  switch (dimension) {
    case 'store':
      return (value) => seesStore(scope, value)
    case 'guide':
      return (value) => scope.owners.includes(value)
    case 'channel':
      return (value) => seesStore(scope, channels.get(value)?.store ?? null)
    case 'group': {
      const own = await readAll(store, 'groups', { owner: is.in(scope.owners) }, ['owner'])
      const ids = new Set(own.map(({ _id }) => _id))
      return (value) => ids.has(value)
    }
    default:
      return () => true
  }
}
