import './collections'
import '../points/collections'
import type { Context } from '../../context'
import { DAY } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { readRules } from '../../kernel/ruleBook'
import { is } from '../../kernel/store'
import { requireMember } from '../member/access'
import { changePost } from './change'
import type { postMemberContract } from './contract'
import { postDay } from './day'
import { emptyTrash } from './jobs'
import { postSubject } from './plan'
import { ask, publish } from './publish'
import { settleReward } from './reward'
import { emptied, inboxOf, postIdOf, WALL_DAYS } from './rules'
import { setShare, settleShare } from './share'
import { text } from './text'
import { postView, postViews, wallItems } from './views'

/** Posts of one page of the wall; with three pictures each their addresses are one wire call. */
const PAGE = 12
/** Own posts that the page lists. */
const EARLIER = 7

export const postMemberHandlers: Handlers<typeof postMemberContract, Context> = {
  async 'post.publish'(input, context) {
    const post = await publish(context, input)
    await settleReward(context.store, post, context.now)
    return { post: await postView(context, post) }
  },

  async 'post.setShare'({ day, agreed }, context) {
    const id = postIdOf(requireMember(context.caller), day)
    return { post: await postView(context, await setShare(context, id, agreed)) }
  },

  async 'post.checkAgain'({ day }, context) {
    const found = await context.store.get('posts', postIdOf(requireMember(context.caller), day))
    const post = found ?? refuse('NO_SUCH_POST', text.noSuchPost)
    return { post: await postView(context, await ask(context, post)) }
  },

  async 'post.getMine'(_input, context) {
    const { store, now, caller } = context
    const memberId = requireMember(caller)
    const today = await postDay(store, now)
    const rules = await readRules(store, postSubject, now)
    const posts = await store.find('posts', { memberId }, { sort: [['day', -1]], limit: EARLIER + 1 })
    const views = await postViews(context, posts)
    return {
      today,
      open: rules.open,
      points: rules.points,
      uploadTo: inboxOf(memberId),
      post: views.find(({ day }) => day === today) ?? null,
      earlier: views.filter(({ day, state }) => day !== today && state !== 'removed').slice(0, EARLIER),
    }
  },

  async 'post.getWall'({ before }, context) {
    const { store, now, caller } = context
    const visibleAt = is.and(is.gt(now - WALL_DAYS * DAY), is.lt(before ?? now + 1))
    const found = await store.find(
      'posts',
      { state: 'visible', visibleAt },
      { sort: [['visibleAt', -1]], limit: PAGE + 1 },
    )
    const shown = found.slice(0, PAGE)
    const next = found.length > PAGE ? (shown.at(-1)?.visibleAt ?? null) : null
    return { items: await wallItems(context, shown, requireMember(caller)), next }
  },

  /** The tombstone stays: its points were earned once and its key is used. What was written and photographed goes. */
  async 'post.remove'({ day }, context) {
    const { store, now, caller } = context
    const id = postIdOf(requireMember(caller), day)
    await changePost(store, id, now, (post) => {
      if (!post) return refuse('NO_SUCH_POST', text.noSuchPost)
      if (post.state === 'removed') return { answer: undefined }
      return { after: emptied(post), answer: undefined }
    })
    await emptyTrash(context, id)
    const left = await store.get('posts', id)
    if (left) await settleShare(context, left)
    return { day }
  },
}
