import type { Occurrence, Part, SopNode } from '../sop/rules'
import { filledParts } from '../sop/variables'
import type { Group } from './groupTags'
import type { PlannedRoute } from './routes'
import type { Delivery } from './rules'

/** `{sop}:{nodeKey}:{target}:{date}:{slot}:{attempt}`, with the day of the beat's own id. */
export function deliveryId(sop: string, beat: Occurrence, target: string, attempt = 0): string {
  // A message that was moved to another day keeps its key: it is heard once, wherever versions put it.
  const date = beat.exception?.date ?? beat.date
  return `${sop}:${beat.node.key}:${target}:${date}:${beat.slot}:${attempt}`
}

/** The fields of a planned row that belong to the version: what publishing another one rewrites. */
export function contentOf(
  version: number,
  beat: Occurrence,
): Pick<Delivery, 'version' | 'date' | 'from' | 'until' | 'column' | 'module' | 'parts' | 'late' | 'only'> {
  const { node } = beat
  return {
    version,
    date: beat.date,
    from: beat.from,
    until: beat.until,
    column: node.column,
    module: node.module,
    parts: filledParts(node),
    late: node.late,
    only: isOnly(node),
  }
}

/** Whether a message goes by group task or not at all. */
export function isOnly({ route, fallback }: Pick<SopNode, 'route' | 'fallback'>): boolean {
  return route === 'group_task' && fallback === null
}

export function plannedRow(
  sop: string,
  version: number,
  beat: Occurrence,
  group: Group,
  route: PlannedRoute,
  now: number,
): Delivery {
  return {
    _id: deliveryId(sop, beat, group._id),
    schema: 1,
    sop,
    nodeKey: beat.node.key,
    beat: beat.beat,
    target: group._id,
    groupName: group.name,
    owner: group.owner,
    slot: beat.slot,
    attempt: 0,
    route,
    state: 'planned',
    reason: null,
    evidence: null,
    claim: null,
    msgid: null,
    sentAt: null,
    remindedAt: [],
    updatedAt: now,
    ...contentOf(version, beat),
  }
}

/** The words of a message, as the group reads them. */
export function textOf(parts: readonly Part[]): string {
  const part = parts.find((each) => each.type === 'text')
  return part?.type === 'text' ? part.text : ''
}

export function cardOf(parts: readonly Part[]): { title: string; cover: string } | null {
  const part = parts.find((each) => each.type === 'card')
  return part?.type === 'card' ? { title: part.title, cover: part.cover } : null
}

/** The page that a card opens; a group task goes to all groups alike and names none. */
export function cardPath(beat: string, extra: { g?: string; v?: string; k?: string } = {}): string {
  // Nothing to escape: beats, chat ids and marks are letters, digits, and `_:-`.
  const query = Object.entries({ b: beat, ...extra }).map(([name, value]) => `${name}=${value}`)
  return `features/sop/pages/column/index?${query.join('&')}`
}
