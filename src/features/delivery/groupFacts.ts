import type { GroupFacts } from '../sop/audience'
import type { Group } from './groupTags'

/** What the SOP asks of a group. */
export function factsOfGroup(
  group: Pick<Group, '_id' | 'tags' | 'owner' | 'members'> & Partial<Pick<Group, 'startedOn' | 'joinDays'>>,
  stores: readonly string[],
  version: number | null,
): GroupFacts {
  return {
    id: group._id,
    tags: group.tags,
    stores,
    owner: group.owner,
    members: group.members,
    startedOn: group.startedOn ?? null,
    joinDays: group.joinDays ?? [],
    version,
  }
}

/** Values of a node's variables that differ from group to group: {群名}, {群主}, {群人数}. */
export function groupValues(group: Pick<Group, 'name' | 'ownerName' | 'members'>): Record<string, string> {
  return { 群名: group.name, 群名称: group.name, 群主: group.ownerName, 群人数: String(group.members) }
}
