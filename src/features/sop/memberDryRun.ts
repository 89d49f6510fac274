import './collections'
import '../intent/collections'
import '../points/collections'
import type { Context } from '../../context'
import { addDays, type Day, dayOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { readRules } from '../../kernel/ruleBook'
import { is, type Store } from '../../kernel/store'
import { readSendingRules } from '../delivery/brandRules'
import { hears, isAddressed, noticeOf } from '../delivery/notice'
import { readAll } from '../delivery/readAll'
import { textOf } from '../delivery/rows'
import type { SendingRules } from '../delivery/sendingRules'
import { type Consents, newConsents } from '../intent/consents'
import { type Ending, type Foreseen, foretell } from '../intent/foretell'
import { kindsOf, type MessageKind } from '../intent/kinds'
import { intentOf } from '../intent/rules'
import { upcast } from '../points/account'
import type { Account } from '../points/rules'
import { tierBook } from '../tier/book'
import type { TierRules } from '../tier/rules'
import { dryRunText } from './dryRunText'
import { isTold, type MemberBeat } from './memberBeats'
import {
  MEMBERS_A_PAGE,
  type MemberDryRun,
  type MemberForecast,
  type memberDryRunContract,
} from './memberDryRunContract'
import { readToldBy, type Told } from './memberVersions'
import { sopText } from './refusals'
import { isSpeaking, type Sop, type SopVersion } from './rules'
import { readVersion, requireVersion } from './versionStore'

/** Consents and caps of days before the first one that is asked for count as well, as far back as a cap of a week (days). */
const BEFORE = 8

export const memberDryRunHandlers: Handlers<typeof memberDryRunContract, Context> = {
  async 'sop.dryRunMembers'({ sop, version: number, from, days, after }, context) {
    const { store, now } = context
    const head = (await store.get('sops', sop)) ?? refuse('NO_SUCH_SOP', sopText.noSuchSop)
    const version = await requireVersion(store, sop, number)
    const to = addDays(from, days - 1)
    const answer = { sop, version: number, from, to }
    const remarks: string[] = [
      ...(to < dayOf(now) ? [dryRunText.rangePast] : []),
      ...(head.retiredAt != null ? [dryRunText.ended] : head.paused != null ? [dryRunText.membersPaused] : []),
    ]
    if (!version.nodes.some(isTold) && number === 1) return { ...answer, members: 0, beats: [], remarks, next: null }
    const range = { from: startOfRun(from, dayOf(now)), to }
    const speaking = await tellingOf(context, head, version, range)
    const own = speaking.find((each) => each.sop._id === sop)?.told.beats ?? []
    // Tasks to single customers stand in the dry run of the groups: they take their guides' quota.
    const asked = own.filter(
      ({ node, date, from: begins }) => node.route === 'subscribe' && date >= from && begins > now,
    )
    if (asked.length === 0) return { ...answer, members: 0, beats: [], remarks, next: null }
    const members = await readMembers(store, after)
    const facts = await readFacts(context, speaking)
    const forecasts = new Map(asked.map((beat) => [`${beat.beat}/${beat.version}`, forecastOf(beat)]))
    const wanted = new Set(asked)
    for (const member of members) count(forecasts, facts, member, wanted)
    const beats = [...forecasts.values()].map((each) => ({
      ...each,
      dropped: each.dropped.sort((a, b) => b.count - a.count),
    }))
    const next = members.length === MEMBERS_A_PAGE ? (members.at(-1)?.account._id ?? null) : null
    remarks.push(dryRunText.membersFuture, dryRunText.membersTaken)
    return { ...answer, members: members.length, beats, remarks, next } satisfies MemberDryRun
  },
}

function startOfRun(from: Day, today: Day): Day {
  const before = addDays(from, -BEFORE)
  return before > today ? before : today
}

interface Speaking {
  sop: Sop
  told: Told
}

/** What the version that is tried, and every other SOP that speaks, says to members on these days. */
async function tellingOf(
  context: Context,
  head: Sop,
  tried: SopVersion,
  range: { from: Day; to: Day },
): Promise<Speaking[]> {
  const { store } = context
  const found: Speaking[] = [{ sop: head, told: await readToldBy(context, tried, range) }]
  const others = await store.find('sops', { live: is.gt(0) }, { limit: 100 })
  for (const sop of others.filter((other) => other._id !== head._id && isSpeaking(other))) {
    const live = await readVersion(store, sop._id, sop.live)
    if (live !== null) found.push({ sop, told: await readToldBy(context, live, range) })
  }
  return found
}

interface Member {
  account: Account
  consents: Consents
  waiting: Foreseen[]
}

/** A page of members with what they let us say and what waits for them. */
async function readMembers(store: Store, after: string): Promise<Member[]> {
  const stored = await store.find('accounts', { _id: is.gt(after) }, { sort: [['_id', 1]], limit: MEMBERS_A_PAGE })
  const ids = stored.map(({ _id }) => _id)
  if (ids.length === 0) return []
  const consents = new Map(
    (await store.find('consents', { _id: is.in(ids) }, { limit: MEMBERS_A_PAGE })).map((doc) => [doc._id, doc]),
  )
  const waiting = await readAll(store, 'intents', { memberId: is.in(ids), state: 'waiting' })
  return stored.map((account) => ({
    account: upcast(account),
    consents: consents.get(account._id) ?? newConsents(account._id, null),
    waiting: waiting.filter(({ memberId }) => memberId === account._id).map((wish) => ({ ...wish, emittedAt: 0 })),
  }))
}

interface Facts {
  speaking: readonly Speaking[]
  tiers: TierRules
  kinds: ReadonlyMap<string, MessageKind>
  rules: SendingRules
  now: number
}

async function readFacts({ store, now }: Context, speaking: readonly Speaking[]): Promise<Facts> {
  const tiers = await readRules(store, tierBook, now)
  const rules = await readSendingRules(store)
  const stored = await store.find('message_kinds', {}, { limit: 100 })
  return { speaking, tiers, rules, kinds: new Map(kindsOf(stored).map((kind) => [kind._id, kind])), now }
}

/** Adds what becomes of one member's messages. */
function count(
  forecasts: ReadonlyMap<string, MemberForecast>,
  { speaking, tiers, kinds, rules, now }: Facts,
  { account, consents, waiting }: Member,
  asked: ReadonlySet<MemberBeat>,
): void {
  const wishes = new Map(waiting.map((wish) => [wish._id, { ...wish, emittedAt: now }]))
  const told = new Map<string, MemberForecast>()
  for (const { sop, told: said } of speaking) {
    for (const beat of said.beats) {
      if (beat.from <= now || !isAddressed(account, beat, said.published, sop.membersMoved)) continue
      if (!hears(account, beat, tiers, beat.from)) continue
      const wish = intentOf(noticeOf(account, beat, tiers, beat.from))
      // Two versions may speak in one beat; a member is told by the first.
      if (wishes.has(wish._id)) continue
      wishes.set(wish._id, { ...wish, emittedAt: beat.from })
      const forecast = asked.has(beat) ? forecasts.get(`${beat.beat}/${beat.version}`) : undefined
      if (forecast !== undefined) told.set(wish._id, forecast)
    }
  }
  if (told.size === 0) return
  const endings = foretell(consents, [...wishes.values()], kinds, rules)
  for (const [id, forecast] of told) add(forecast, endings.get(id))
}

function add(forecast: MemberForecast, ending: Ending | undefined): void {
  forecast.hears++
  if (ending?.said === true) {
    forecast.said++
    if (ending.putOff) forecast.putOff++
    return
  }
  const reason = ending?.reason ?? ''
  const same = forecast.dropped.find((each) => each.reason === reason)
  if (same === undefined) forecast.dropped.push({ reason, count: 1 })
  else same.count++
}

function forecastOf({ beat, version, node, date, from, until }: MemberBeat): MemberForecast {
  const { key, column, module, parts } = node
  return {
    ...{ beat, version, node: key, column, module, date, from, until, text: textOf(parts) },
    ...{ hears: 0, said: 0, putOff: 0, dropped: [] },
  }
}
