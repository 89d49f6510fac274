import type { Day } from '../../kernel/day'
import { HOUR, MINUTE } from '../../kernel/day'
import { hash64 } from '../../kernel/hash'

/** Of WeChat's check on one picture: not asked yet, asked and unanswered, or what it said. */
export type PhotoCheck = 'unasked' | 'asked' | 'pass' | 'review' | 'risky'

export interface Photo {
  /** fileID of the copy that nobody can write to; named by its content. */
  file: string
  check: PhotoCheck
  /** Under which the verdict comes; null while nothing was asked. */
  traceId: string | null
  /** ms of the question. */
  askedAt: number | null
}

/**
 * `checking` until WeChat has answered for every picture, `waiting` for a member of staff, `removed` by its author. Only `visible`
 * is ever shown to others.
 */
export type PostState = 'checking' | 'visible' | 'hidden' | 'waiting' | 'removed'

/** Why it stands where it stands; the pages have the sentences. */
export type PostReason = 'photo_risky' | 'text_review' | 'photo_review' | 'no_answer' | 'staff' | null

export interface Decision {
  verb: 'show' | 'hide'
  staffId: string
  name: string
  /** What the author reads when it was hidden. */
  reason: string
  at: number
}

/** What a visible post earned. `recall`: it was hidden afterwards and the points are to go back. */
export interface PostReward {
  points: number
  step: 'owed' | 'given' | 'recall' | 'recalled'
}

/** The author's word that the brand may use the pictures again. */
export interface PostShare {
  agreed: boolean
  /** ms of the last word. */
  at: number
  /** Copies are, or may be, in the library. */
  adopted: boolean
}

/** One member's post of one day. `_id` is `{member}:{day}`. */
export interface Post {
  _id: string
  schema: 1
  memberId: string
  day: Day
  /** Raised by every write; the guard of each. */
  revision: number
  text: string
  textCheck: 'pass' | 'review'
  photos: Photo[]
  state: PostState
  reason: PostReason
  decision: Decision | null
  reward: PostReward | null
  /** Absent while the author was not asked. */
  share?: PostShare
  /** Files to be deleted from the storage. */
  trash: string[]
  /** The request that wrote this text and these pictures, and what it said. */
  request: string
  digest: string
  /** ms of the newest publication. */
  publishedAt: number
  /** Since when others see it, or null. */
  visibleAt: number | null
  updatedAt: number
}

export const MAX_TEXT = 500
export const MAX_PHOTOS = 3
/** WeChat answers within 30 minutes. An older question may be asked again. */
export const ASK_AGAIN = 30 * MINUTE
/** Without an answer for so long a person looks at it. */
export const GIVE_UP = 24 * HOUR
/** Posts of so many days are on the wall. */
export const WALL_DAYS = 14

export function postIdOf(memberId: string, day: Day): string {
  return `${memberId}:${day}`
}

/** Names a post towards other members: nothing of its author can be read from it. */
export function publicIdOf(postId: string): string {
  return hash64(`post ${postId}`)
}

/** Where a member's phone uploads to; no member can tell another's folder. */
export function inboxOf(memberId: string): string {
  return `inbox/${hash64(`inbox ${memberId}`)}`
}

/** True for an upload of this very member: nobody may name (and so delete) somebody else's file. */
export function isOwnUpload(file: string, memberId: string): boolean {
  const path = /^cloud:\/\/[^/]+\/(.+)$/.exec(file)?.[1] ?? ''
  const name = path.startsWith(`${inboxOf(memberId)}/`) ? path.slice(inboxOf(memberId).length + 1) : ''
  return /^[A-Za-z0-9_-]{1,64}\.(jpe?g|png|webp)$/i.test(name)
}

export function newPhoto(file: string): Photo {
  return { file, check: 'unasked', traceId: null, askedAt: null }
}

/** What to ask WeChat about, now that the author is here. */
export function unanswered(post: Post, now: number): Photo[] {
  if (post.state !== 'checking') return []
  return post.photos.filter(
    ({ check, askedAt }) => check === 'unasked' || (check === 'asked' && (askedAt ?? 0) <= now - ASK_AGAIN),
  )
}

/**
 * The post where text, pictures and people put it. A person's decision stands above the machine's, but what WeChat calls risky
 * nobody may show.
 *
 * @param gaveUp a picture had no answer for a day
 */
export function placed(post: Post, now: number, gaveUp = false): Post {
  const { state, reason } = placeOf(post, gaveUp || post.reason === 'no_answer')
  if (state === post.state && reason === post.reason) return post
  return { ...post, state, reason, visibleAt: state === 'visible' ? now : null }
}

