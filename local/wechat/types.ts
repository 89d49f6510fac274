import type { CallbackKeys, Callbacks } from './callbacks'
import type { MpAccount } from './mpCrypto'
import type { Store } from './store'

/**
 * How often one customer group may receive 群发 (WD/92135): the number of days of the month per natural month, or 7 a
 * natural week, or 1 a day. The console of a live account decides; here it is data.
 */
export type QuotaRule = 'days_of_month' | '7_per_week' | '1_per_day'

/** What a live account decides in its console or what only time decides; a test or the page may change each of them. */
export type WechatRules = {
  quotaRule: QuotaRule
  /** Seconds after create during which the queries answer 41063. */
  dispatchSeconds: number
  /** Life of an access token in seconds (WD/91039). */
  tokenSeconds: number
  /** Calls per API and minute before 45009 (WD/90454: 10,000 on the real platform). */
  callsPerMinute: number
  /** Application messages one staff member receives per minute; the rest is dropped silently (WD/90454). */
  noticesPerMinute: number
  /** 'strict' refuses a media_id that was not uploaded or is older than three days; 'any' accepts every one. */
  mediaIds: 'strict' | 'any'
  /** Staff outside the application's visible range: 60011 as a sender, `invaliduser` as a receiver. */
  hiddenStaff: string[]
  /** Seconds until the verdict on a picture comes; up to 30 minutes on the real platform. */
  mediaCheckSeconds: number
  /** Whether the corporation has bound a developer id: without it no customer has a unionid (WD/92114). */
  bound: boolean
}

export type WechatSeed = {
  corpid: string
  secret: string
  agentid: number
  brand: { name: string; appid: string }
  /** Token and EncodingAESKey of the application's 接收消息; without them no event is sent. */
  callback?: CallbackKeys
  /** The 公众号; without it there is none. */
  mp?: MpAccount
  staff: { userid: string; name: string; openid: string }[]
  members: { openid: string; unionid: string; externalUserid: string; name: string }[]
  /** `members` are external user ids, `admins` staff; `createdAt` is an instant in ms. */
  groups: { chatId: string; name: string; owner: string; admins?: string[]; members: string[]; createdAt: number }[]
}

/** The simulated time; instants in ms. `schedule` with a key that waits already replaces what waited under it. */
export type WechatClock = {
  now(): number
  schedule(at: number, key: string, run: () => Promise<void> | void): void
}

/** What the owner of groups does with a 群发 task that arrives on the phone. */
export type Behaviour = { mode: 'manual' } | { mode: 'auto'; delayMinutes: number }

export type World = {
  store: Store
  /** Address under which this platform is reached, for pictures. */
  baseUrl: string
  clock: WechatClock
  rules(): WechatRules
  setRules(change: Partial<WechatRules>): void
  /** False after close: an event of the clock that comes later has to do nothing. */
  isOpen(): boolean
  /** All or nothing; raises the version that tells the page to draw again; then runs what waits for the commit. */
  transact<T>(work: () => T): T
  /** Message push of the mini-program: an event for the brand's cloud function. */
  push(event: Record<string, unknown>): Promise<void>
  callbacks: Callbacks
  /** Runs after the commit of the current call; for effects that must not happen when the call is refused. */
  afterCommit(run: () => void): void
}

export const DEFAULT_RULES: WechatRules = {
  quotaRule: 'days_of_month',
  dispatchSeconds: 3,
  tokenSeconds: 7200,
  callsPerMinute: 10_000,
  noticesPerMinute: 30,
  mediaIds: 'strict',
  hiddenStaff: [],
  mediaCheckSeconds: 8,
  bound: true,
}
