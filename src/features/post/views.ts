import type { Context } from '../../context'
import type { CaseView, PhotoView, PostView, WallItem } from './contract'
import { guiseOf, mayEdit, type Photo, type Post, publicIdOf, unanswered } from './rules'

/** Addresses asked for in one call; the platform answers 50 at most. */
const URLS_AT_ONCE = 50

/** Addresses of all pictures of these posts: one wire call for fifty. */
export async function urlsOf({ photos }: Context, posts: readonly Post[]): Promise<Map<string, string>> {
  const files = posts.flatMap((post) => post.photos.map(({ file }) => file))
  const found = new Map<string, string>()
  for (let from = 0; from < files.length; from += URLS_AT_ONCE) {
    for (const [file, url] of await photos.urlsOf(files.slice(from, from + URLS_AT_ONCE))) found.set(file, url)
  }
  return found
}

export async function postViews(context: Context, posts: readonly Post[]): Promise<PostView[]> {
  const urls = await urlsOf(context, posts)
  return posts.map((post) => ({
    day: post.day,
    text: post.text,
    photos: photoViews(post.photos, urls),
    state: post.state,
    reason: post.reason,
    words: post.state === 'hidden' ? (post.decision?.reason ?? null) : null,
    mayEdit: mayEdit(post),
    stuck: unanswered(post, context.now).length > 0,
    points: pointsOf(post),
    publishedAt: post.publishedAt,
    share: post.photos.length === 0 ? null : (post.share?.agreed ?? false),
  }))
}

export async function postView(context: Context, post: Post): Promise<PostView> {
  const [view] = await postViews(context, [post])
  if (!view) throw new Error(`no view of ${post._id}`)
  return view
}

export async function wallItems(context: Context, posts: readonly Post[], memberId: string): Promise<WallItem[]> {
  const urls = await urlsOf(context, posts)
  return posts.map((post) => ({
    id: publicIdOf(post._id),
    ...guiseOf(post.memberId),
    mine: post.memberId === memberId,
    day: post.day,
    text: post.text,
    photos: post.photos.flatMap(({ file }) => urls.get(file) ?? []),
    visibleAt: post.visibleAt ?? post.publishedAt,
  }))
}

export async function caseViews(context: Context, posts: readonly Post[]): Promise<CaseView[]> {
  const urls = await urlsOf(context, posts)
  return posts.map((post) => ({
    id: post._id,
    revision: post.revision,
    name: `会员 ${post.memberId.slice(-4).toUpperCase()}`,
    day: post.day,
    text: post.text,
    textCheck: post.textCheck,
    photos: photoViews(post.photos, urls),
    state: post.state,
    reason: post.reason,
    decision: post.decision,
    points: pointsOf(post),
    publishedAt: post.publishedAt,
    share: { agreed: post.share?.agreed ?? false, adopted: post.share?.adopted ?? false },
  }))
}

function photoViews(photos: readonly Photo[], urls: ReadonlyMap<string, string>): PhotoView[] {
  return photos.map(({ file, check }) => ({ file, url: urls.get(file) ?? '', check }))
}

function pointsOf({ reward }: Post): number {
  return reward?.step === 'owed' || reward?.step === 'given' ? reward.points : 0
}
