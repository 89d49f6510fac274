import './collections'
import type { Doc, Store } from '../../kernel/store'
import { best, type Fits } from '../../kernel/words'
import type { Scope } from '../staff/access'
import { seesGroup } from './groupScope'

/** Groups that one search looks at: what the platform answers in one read. */
const LOOKED_AT = 1000

type FoundGroup = Pick<Doc<'groups'>, '_id' | 'name' | 'ownerName' | 'members'>

/** Groups by name and owner, as far as the caller may see them. One read of at most 1,000. */
export async function findGroups(store: Store, scope: Scope | null, fits: Fits, limit: number): Promise<FoundGroup[]> {
  const groups = await store.find(
    'groups',
    { gone: false },
    { limit: LOOKED_AT, fields: ['name', 'owner', 'ownerName', 'members'] },
  )
  return best(
    groups.filter((group) => seesGroup(scope, group.owner)),
    (group) => fits(group.name, group.ownerName),
    limit,
  )
}
