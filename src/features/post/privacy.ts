import './collections'
import { timeOf } from '../../kernel/day'
import { is } from '../../kernel/store'
import { HELD_PAGE, type Holding } from '../member/holding'
import { changePost } from './change'
import { emptyTrash } from './jobs'
import { emptied } from './rules'
import { settleShare } from './share'

/** What the member wrote and photographed. */
export const postHolding: Holding = {
  name: 'posts',
  words: '你晒的话和照片',

  async read({ store }, memberId, after) {
    const where = { memberId, state: is.neq('removed'), ...(after !== null && { day: is.lt(after) }) }
    const posts = await store.find('posts', where, { sort: [['day', -1]], limit: HELD_PAGE })
    return {
      rows: posts.map(({ day, text, photos, publishedAt, share }) => ({
        ...{ 日期: day, 时间: timeOf(publishedAt), 写的话: text, 照片: photos.length },
        ...{
          品牌转用: share?.agreed === true ? '同意' : '没有同意',
          素材库: share?.adopted === true ? '收了照片' : '没有',
        },
      })),
      next: posts.length === HELD_PAGE ? (posts.at(-1)?.day ?? null) : null,
    }
  },

  count: ({ store }, memberId) => store.count('posts', { memberId, state: is.neq('removed') }),

  async forget(context, memberId) {
    const { store, now } = context
    const left = { memberId, state: is.neq('removed') }
    const posts = await store.find('posts', left, { limit: 20, fields: ['day'] })
    for (const { _id } of posts) {
      await changePost(store, _id, now, (post) =>
        !post || post.state === 'removed' ? { answer: undefined } : { after: emptied(post), answer: undefined },
      )
      await emptyTrash(context, _id)
      const left = await store.get('posts', _id)
      if (left) await settleShare(context, left)
    }
    return posts.length < 20
  },
}
