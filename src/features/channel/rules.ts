import type { ClockTime, Day } from '../../kernel/day'
import type { Rota } from './rota'

/** Where somebody comes from, as the operator sorts it. */
export const CHANNEL_KINDS = ['guide', 'store', 'menu', 'article', 'friend', 'live', 'video', 'ads'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

/** First letter of the ids that we make. */
export const KIND_LETTER: Readonly<Record<ChannelKind, string>> = {
  guide: 'g',
  store: 's',
  menu: 'm',
  article: 'a',
  friend: 'f',
  live: 'l',
  video: 'v',
  ads: 'd',
}

/**
 * One id for four places: 公众号 `scene_str` takes 64 letters, the mini-program's `scene` 32, 企微 `state` 30 (WD/92228); the shortest
 * decides.
 */
export const CHANNEL_ID = /^[0-9A-Za-z_-]{1,30}$/

/** 公众号 QR code · 企微 contact way 「联系我」 · 企微 join way 「加入群聊」 · mini-program code. */
export const PLACES = ['mp', 'contactWay', 'joinWay', 'wxa'] as const
export type Place = (typeof PLACES)[number]

/** Codes that the platforms allow in all; what is left is said before a code is asked for. */
export const MOST_PERMANENT = 100_000
/** Contact ways and join ways share them (WD/92228, WD/92229). */
export const MOST_WAYS = 500_000
export const MOST_USERS = 100
export const MOST_GROUPS = 5
/** A temporary 公众号 code lives thirty days at most. */
export const TEMPORARY_SECONDS = 2_592_000

/**
 * `making` until an answer was noted; whoever finds it a minute later asks the platform. `unknown`: the platform cannot be asked, a
 * person decides. `failed`: surely not made, with the reason.
 */
export type CodeState = 'none' | 'making' | 'ready' | 'failed' | 'unknown'

/** One code at one place. */
export interface Code {
  state: CodeState
  /** The platform's own name: ticket, config_id. */
  ref: string | null
  /** Address of its picture, where the platform gives one. */
  picture: string | null
  /** Chinese: why there is none, or why its people could not be brought up to date. */
  reason: string | null
  /** Request that works on it, or did so last. */
  by: string
  /** ms: of the claim while it is being made, else of the last change. */
  at: number
  /** ms of the first try of which nobody knows how it ended; what it may have made is looked for from there on. */
  since: number | null
  /** ms at which a temporary code ends; null: it does not. */
  until: number | null
}

export const NO_CODE: Code = {
  state: 'none',
  ref: null,
  picture: null,
  reason: null,
  by: '',
  at: 0,
  since: null,
  until: null,
}

/** The groups that a join way leads into: full ones are passed over, and a new one is made when all are. */
export interface GroupWay {
  /** chat ids, in order, 1 to 5. */
  chats: string[]
  autoCreate: boolean
  /** `{baseName}{baseId}`, rising, names the groups that WeCom makes. */
  baseName: string
  baseId: number
}

/** What a new friend hears in one part of the day. `[from, until)`; a slot may cross midnight. */
export interface WelcomeSlot {
  from: ClockTime
  until: ClockTime
  benefit: string
  faq: string
  rules: string
}

/** One entry of what the channel cost; never changed, only taken back. */
export interface Cost {
  /** Request that added it. */
  id: string
  day: Day
  cents: number
  note: string
}

/** What an operator decides about a channel. */
export interface ChannelPlan {
  name: string
  kind: ChannelKind
  store: string | null
  rota: Rota | null
  groups: GroupWay | null
  /** Empty: the brand's own welcome, or that of `firstSop`. */
  welcome: WelcomeSlot[]
  /** Shows the group's code beside the welcome. */
  invite: boolean
  /** Names of corporate tags. */
  tags: string[]
  /** SOP whose welcome is said when the channel has none of its own. */
  firstSop: string | null
}

export interface Channel extends ChannelPlan {
  _id: string
  schema: 1
  state: 'active' | 'stopped'
  /** Since when (ms) it is stopped: who comes by it later is counted as coming by none. Null while it is active. */
  stoppedAt: number | null
  costs: Cost[]
  codes: Record<Place, Code>
  /** WeCom user ids that the contact way holds; null while a change of it is on its way. */
  onWay: string[] | null
  /** Raised by whoever is about to change the contact way. */
  turn: number
  createdAt: number
  createdBy: string
  /** Raised by every change of the plan or the state. */
  revision: number
  updatedAt: number
  /** Request that changed it last: the same one again is answered the same. */
  by: string
}

/** The id of a channel that nobody named: the kind's letter and eight of 36 letters, taken from 128 random bits or a digest. */
export function channelId(kind: ChannelKind, hex: string): string {
  const letters = '0123456789abcdefghijklmnopqrstuvwxyz'
  let id = ''
  for (let index = 0; index < 8; index++) {
    const part = Number.parseInt(hex.slice(index * 2, index * 2 + 2) || '0', 16)
    id += letters[part % 36]
  }
  return `${KIND_LETTER[kind]}${id}`
}

/** What a channel lacks for a code at a place; null when it can be made. */
export function lacks(plan: Pick<ChannelPlan, 'rota' | 'groups'>, place: Place): 'rota' | 'groups' | null {
  if (place === 'contactWay' && (plan.rota === null || peopleOf(plan.rota).length === 0)) return 'rota'
  if (place === 'joinWay' && (plan.groups === null || plan.groups.chats.length === 0)) return 'groups'
  return null
}

/** Everybody whom the rota may put on the contact way, each once. */
export function peopleOf(rota: Rota): string[] {
  return [...new Set([...rota.staff.map(({ user }) => user), ...rota.backups])]
}

/** The channel of a stored document of any age. */
export function upcastChannel(stored: Channel | Omit<Channel, 'stoppedAt'>): Channel {
  if ('stoppedAt' in stored) return stored
  return { ...stored, stoppedAt: stored.state === 'stopped' ? stored.updatedAt : null }
}
