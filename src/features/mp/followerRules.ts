import type { Happening } from './rules'
import { afterOpening, afterTaking, SHUT, type WindowKind, type Windows } from './windows'

/** A message that was sent by itself, or was about to be: it takes its place before WeChat is called and is never sent again. */
export interface Saying {
  /** `{event}:{n}` */
  id: string
  at: number
  outcome: 'saying' | 'sent' | 'refused' | 'unknown'
  /** Chinese */
  reason: string | null
}

/** Who follows the 公众号, or did. Their openid stands here alone, because messages need it. */
export interface Follower {
  /** `o` and the HMAC of the openid. */
  _id: string
  schema: 1
  /** Null some time after they left. */
  openid: string | null
  /** ms of the first event. */
  firstAt: number
  /** ms of the latest follow and the latest leave that were told; whichever is later is true. */
  followedAt: number | null
  leftAt: number | null
  /** Channels of the first and the latest code that they scanned. */
  channel: string | null
  channelAt: number | null
  lastChannel: string | null
  lastChannelAt: number | null
  windows: Windows
  said: Saying[]
  /** Events that are in it already, the newest last. */
  events: string[]
  /** ms; when `user/info` was asked, and whether it told a unionid. */
  linkedAt: number | null
  hasUnion: boolean | null
  linkReason: string | null
  /** Rises with every change: the guard of the next. */
  seq: number
}

const EVENTS_KEPT = 24
const SAID_KEPT = 20

const OPENS: Partial<Record<Happening['act'], WindowKind>> = {
  message: 'message',
  subscribe: 'touch',
  scan: 'touch',
  click: 'touch',
}

export function newFollower(_id: string, openid: string, at: number): Follower {
  return {
    _id,
    schema: 1,
    openid,
    firstAt: at,
    followedAt: null,
    leftAt: null,
    channel: null,
    channelAt: null,
    lastChannel: null,
    lastChannelAt: null,
    windows: SHUT,
    said: [],
    events: [],
    linkedAt: null,
    hasUnion: null,
    linkReason: null,
    seq: 0,
  }
}

/** Whether they follow, as far as we were told; whoever writes or scans does, even if their follow was never told. */
export function isFollowing({ followedAt, leftAt }: Pick<Follower, 'followedAt' | 'leftAt'>): boolean {
  return followedAt !== null && (leftAt === null || leftAt < followedAt)
}

/**
 * A follower after an event: latest times win, so order and repeats do not matter.
 *
 * @param openid told again by every event, so one that was deleted comes back with its person
 */
export function afterEvent(old: Follower, event: string, happening: Happening, openid: string): Follower {
  const { act, at, channel } = happening
  const opens = OPENS[act]
  const isEarliest = channel !== null && (old.channelAt === null || at < old.channelAt)
  const isLatest = channel !== null && (old.lastChannelAt === null || at >= old.lastChannelAt)
  const later = (known: number | null) => Math.max(known ?? at, at)
  return {
    ...old,
    openid,
    firstAt: Math.min(old.firstAt, at),
    followedAt: act === 'unsubscribe' ? old.followedAt : later(old.followedAt),
    leftAt: act === 'unsubscribe' ? later(old.leftAt) : old.leftAt,
    ...(isEarliest ? { channel, channelAt: at } : {}),
    ...(isLatest ? { lastChannel: channel, lastChannelAt: at } : {}),
    windows: opens === undefined ? old.windows : afterOpening(old.windows, opens, at),
    events: [...old.events, event].slice(-EVENTS_KEPT),
  }
}

/** With places taken for messages that are about to go out. */
export function afterReserving(old: Follower, ids: readonly string[], now: number): Follower {
  if (ids.length === 0) return old
  const sayings = ids.map((id): Saying => ({ id, at: now, outcome: 'saying', reason: null }))
  return {
    ...old,
    windows: afterTaking(old.windows, ids.length, now),
    said: [...old.said, ...sayings].slice(-SAID_KEPT),
  }
}
