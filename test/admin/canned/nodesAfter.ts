import type { NodeChange } from '../../../src/features/sop/lifeContract'
import type { NodeDraft } from '../../../src/features/sop/nodeRules'
import type { SopNode } from '../../../src/features/sop/rules'

/** As the server keeps one change, without its checks. */
export function nodesAfter(nodes: readonly SopNode[], change: NodeChange): SopNode[] {
  if (change.do === 'remove') return nodes.filter(({ key }) => key !== change.key)
  const there = nodes.find(({ key }) => key === change.node.key)
  const same = JSON.stringify(there?.time) === JSON.stringify(change.node.time)
  const kept = {
    ...(change.node as NodeDraft),
    topic: null,
    unscheduled: change.unscheduled !== undefined ? change.unscheduled : same ? (there?.unscheduled ?? null) : null,
    source: change.source !== undefined ? change.source : (there?.source ?? null),
  }
  if (there) return nodes.map((one) => (one.key === kept.key ? kept : one))
  const place = nodes.findIndex(({ key }) => key === change.before)
  return place < 0 ? [...nodes, kept] : [...nodes.slice(0, place), kept, ...nodes.slice(place)]
}
