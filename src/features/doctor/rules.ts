import { DAY, HOUR, MINUTE } from '../../kernel/day'
import type { InboundSource } from '../inbound/rules'
import { doctorText as text } from './text'

/** What one question to a platform came to. Nothing of its answer but code and address is kept: an errmsg may quote what was sent. */
export type Probe<T> =
  | { ok: true; value: T }
  | {
      ok: false
      /** The platform's own number; null when it could not be reached. */
      code: number | null
      /** Our address as the platform saw it, if its refusal names it. */
      ip: string | null
      /** Chinese: how to mend it. */
      mend: string
      /** Not asked, because an earlier question told enough. */
      skipped?: boolean
    }

/** Of some people that were looked at, how many carry a unionid. */
export interface Share {
  seen: number
  withUnion: number
}

export interface DoctorFacts {
  now: number
  /** Names of environment variables that are missing, of those that every environment needs. */
  missing: readonly string[]
  /** Staff who may have customers, as WeCom lists them. */
  followUsers: Probe<readonly string[]>
  groups: Probe<number>
  customers: Probe<Share>
  /** Whether a 公众号 is meant to be connected at all. */
  hasMp: boolean
  /** What is left today of 客服消息. */
  mpQuota: Probe<{ limit: number; left: number }>
  /** Newest event of each door (ms). */
  lastEvent: Readonly<Record<InboundSource, number | null>>
  /** Active people with their accounts in 企业微信. */
  staff: readonly { name: string; wecomUserId: string | null; isGuide: boolean }[]
  members: Share
  followers: Share
  /** Kinds of reminders that are switched on. */
  kinds: readonly { name: string; hasTemplate: boolean }[]
  contactWays: number
  permanentCodes: number
  tick: { lastRunAt: number | null; failed: number; oldestDueAt: number | null }
  /** Newest order that the brand's own system told by a signed call, and newest of a table (ms). */
  lastOrder: { called: number | null; imported: number | null }
  /** Newest picture that was uploaded for messages (ms). */
  lastMedia: number | null
}

export interface Check {
  id: string
  title: string
  state: 'ok' | 'warn' | 'fail'
  /** One Chinese sentence: what is so, and if it is not right how to mend it. */
  says: string
}

/** Ways of 联系我 and permanent codes that the platforms allow (WD/92228; 公众号 生成带参数的二维码). */
const MOST_WAYS = 500_000
const MOST_CODES = 100_000
/** From this share on it is said (per cent). */
const NEARLY_FULL = 80
/** The tick comes every five minutes; one may fall out. */
const TICK_LATE = 12 * MINUTE
/** Longer than this without an event is odd for a brand that is at work. */
const QUIET = 3 * DAY
/** Fewer with a unionid than this (per cent) and the path of people falls apart. */
const UNION_LOW = 80

/** All checks in the order in which they are mended: what comes first makes what follows possible. */
export function examine(facts: DoctorFacts): Check[] {
  return [
    environment(facts),
    token('wecom.token', text.wecomToken, facts.followUsers),
    address(facts),
    permission(facts),
    range(facts),
    ...(facts.hasMp ? [token('mp.token', text.mpToken, facts.mpQuota)] : [mpAbsent()]),
    door('wecom', facts),
    ...(facts.hasMp ? [door('mp', facts)] : []),
    door('weapp', facts),
    union('union.wecom', text.unionWecom, facts.customers, text.bindWecom),
    union('union.members', text.unionMembers, { ok: true, value: facts.members }, text.bindWeapp),
    ...(facts.hasMp ? [union('union.mp', text.unionMp, { ok: true, value: facts.followers }, text.bindMp)] : []),
    templates(facts),
    quota(facts),
    clock(facts),
    media(facts),
    orders(facts),
  ]
}

export function worstOf(checks: readonly Check[]): Check['state'] {
  if (checks.some(({ state }) => state === 'fail')) return 'fail'
  return checks.some(({ state }) => state === 'warn') ? 'warn' : 'ok'
}

function environment({ missing }: DoctorFacts): Check {
  const check = { id: 'env', title: text.env }
  if (missing.length === 0) return { ...check, state: 'ok', says: text.envThere }
  return { ...check, state: 'fail', says: text.envMissing(missing.join('、')) }
}

