import '../delivery/collections'
import '../sop/collections'
import { is, type Store } from '../../kernel/store'
import { CHANNEL_KINDS } from '../channel/rules'
import { kindWords } from '../channel/text'
import { readAll } from '../delivery/readAll'
import { readColleagues } from '../staff/server'
import type { ChannelFacts } from './read'
import type { Dimension } from './rules'
import { text } from './text'

/** What the values of a dimension are called. At most one wire call. */
export async function namesOf(
  store: Store,
  dimension: Dimension,
  values: readonly string[],
  channels: ReadonlyMap<string, ChannelFacts>,
): Promise<(value: string) => string> {
  const named = await knownNames(store, dimension, values, channels)
  return (value) => (value === '' ? text.nowhere[dimension] : (named.get(value) ?? value))
}

async function knownNames(
  store: Store,
  dimension: Dimension,
  values: readonly string[],
  channels: ReadonlyMap<string, ChannelFacts>,
): Promise<Map<string, string>> {
  switch (dimension) {
    case 'channel':
      return new Map([...channels.values()].map(({ id, name }) => [id, name]))
    case 'kind':
      return new Map(CHANNEL_KINDS.map((kind) => [kind, kindWords[kind]]))
    case 'guide':
      return new Map((await readColleagues(store)).map(({ user, name }) => [user, name]))
    case 'group': {
      const groups = await readAll(store, 'groups', { _id: is.in(values.filter((id) => id !== '')) }, ['name'])
      return new Map(groups.map(({ _id, name }) => [_id, name]))
    }
    case 'version': {
      const sops = await readAll(store, 'sops', { _id: is.in(values.map((id) => id.split(':')[0] ?? '')) }, ['name'])
      const names = new Map(sops.map(({ _id, name }) => [_id, name]))
      return new Map(
        values.map((id) => {
          const [sop = '', number = ''] = id.split(':')
          return [id, `${names.get(sop) ?? sop} v${number}`]
        }),
      )
    }
    default:
      return new Map()
  }
}
