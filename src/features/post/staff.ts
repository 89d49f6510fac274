import './collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { readEdition, writeRules } from '../../kernel/ruleBook'
import { requireStaff } from '../staff/access'
import { changePost } from './change'
import type { postStaffContract } from './contract'
import { postSubject } from './plan'
import { settleReward, withReward } from './reward'
import { type Decision, mayDecide, type Post, placed } from './rules'
import { adoptPost } from './share'
import { text } from './text'
import { caseViews } from './views'

/** Posts on the page at once: their pictures are three wire calls at most. */
const LISTED = 50

export const postStaffHandlers: Handlers<typeof postStaffContract, Context> = {
  async 'post.listWaiting'({ show }, context) {
    const { store } = context
    const direction = show === 'waiting' ? 1 : -1
    const found = await store.find('posts', { state: show }, { sort: [['updatedAt', direction]], limit: LISTED })
    const waiting =
      show === 'waiting' && found.length < LISTED ? found.length : await store.count('posts', { state: 'waiting' })
    return { posts: await caseViews(context, found), waiting }
  },

  /** `revision` is the one that was looked at: an author may have written it anew meanwhile, then it is looked at again. */
  async 'post.decide'({ id, revision, verb, reason }, context) {
    const { store, now, caller } = context
    const { staffId, name } = requireStaff(caller)
    if (verb === 'hide' && reason === '') refuse('REASON_MISSING', text.reasonMissing)
    const decision: Decision = { verb, staffId, name, reason, at: now }
    const post = await changePost<Post>(store, id, now, async (there) => {
      if (!there) return refuse('NO_SUCH_POST', text.noSuchPost)
      if (isSame(there.decision, decision)) return { answer: there }
      if (there.revision !== revision) return refuse('POST_CHANGED', text.changed)
      if (!mayDecide(there, verb)) return refuse('NOT_DECIDABLE', text.notDecidable)
      const after = await withReward(store, placed({ ...there, decision }, now), now)
      return { after, answer: { ...after, revision: revision + 1 } }
    })
    await settleReward(store, post, now)
    const [view] = await caseViews(context, [post])
    return { post: view ?? refuse('NO_SUCH_POST', text.noSuchPost) }
  },

  async 'post.adopt'({ id, revision, tags }, context) {
    const by = requireStaff(context.caller).name
    const { post, materials } = await adoptPost(context, { id, revision, tags, by })
    if (materials.length === 0) return refuse('PHOTO_UNREADABLE', text.photosGone)
    const [view] = await caseViews(context, [post])
    return {
      post: view ?? refuse('NO_SUCH_POST', text.noSuchPost),
      materials: materials.map(({ _id }) => _id),
    }
  },

  async 'post.getRules'(_input, { store }) {
    const { rules, revision } = await readEdition(store, postSubject)
    return { rules, revision }
  },

  async 'post.setRules'({ request, revision, rules }, { store, now, caller }) {
    const by = requireStaff(caller).name
    const written = await writeRules(store, postSubject, { rules, revision, request, by }, now)
    return { rules: written.rules, revision: written.revision }
  },
}

function isSame(a: Decision | null, b: Decision): boolean {
  return a?.verb === b.verb && a.staffId === b.staffId && a.reason === b.reason
}
