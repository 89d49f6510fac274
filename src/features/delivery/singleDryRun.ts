import './collections'
import '../intent/collections'
import '../points/collections'
import type { Context } from '../../context'
import { type Day, dayOf } from '../../kernel/day'
import { readHolidays } from '../../kernel/holidayBook'
import { readRules } from '../../kernel/ruleBook'
import { is } from '../../kernel/store'
import { afterTaking, type Consents, newConsents } from '../intent/consents'
import { externalOfAll } from '../person/server'
import { upcast } from '../points/account'
import type { Account } from '../points/rules'
import type { DryRunSingle } from '../sop/dryRunContract'
import { isRelative } from '../sop/expand'
import { type MemberBeat, memberBeats, versionOfMember } from '../sop/memberBeats'
import { readPublished } from '../sop/memberVersions'
import type { SopVersion } from '../sop/rules'
import { tierBook } from '../tier/book'
import { readAway } from './absences'
import { readSendingRules } from './brandRules'
import { hears } from './notice'
import { quotaPeriod } from './quota'
import { chunks, readAll } from './readAll'
import { isSingle, placeOf, SINGLE_KIND, type SingleVerdict, singleVerdict } from './singleRules'

/** Members that one dry run looks at, and how many are read at once. */
export const DRY_RUN_MEMBERS = 2000
const PAGE = 200
/** More often than this nothing is put off within a day. */
const LOOKS = 6

/**
 * What a version would send to single customers on some days: the timer's own verdict for each member at each beat's time, one beat after
 * another, so that caps and quota fill up as they will. Reads nothing for a version that has no such node; writes nothing.
 */
export async function drySingles(
  context: Context,
  version: SopVersion,
  range: { from: Day; to: Day },
): Promise<{ singles: DryRunSingle[]; looked: number; isCapped: boolean }> {
  const { store, now } = context
  if (!version.nodes.some(isSingle)) return { singles: [], looked: 0, isCapped: false }
  const beats = memberBeats(version, [], range, await readHolidays(store, now)).filter(
    ({ node, until }) => isSingle(node) && until > now,
  )
  const facts = await readFacts(context, version, range)
  const singles = beats.map((beat) => tried(beat, facts, now))
  return { singles, looked: facts.accounts.length, isCapped: facts.accounts.length >= DRY_RUN_MEMBERS }
}

type Facts = Awaited<ReturnType<typeof readFacts>>

async function readFacts({ store, now }: Context, version: SopVersion, range: { from: Day; to: Day }) {
  const accounts: Account[] = []
  for (let after = ''; accounts.length < DRY_RUN_MEMBERS; ) {
    const page = await store.find('accounts', { _id: is.gt(after) }, { sort: [['_id', 1]], limit: PAGE })
    accounts.push(...page.map(upcast))
    after = page.at(-1)?._id ?? ''
    if (page.length < PAGE) break
  }
  const sending = await readSendingRules(store)
  const links: Awaited<ReturnType<typeof externalOfAll>> = new Map()
  const consents = new Map<string, Consents>()
  const ids = accounts.map(({ _id }) => _id)
  for (const part of chunks(ids, PAGE)) {
    for (const [id, found] of await externalOfAll(store, part)) links.set(id, found)
    for (const doc of await readAll(store, 'consents', { _id: is.in(part) })) consents.set(doc._id, doc)
  }
  const all = [...links.values()].flat()
  const used = new Map<string, Day[]>()
  const [from, to] = [quotaPeriod(sending.quotaRule, range.from).from, quotaPeriod(sending.quotaRule, range.to).to]
  for (const part of chunks(all, PAGE)) {
    const lines = await readAll(store, 'single_told', {
      customer: is.in(part.map(({ externalUserid }) => externalUserid)),
      date: is.and(is.gte(from), is.lte(to)),
      state: is.in(['assigned', 'sent']),
    })
    for (const { customer, date } of lines) used.set(customer ?? '', [...(used.get(customer ?? '') ?? []), date])
  }
  const away = await readAway(store, [...new Set(all.flatMap(({ guides }) => guides))], now)
  const published = (await readPublished(store, version.sop)).filter(({ number }) => number < version.number)
  const own = { number: version.number, publishedAt: version.publishedAt ?? now }
  const sop = await store.get('sops', version.sop)
  return {
    ...{ accounts, sending, links, consents, used, away: new Set(away.keys()) },
    tiers: await readRules(store, tierBook, now),
    isOn: (account: Account) =>
      versionOfMember([...published, own], account.createdAt, sop?.membersMoved) === version.number,
  }
}

function tried(beat: MemberBeat, facts: Facts, now: number): DryRunSingle {
  const at = Math.max(beat.from, now)
  const guides = new Map<string, number>()
  const reasons = new Map<string, number>()
  const here = new Set<string>()
  let fallback = 0
  for (const account of facts.accounts) {
    if (beat.joined !== null && !beat.joined.includes(dayOf(account.createdAt))) continue
    if (!hears(account, beat, facts.tiers, at)) continue
    if (isRelative(beat.node.time) && !facts.isOn(account)) continue
    const verdict = judged(account._id, beat, facts, here, at)
    if (verdict.do === 'task') {
      guides.set(verdict.guide, (guides.get(verdict.guide) ?? 0) + 1)
      here.add(verdict.customer)
      facts.used.set(verdict.customer, [...(facts.used.get(verdict.customer) ?? []), beat.date])
    } else if (verdict.do === 'skip') {
      if (verdict.closed && beat.node.fallback === 'subscribe') fallback++
      else reasons.set(verdict.reason, (reasons.get(verdict.reason) ?? 0) + 1)
    }
  }
  const { node, date, from, until } = beat
  return {
    ...{ beat: beat.beat, column: node.column, date, from, until, fallback },
    guides: [...guides]
      .map(([guide, customers]) => ({ guide, customers }))
      .sort((a, b) => (a.guide < b.guide ? -1 : 1)),
    skipped: [...reasons].map(([reason, members]) => ({ reason, members })).sort((a, b) => b.members - a.members),
  }
}

/** The gate at the beat's time, and again when it puts off; what is told takes its place for the beats that follow. */
function judged(
  memberId: string,
  beat: MemberBeat,
  { consents, links, away, used, sending }: Facts,
  here: ReadonlySet<string>,
  at: number,
): SingleVerdict {
  const doc = consents.get(memberId) ?? newConsents(memberId, null)
  let now = at
  let verdict: SingleVerdict = { do: 'defer', until: at }
  for (let look = 0; look < LOOKS && verdict.do === 'defer'; look++) {
    now = verdict.until
    verdict = singleVerdict(beat, {
      ...{ now, rules: sending, away, consents: doc, links: links.get(memberId) ?? [] },
      usesOf: (customer) => used.get(customer) ?? [],
      isIn: (customer) => here.has(customer),
    })
  }
  if (verdict.do === 'task') {
    const message = { id: placeOf(beat.beat), kind: SINGLE_KIND, templateId: null }
    consents.set(memberId, { ...doc, ...afterTaking(doc, message, now) })
  }
  return verdict
}
