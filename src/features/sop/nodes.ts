import './collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { to } from '../../kernel/store'
import { requireStaff } from '../staff/access'
import type { sopStaffContract } from './contract'
import { isSame } from './isSame'
import type { NodeChange } from './lifeContract'
import { checkNode } from './nodeRules'
import { sopText } from './refusals'
import type { SopNode, SopVersion } from './rules'
import { changeVersion } from './versionStore'
import { editNode } from './versions'

type Methods = Pick<
  Handlers<typeof sopStaffContract, Context>,
  'sop.saveNode' | 'sop.putNode' | 'sop.removeNode' | 'sop.changeNodes'
>

const MOST_NODES = 300

export const nodeHandlers: Methods = {
  async 'sop.saveNode'({ sop, number, revision, node: key, ...edit }, context) {
    return edited(context, { sop, number, revision }, (nodes) => {
      const before = nodes.find((each) => each.key === key) ?? refuse('NO_SUCH_NODE', sopText.noSuchNode)
      const after = editNode(before, edit)
      return nodes.map((each) => (each.key === key ? after : each))
    })
  },

  async 'sop.putNode'({ sop, number, revision, node, before }, context) {
    return edited(context, { sop, number, revision }, (nodes) => changed(nodes, { do: 'put', node, before }))
  },

  async 'sop.removeNode'({ sop, number, revision, node }, context) {
    return edited(context, { sop, number, revision }, (nodes) => nodes.filter((each) => each.key !== node))
  },

  async 'sop.changeNodes'({ sop, number, revision, changes }, context) {
    return edited(context, { sop, number, revision }, (nodes) => changes.reduce<SopNode[]>(changed, [...nodes]))
  },
}

/** The nodes after one change; a node that is not there is added before another one, else at the end. */
function changed(nodes: readonly SopNode[], change: NodeChange): SopNode[] {
  if (change.do === 'remove') return nodes.filter((each) => each.key !== change.key)
  const { node, before, unscheduled, source } = change
  const old = nodes.find((each) => each.key === node.key) ?? null
  const fresh = checkNode(node, old)
  if (unscheduled !== undefined) fresh.unscheduled = unscheduled
  if (source !== undefined) fresh.source = source
  if (old !== null) return nodes.map((each) => (each.key === node.key ? fresh : each))
  if (nodes.length >= MOST_NODES) refuse('TOO_MANY_NODES', sopText.tooManyNodes)
  const place = nodes.findIndex((each) => each.key === before)
  return place < 0 ? [...nodes, fresh] : [...nodes.slice(0, place), fresh, ...nodes.slice(place)]
}

/** One change of a draft's nodes under the revision that the page read; a lost answer finds its own change. */
async function edited(
  { store, caller }: Context,
  { sop, number, revision }: { sop: string; number: number; revision: number },
  change: (nodes: readonly SopNode[]) => SopNode[],
): Promise<{ version: SopVersion }> {
  const { name } = requireStaff(caller)
  const version = await changeVersion(store, sop, number, (doc) => {
    if (doc.status === 'review' || doc.status === 'approved') return refuse('IN_REVIEW', sopText.inReview)
    if (doc.status !== 'draft') return refuse('NOT_DRAFT', sopText.notDraft)
    if (doc.publishAt !== null) return refuse('SCHEDULED', sopText.isScheduled)
    const nodes = change(doc.nodes)
    // The answer to the first try was lost: the edit stands there already.
    if (doc.revision === revision + 1 && isSame(doc.nodes, nodes)) return { answer: doc }
    if (doc.revision !== revision) return refuse('CHANGED_BY_OTHER', sopText.changedByOther)
    const hands = [...new Set([...(doc.hands ?? []), name])]
    return {
      guard: { _id: doc._id, revision, status: 'draft', publishAt: null },
      change: { nodes, schema: 2, revision: revision + 1, hands: to.addToSet(name) },
      answer: { ...doc, nodes, revision: revision + 1, hands },
    }
  })
  return { version }
}