function placeOf({ photos, textCheck, decision, state }: Post, gaveUp: boolean): Pick<Post, 'state' | 'reason'> {
  const some = (...checks: PhotoCheck[]) => photos.some(({ check }) => checks.includes(check))
  if (state === 'removed') return { state, reason: null }
  if (decision?.verb === 'hide') return { state: 'hidden', reason: 'staff' }
  if (decision?.verb === 'show') return { state: 'visible', reason: null }
  if (some('risky')) return { state: 'hidden', reason: 'photo_risky' }
  if (some('unasked', 'asked')) {
    return gaveUp ? { state: 'waiting', reason: 'no_answer' } : { state: 'checking', reason: null }
  }
  if (textCheck === 'review') return { state: 'waiting', reason: 'text_review' }
  if (some('review')) return { state: 'waiting', reason: 'photo_review' }
  return { state: 'visible', reason: null }
}

/** The post after WeChat's verdict on one picture; the same object when this changes nothing. */
export function afterVerdict(post: Post, traceId: string, suggest: 'pass' | 'review' | 'risky', now: number): Post {
  const asked = post.photos.some((photo) => photo.traceId === traceId && photo.check === 'asked')
  if (!asked || post.state === 'removed') return post
  const photos = post.photos.map((photo) =>
    photo.traceId === traceId && photo.check === 'asked' ? { ...photo, check: suggest } : photo,
  )
  const overruled = suggest === 'risky' && post.decision?.verb === 'show'
  return placed({ ...post, photos, decision: overruled ? null : post.decision }, now)
}

/** The reward as state and rules want it: owed once it is visible, called back once staff hide it. */
export function rewarded(post: Post, points: number): Post {
  const { state, reward } = post
  if (state === 'visible' && !reward && points > 0) return { ...post, reward: { points, step: 'owed' } }
  const shown = reward?.step === 'owed' || reward?.step === 'given'
  if (state === 'hidden' && reward && shown) return { ...post, reward: { ...reward, step: 'recall' } }
  return post
}

/** What staff may do with it. A picture that WeChat called risky stays hidden whoever asks. */
export function mayDecide({ state, decision, photos }: Post, verb: Decision['verb']): boolean {
  if (verb === 'hide') return state === 'waiting' || state === 'visible'
  const held = state === 'waiting' || (state === 'hidden' && decision !== null)
  return held && photos.every(({ check }) => check !== 'risky')
}

/** Nothing of what its author wrote or photographed is left in it. */
export function emptied(post: Post): Post {
  const files = post.photos.map(({ file }) => file)
  const decision = post.decision && { ...post.decision, reason: '' }
  const trash = [...new Set([...post.trash, ...files])]
  const share = post.share && { share: { ...post.share, agreed: false } }
  const gone = { text: '', photos: [], trash, decision, state: 'removed' as const, reason: null, digest: '' }
  return { ...post, ...gone, ...share, visibleAt: null }
}

/** An author may write it anew until it is shown or a person has decided. */
export function mayEdit({ state, decision }: Post): boolean {
  return decision === null && (state === 'checking' || state === 'waiting' || state === 'hidden')
}

/** Something is still to be done that nobody may come back for. */
export function hasWork(post: Post): boolean {
  const { state, trash, reward, share } = post
  if (share?.adopted === true && !isShared(post)) return true
  return state === 'checking' || trash.length > 0 || reward?.step === 'owed' || reward?.step === 'recall'
}

/** The brand may use its pictures: its author agrees and everybody may see it. */
export function isShared({ state, share }: Post): boolean {
  return state === 'visible' && share?.agreed === true
}

/** After a publication it is looked at when an answer was probably lost, at last when a person has to look. */
const LOOKS = [2 * MINUTE, 10 * MINUTE, 35 * MINUTE, 3 * HOUR, GIVE_UP]

export function nextLook({ publishedAt }: Post, now: number): number {
  const next = LOOKS.map((after) => publishedAt + after).find((at) => at > now)
  return next ?? now + HOUR
}

const FACES = [...'兰梅竹荷桃杏茶月云露禾雪']

/** A name and a face that tell posts of one member apart and nobody who it is. */
export function guiseOf(memberId: string): { name: string; face: string } {
  const mark = hash64(`guise ${memberId}`)
  const face = FACES[Number.parseInt(mark.slice(0, 6), 16) % FACES.length] ?? '兰'
  return { name: `会员 ${mark.slice(-4).toUpperCase()}`, face }
}