/** Codes that mean: the caller's address is not on the list (WD/90313 60020; 公众号 40164, 61004). */
const ADDRESS_CODES: readonly number[] = [60020, 40164, 61004]
/** The application may not call this, or not for these people. */
const RIGHT_CODES: readonly number[] = [48001, 48002, 48006, 43009, 50002, 50003, 60011, 84074, 90509]

function token(id: string, title: string, probe: Probe<unknown>): Check {
  // Whoever is told that an address or a right is missing holds a token.
  if (probe.ok || isAddress(probe) || isRight(probe)) return { id, title, state: 'ok', says: text.tokenGood }
  if (probe.code === null) return { id, title, state: 'fail', says: text.unreachable(probe.mend) }
  return { id, title, state: 'fail', says: text.refused(probe.code, probe.mend) }
}

function address({ followUsers, groups, customers, mpQuota }: DoctorFacts): Check {
  const check = { id: 'address', title: text.address }
  const refused = [followUsers, groups, customers, mpQuota].filter((probe) => !probe.ok && isAddress(probe))
  const ips = [...new Set(refused.flatMap((probe) => (probe.ok ? [] : (probe.ip ?? []))))].join('、')
  const where = [
    ...([followUsers, groups, customers].some((probe) => refused.includes(probe)) ? [text.atWecom] : []),
    ...(refused.includes(mpQuota) ? [text.atMp] : []),
  ]
  if (where.length > 0) return { ...check, state: 'fail', says: text.addressRefused(ips, where.join('、')) }
  if (!followUsers.ok && !isRight(followUsers)) return { ...check, state: 'warn', says: text.addressUnknown }
  return { ...check, state: 'ok', says: text.addressGood }
}

function permission({ followUsers, groups, customers }: DoctorFacts): Check {
  const check = { id: 'wecom.rights', title: text.rights }
  for (const probe of [followUsers, groups, customers]) {
    if (!probe.ok && probe.skipped !== true && isRight(probe)) {
      return { ...check, state: 'fail', says: text.refused(probe.code ?? 0, probe.mend) }
    }
  }
  const failed = [followUsers, groups, customers].find((probe) => !probe.ok)
  if (failed !== undefined && !failed.ok) {
    return { ...check, state: 'warn', says: failed.skipped === true ? text.notAsked : text.unreachable(failed.mend) }
  }
  return { ...check, state: 'ok', says: text.rightsGood(groups.ok ? groups.value : 0) }
}

function range({ followUsers, staff }: DoctorFacts): Check {
  const check = { id: 'wecom.range', title: text.range }
  const guides = staff.filter(({ isGuide, wecomUserId }) => isGuide || wecomUserId !== null)
  const unbound = guides.filter(({ wecomUserId }) => wecomUserId === null).map(({ name }) => name)
  if (!followUsers.ok) return { ...check, state: 'warn', says: text.notAsked }
  const seen = new Set(followUsers.value)
  const outside = guides.filter(({ wecomUserId }) => wecomUserId !== null && !seen.has(wecomUserId))
  if (outside.length > 0) {
    return { ...check, state: 'fail', says: text.outOfRange(named(outside.map(({ name }) => name))) }
  }
  if (unbound.length > 0) return { ...check, state: 'warn', says: text.unbound(named(unbound)) }
  if (guides.length === 0) return { ...check, state: 'warn', says: text.nobody }
  return { ...check, state: 'ok', says: text.inRange(guides.length) }
}

function mpAbsent(): Check {
  return { id: 'mp.token', title: text.mpToken, state: 'warn', says: text.noMp }
}

function door(source: InboundSource, { lastEvent, now }: DoctorFacts): Check {
  const check = { id: `door.${source}`, title: text.doors[source] }
  const at = lastEvent[source]
  // The mini-program's push only tells of reviews and consents: a quiet one is usual.
  if (at === null) return { ...check, state: 'warn', says: `${text.doorNever[source]}。` }
  const age = now - at
  if (age > QUIET && source !== 'weapp') {
    return { ...check, state: 'warn', says: text.doorQuiet(Math.floor(age / DAY), text.doorNever[source]) }
  }
  return { ...check, state: 'ok', says: text.doorOpen(ageWords(age)) }
}

