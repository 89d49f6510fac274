import { CheckFailed } from '../../../cloudfunctions/platform/security'
import type { Context } from '../../context'
import type { Day } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { hash64 } from '../../kernel/hash'
import { readRules } from '../../kernel/ruleBook'
import { requireConsent, requireMember } from '../member/access'
import { changePost } from './change'
import { postDay } from './day'
import { postSubject } from './plan'
import { withReward } from './reward'
import { isOwnUpload, mayEdit, newPhoto, type Photo, type Post, placed, postIdOf, unanswered } from './rules'
import { text } from './text'

export interface PublishRequest {
  request: string
  day: Day
  text: string
  photos: string[]
  share: boolean
}

/** 3: what members write for others to read. */
const SCENE = 3

/**
 * Publishes the post of today, or writes it anew while nobody has seen it. The words are checked before anything is stored; each
 * picture is copied to where its author cannot write, and nothing is visible before WeChat has answered for all of them.
 *
 * The same request again finds its own post and goes on with what is missing.
 */
export async function publish(context: Context, input: PublishRequest): Promise<Post> {
  const { store, now, caller, settings } = context
  const memberId = requireMember(caller)
  const id = postIdOf(memberId, input.day)
  const digest = hash64(JSON.stringify([input.text, input.photos, ...(input.share ? ['share'] : [])]))
  const there = await store.get('posts', id)
  if (there?.request === input.request) {
    if (there.digest !== digest) refuse('REQUEST_REUSED', text.requestReused)
    return ask(context, there)
  }
  if (input.day !== (await postDay(store, now))) refuse('DAY_OVER', text.dayOver)
  if (input.text === '' && input.photos.length === 0) refuse('EMPTY_POST', text.empty)
  if (!(await readRules(store, postSubject, now)).open) refuse('POSTS_CLOSED', text.closed)
  requireConsent(await store.get('accounts', memberId), settings)
  requireEditable(there)
  const textCheck = input.text === '' ? 'pass' : await checkWords(context, input.text)
  const photos = await keepPhotos(context, memberId, input, there)
  const used = new Set(photos.map(({ file }) => file))
  const uploads = input.photos.filter((file) => isOwnUpload(file, memberId))
  const post = await changePost<Post>(store, id, now, async (current) => {
    if (current?.request === input.request) return { answer: current }
    requireEditable(current)
    // A verdict may have come while the words were checked.
    const newest = photos.map((photo) => current?.photos.find(({ file }) => file === photo.file) ?? photo)
    const dropped = current?.photos.map(({ file }) => file).filter((file) => !used.has(file)) ?? []
    const written: Post = {
      ...{ _id: id, schema: 1, memberId, day: input.day, revision: 0, text: input.text, textCheck, photos: newest },
      ...{ state: 'checking', reason: null, decision: null, reward: current?.reward ?? null, visibleAt: null },
      trash: [...new Set([...(current?.trash ?? []).filter((file) => !used.has(file)), ...dropped, ...uploads])],
      ...shareOf(input.share, current, now),
      ...{ request: input.request, digest, publishedAt: now, updatedAt: now },
    }
    const after = await withReward(store, placed(written, now), now)
    return { after, answer: { ...after, revision: (current?.revision ?? 0) + 1 } }
  })
  return ask(context, post)
}

/** What the author says now; that copies may be in the library is not forgotten. */
function shareOf(agreed: boolean, before: Post | null, now: number): Pick<Post, 'share'> {
  const adopted = before?.share?.adopted ?? false
  return agreed || before?.share !== undefined ? { share: { agreed, at: now, adopted } } : {}
}

function requireEditable(post: Post | null): void {
  if (!post || mayEdit(post)) return
  if (post.state === 'removed') refuse('POST_REMOVED', text.alreadyRemoved)
  refuse('POST_SHOWN', text.alreadyShown)
}

async function checkWords({ security, caller }: Context, words: string): Promise<'pass' | 'review'> {
  try {
    const { suggest } = await security.checkText(openidOf(caller), SCENE, words)
    return suggest === 'risky' ? refuse('RISKY_TEXT', text.risky) : suggest
  } catch (error) {
    if (!(error instanceof CheckFailed) || error.failure === 'setup') throw error
    return error.failure === 'busy' ? refuse('CHECK_BUSY', text.checkBusy) : refuse('OPEN_AGAIN', text.openAgain)
  }
}

/** Pictures that the post has keep their verdict; uploads are copied. One after the other: three copies fit any memory. */
async function keepPhotos(
  { photos: storage }: Context,
  memberId: string,
  { photos, day, request }: PublishRequest,
  there: Post | null,
): Promise<Photo[]> {
  const kept: Photo[] = []
  for (const file of photos) {
    const known = there?.photos.find((photo) => photo.file === file)
    if (!known && !isOwnUpload(file, memberId)) refuse('NOT_YOUR_PHOTO', text.notYourPhoto)
    // Each request copies into a folder of its own: the job may be deleting what an earlier one left.
    const folder = `posts/${hash64(`posts ${memberId}`)}/${day}/${request.slice(0, 8)}`
    const copy = known ? known.file : await storage.keep(file, folder)
    if (copy === null) return refuse('PHOTO_UNREADABLE', text.photoUnreadable)
    const photo = known ?? newPhoto(copy)
    if (!kept.some((one) => one.file === photo.file)) kept.push(photo)
  }
  return kept
}

/**
 * Asks WeChat about the pictures that have no answer. A question that fails leaves its picture unasked: the post stays hidden, the
 * author's next visit asks again, after a day a person looks at it.
 */
export async function ask({ store, now, caller, security, photos }: Context, post: Post): Promise<Post> {
  const open = unanswered(post, now)
  if (open.length === 0) return post
  const urls = await photos.urlsOf(open.map(({ file }) => file))
  const traces = new Map<string, string>()
  for (const { file } of open) {
    const traceId = await begin(security, openidOf(caller), urls.get(file))
    if (traceId) traces.set(file, traceId)
  }
  if (traces.size === 0) return post
  return changePost<Post>(store, post._id, now, (current) => {
    if (!current) return { answer: post }
    const asked = current.photos.map((photo): Photo => {
      const traceId = traces.get(photo.file)
      const stillOpen = open.some(({ file, traceId: old }) => file === photo.file && old === photo.traceId)
      return traceId && stillOpen ? { ...photo, check: 'asked', traceId, askedAt: now } : photo
    })
    const after = { ...current, photos: asked }
    if (JSON.stringify(after) === JSON.stringify(current)) return { answer: current }
    return { after, answer: { ...after, revision: current.revision + 1 } }
  })
}

async function begin(security: Context['security'], openid: string, url: string | undefined): Promise<string | null> {
  if (!url) return null
  try {
    return await security.startMediaCheck(openid, SCENE, url)
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error
    console.error(JSON.stringify({ feature: 'post', error: error.message }))
    return null
  }
}

function openidOf(caller: Context['caller']): string {
  return caller.kind === 'visitor' ? caller.openid : ''
}
