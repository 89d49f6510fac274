import './collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { to } from '../../kernel/store'
import { requireStaff } from '../staff/access'
import { readStoresOfOwners } from '../staff/server'
import type { sopLifeContract } from './lifeContract'
import { sopText } from './refusals'
import { changeVersion } from './versionStore'

export const distributionHandlers: Pick<Handlers<typeof sopLifeContract, Context>, 'sop.setStores'> = {
  /** Headquarters hands a version to some stores; like every change of a draft under the revision that the page had read. */
  async 'sop.setStores'({ sop, number, revision, stores: asked }, { store, caller }) {
    const { name } = requireStaff(caller)
    const stores = [...new Set(asked)].sort()
    const known = new Set([...(await readStoresOfOwners(store)).values()].flat())
    const unknown = stores.filter((one) => !known.has(one))
    if (unknown.length > 0) refuse('NO_SUCH_STORE', sopText.noSuchStore(unknown.join('、')))
    const version = await changeVersion(store, sop, number, (doc) => {
      if (doc.status === 'review' || doc.status === 'approved') return refuse('IN_REVIEW', sopText.inReview)
      if (doc.status !== 'draft') return refuse('NOT_DRAFT', sopText.notDraft)
      if (doc.publishAt !== null) return refuse('SCHEDULED', sopText.isScheduled)
      const same = JSON.stringify(doc.stores ?? []) === JSON.stringify(stores)
      // The answer to the first try was lost, or somebody chose the same: there is nothing to write.
      if (same && (doc.revision === revision || doc.revision === revision + 1)) return { answer: doc }
      if (doc.revision !== revision) return refuse('CHANGED_BY_OTHER', sopText.changedByOther)
      return {
        guard: { _id: doc._id, revision, status: 'draft', publishAt: null },
        change: { stores, revision: revision + 1, hands: to.addToSet(name) },
        answer: { ...doc, stores, revision: revision + 1 },
      }
    })
    return { version }
  },
}