function union(id: string, title: string, probe: Probe<Share>, mend: string): Check {
  if (!probe.ok) {
    const says = probe.skipped === true ? text.notAsked : text.unreachable(probe.mend)
    return { id, title, state: 'warn', says }
  }
  const { seen, withUnion } = probe.value
  if (seen === 0) return { id, title, state: 'warn', says: text.unionNobody }
  const share = Math.floor((withUnion * 100) / seen)
  if (share >= UNION_LOW) return { id, title, state: 'ok', says: text.unionGood(seen, withUnion) }
  return { id, title, state: withUnion === 0 ? 'fail' : 'warn', says: text.unionLow(seen, withUnion, mend) }
}

function templates({ kinds }: DoctorFacts): Check {
  const check = { id: 'templates', title: text.templates }
  const without = kinds.filter(({ hasTemplate }) => !hasTemplate).map(({ name }) => name)
  if (without.length > 0) return { ...check, state: 'warn', says: text.noTemplate(named(without)) }
  return { ...check, state: 'ok', says: text.templatesGood(kinds.length) }
}

function quota({ mpQuota, contactWays, permanentCodes }: DoctorFacts): Check {
  const check = { id: 'quota', title: text.quota }
  if (contactWays * 100 >= MOST_WAYS * NEARLY_FULL)
    return { ...check, state: 'warn', says: text.waysFull(contactWays, MOST_WAYS) }
  if (permanentCodes * 100 >= MOST_CODES * NEARLY_FULL)
    return { ...check, state: 'warn', says: text.codesFull(permanentCodes, MOST_CODES) }
  const { left, limit } = mpQuota.ok ? mpQuota.value : { left: 1, limit: 1 }
  if (left * 100 < limit * (100 - NEARLY_FULL)) return { ...check, state: 'warn', says: text.callsFew(left, limit) }
  return { ...check, state: 'ok', says: text.quotaGood(contactWays, permanentCodes, mpQuota.ok ? left : null) }
}

function clock({ tick, now }: DoctorFacts): Check {
  const check = { id: 'tick', title: text.tick }
  if (tick.lastRunAt === null) return { ...check, state: 'fail', says: text.tickNever }
  if (now - tick.lastRunAt > TICK_LATE)
    return { ...check, state: 'fail', says: text.tickLate(ageWords(now - tick.lastRunAt)) }
  if (tick.failed > 0) return { ...check, state: 'warn', says: text.tickFailed(tick.failed) }
  const behind = tick.oldestDueAt === null ? 0 : now - tick.oldestDueAt
  if (behind > HOUR) return { ...check, state: 'warn', says: text.tickBehind(ageWords(behind)) }
  return { ...check, state: 'ok', says: text.tickGood(ageWords(now - tick.lastRunAt)) }
}

function media({ lastMedia, now }: DoctorFacts): Check {
  const check = { id: 'media', title: text.media }
  if (lastMedia === null) return { ...check, state: 'warn', says: text.mediaNever }
  return { ...check, state: 'ok', says: text.mediaGood(ageWords(now - lastMedia)) }
}

/** The key of the call is `inbound`'s alone, so whether it is right shows by what has come. */
function orders({ lastOrder, now }: DoctorFacts): Check {
  const check = { id: 'orders', title: text.orders }
  const { called, imported } = lastOrder
  if (called !== null) return { ...check, state: 'ok', says: text.ordersCalled(ageWords(now - called)) }
  if (imported !== null) return { ...check, state: 'ok', says: text.ordersImported(ageWords(now - imported)) }
  return { ...check, state: 'warn', says: text.ordersNever }
}

function isAddress(probe: Probe<unknown>): boolean {
  return !probe.ok && probe.code !== null && ADDRESS_CODES.includes(probe.code)
}

function isRight(probe: Probe<unknown>): boolean {
  return !probe.ok && probe.code !== null && RIGHT_CODES.includes(probe.code)
}

/** The address in a refusal: digits and dots alone, whatever else stands there. */
export function addressIn(errmsg: string): string | null {
  const found = /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?![\d.])/.exec(errmsg)?.[1]
  const parts = found?.split('.') ?? []
  return found !== undefined && parts.every((part) => Number(part) <= 255) ? found : null
}

const FEW = 5

function named(names: readonly string[]): string {
  return names.length <= FEW ? names.join('、') : text.andMore(names.slice(0, FEW).join('、'), names.length)
}

function ageWords(ms: number): string {
  if (ms < HOUR) return text.minutes(Math.max(0, Math.floor(ms / MINUTE)))
  return ms < 2 * DAY ? text.hours(Math.floor(ms / HOUR)) : text.days(Math.floor(ms / DAY))
}
