import './collections'
import '../delivery/collections'
import type { Context } from '../../context'
import { addDays, type Day, dayOf, startOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { is } from '../../kernel/store'
import { deputyOf, readAway } from '../delivery/absences'
import { readSendingRules } from '../delivery/brandRules'
import { readElsewhere, readUses } from '../delivery/budget'
import { factsOfGroup } from '../delivery/groupFacts'
import { seesGroup } from '../delivery/groupScope'
import type { Group } from '../delivery/groupTags'
import { STANDING_FIELDS } from '../delivery/plan'
import { groupsOrSynced, readPlanFacts } from '../delivery/plannedBeats'
import { beatsOf, isSpoken, type PlanFacts, type PlannedBeat } from '../delivery/planning'
import { quotaPeriod } from '../delivery/quota'
import { readAll } from '../delivery/readAll'
import type { SendingRules } from '../delivery/sendingRules'
import { drySingles } from '../delivery/singleDryRun'
import { scopeOf } from '../staff/access'
import { clashesOf, lineOf, shiftsOf, sumsOf, tableOf } from './dryRunAnswer'
import type { DryRun, DryRunClash, DryRunClashKind, DryRunQuota, dryRunContract } from './dryRunContract'
import { DRY_RUN_GROUPS } from './dryRunContract'
import { type DryRunFacts, groupBy, type TriedMessage, tryOut } from './dryRunPlan'
import { preferenceRemarks } from './dryRunPreferences'
import { dryRunText } from './dryRunText'
import { wordings } from './exceptions'
import { isTold } from './memberBeats'
import { sopText } from './refusals'
import { isSpeaking, type SopVersion } from './rules'
import { unresolvedVariables } from './variables'
import { readVersion, requireVersion } from './versionStore'

/** More messages than this, of all SOPs, are not tried in one answer: the function has 20 s and 256 MB. */
const MOST_MESSAGES = 40_000
/** Lists beside the messages are no longer than this. */
const LISTED = 200

export const dryRunHandlers: Handlers<typeof dryRunContract, Context> = {
  async 'sop.dryRun'({ sop, version: number, groups: wanted, from, days, offset, limit, table }, context) {
    const { store, now } = context
    const head = (await store.get('sops', sop)) ?? refuse('NO_SUCH_SOP', sopText.noSuchSop)
    const version = await requireVersion(store, sop, number)
    const rules = await readSendingRules(store)
    const scope = await scopeOf(store, context.caller)
    const there = (await groupsOrSynced(context)).filter(({ owner }) => seesGroup(scope, owner))
    const asked = wanted === undefined ? there : there.filter((group) => wanted.includes(group._id))
    if (wanted !== undefined && asked.length === 0) refuse('NO_SUCH_GROUPS', dryRunText.noGroups)
    const range = { from, to: addDays(from, days - 1) }
    const start = startOfRun(rules, range.from, dayOf(now))
    const planned = { from: start, to: range.to }

    const heads = await store.find('sops', { live: is.gt(0) }, { limit: 100 })
    const others = heads.filter((other) => other._id !== sop && isSpeaking(other))
    const plans = await readPlans(context, [version, ...(await liveOf(context, others))], asked, planned)
    const own = plans.find((plan) => plan.sop === sop)
    const groups = capped(asked, plans)
    const kept = new Set(groups.map((group) => group._id))
    const facts = await readFacts(context, sop, narrowed(plans, kept), rules, planned)
    const tried = tryOut(facts)
    const names = new Map(heads.map((other) => [other._id, other.name]))
    const answer = { sop, tried, rules, names }
    const messages = tried.messages
      .filter(({ beat }) => beat.date >= range.from)
      .sort((a, b) => a.beat.from - b.beat.from || compare(a.group.name, b.group.name) || compare(a.id, b.id))
    const clashes = clashesOf(answer, messages)
    const byMessage = kindsByMessage(clashes)
    const hearing = new Set(messages.map(({ group }) => group._id))
    const remarks = [
      ...(range.to < dayOf(now) ? [dryRunText.rangePast] : messages.length === 0 ? [dryRunText.nobody] : []),
      ...(groups.length < asked.length ? [dryRunText.capped(groups.length, asked.length)] : []),
      ...(wanted !== undefined && asked.length < wanted.length
        ? [dryRunText.groupsGone(wanted.length - asked.length)]
        : []),
      ...(head.retiredAt != null ? [dryRunText.ended] : head.paused != null ? [dryRunText.paused] : []),
      ...remarksOf(version),
      ...(await preferenceRemarks(store, version)),
      ...(others.length > 0 ? [dryRunText.others(others.map((other) => `《${other.name}》`).join(''))] : []),
      ...(hearing.size > LISTED ? [dryRunText.quotaFirst(LISTED)] : []),
    ]
    const { singles, looked, isCapped } = await drySingles(context, version, range)
    if (isCapped) remarks.push(dryRunText.singlesCapped(looked))
    const page = messages.slice(offset, offset + limit)
    return {
      sop,
      name: version.name,
      version: number,
      ...range,
      groups: { hearing: hearing.size, looked: groups.length, total: there.length },
      remarks,
      ...sumsOf(messages, clashes, range),
      messages: page.map((message) => lineOf(answer, message, byMessage)),
      next: offset + page.length < messages.length ? offset + page.length : null,
      clashes: [...clashes].sort((a, b) => WORST.indexOf(a.kind) - WORST.indexOf(b.kind)).slice(0, LISTED),
      quota: await quotaOf(context, rules, messages, facts),
      shifts:
        own === undefined
          ? []
          : shiftsOf(version, range, { groups: own.facts.groups.map(hearer(own.facts)) }, own.facts.holidays),
      ...(table ? { table: tableOf(answer, messages, byMessage) } : {}),
      singles: singles.map((one) => ({
        ...one,
        guides: one.guides.filter(({ guide }) => seesGroup(scope, guide)),
      })),
    } satisfies DryRun
  },
}

const WORST: readonly DryRunClashKind[] = ['group_full', 'over_budget', 'quiet', 'same_text', 'same_hour']

/** Earlier days of the quota's period take from it too; what is past has been planned. */
function startOfRun(rules: SendingRules, from: Day, today: Day): Day {
  if (from <= today) return today
  const period = quotaPeriod(rules.quotaRule, from).from
  return period > today ? period : today
}

async function liveOf({ store }: Context, sops: readonly { _id: string; live: number }[]): Promise<SopVersion[]> {
  const found: SopVersion[] = []
  for (const { _id, live } of sops) {
    const version = await readVersion(store, _id, live)
    if (version !== null) found.push(version)
  }
  return found
}

interface Plan {
  sop: string
  beats: PlannedBeat[]
  facts: PlanFacts
}

/** Plans of several SOPs, in the order of their ids. */
async function readPlans(
  context: Context,
  versions: readonly SopVersion[],
  groups: readonly Group[],
  range: { from: Day; to: Day },
): Promise<Plan[]> {
  const plans: Plan[] = []
  for (const version of [...versions].sort((a, b) => compare(a.sop, b.sop))) {
    const facts = await readPlanFacts(context, version, groups, { pin: false })
    plans.push({ sop: version.sop, facts, beats: beatsOf(facts, range, context.now) })
  }
  return plans
}

/** As many groups as can be tried in one answer, in the order of their names. */
function capped(groups: readonly Group[], plans: readonly Plan[]): Group[] {
  const sorted = [...groups].sort((a, b) => compare(a.name, b.name) || compare(a._id, b._id)).slice(0, DRY_RUN_GROUPS)
  const total = plans.flatMap(({ beats }) => beats).reduce((sum, beat) => sum + beat.groups.length, 0)
  if (total <= MOST_MESSAGES) return sorted
  return sorted.slice(0, Math.max(1, Math.floor((MOST_MESSAGES / total) * groups.length)))
}

function narrowed(plans: readonly Plan[], kept: ReadonlySet<string>): Plan[] {
  return plans.map((plan) => ({
    ...plan,
    beats: plan.beats.map((beat) => ({ ...beat, groups: beat.groups.filter((group) => kept.has(group._id)) })),
  }))
}

async function readFacts(
  { store, now }: Context,
  sop: string,
  plans: readonly Plan[],
  rules: SendingRules,
  { from: start, to }: { from: Day; to: Day },
): Promise<DryRunFacts> {
  const days: Day[] = []
  for (let day = start; day <= to; day = addDays(day, 1)) days.push(day)
  const known = days.length === 0 ? [] : await readAll(store, 'deliveries', { date: is.in(days) }, STANDING_FIELDS)
  const groups = new Set(plans.flatMap(({ beats }) => beats.flatMap((beat) => beat.groups.map((group) => group._id))))
  const elsewhere = await readElsewhere(store, rules, days)
  const touched = new Set(elsewhere.map(({ target }) => target))
  const standing = known.filter((row) => groups.has(row.target))
  const hearing = [...new Map(plans.flatMap(({ facts }) => facts.groups.map((group) => [group._id, group]))).values()]
  const stoodIn = await readStoodIn(store, hearing, days)
  return { sop, plans, standing, elsewhere, touched, rules, stoodIn, start, to, now }
}

/** Absences as they are known today: on which days whose groups have a deputy. Asked day by day only while somebody is away. */
async function readStoodIn(
  store: Context['store'],
  groups: readonly Group[],
  days: readonly Day[],
): Promise<Map<Day, Set<string>>> {
  const found = new Map<Day, Set<string>>()
  const people = new Set(groups.flatMap(({ owner, admins }) => [owner, ...(admins ?? [])]))
  for (const day of days) {
    const away = await readAway(store, [...people], startOf(day))
    if (away.size === 0) break
    const named = [...away.values()].flatMap(({ deputy }) => deputy ?? []).filter((each) => !people.has(each))
    const everybody = new Map([...(await readAway(store, named, startOf(day))), ...away])
    const stoodIn = groups.filter(
      ({ owner, admins }) => away.has(owner) && deputyOf(owner, admins ?? [], everybody) !== null,
    )
    found.set(day, new Set(stoodIn.map(({ _id, owner }) => `${owner}|${_id}`)))
  }
  return found
}

function remarksOf(version: SopVersion): string[] {
  const scheduled = version.nodes.filter((node) => node.unscheduled === null)
  const open = scheduled
    .flatMap(wordings)
    .flatMap((node) => unresolvedVariables(node).map((name) => `「${node.column}」的{${name}}`))
  const others = scheduled.filter((node) => !isSpoken(node) && !isTold(node)).length
  return [
    ...(open.length > 0 ? [dryRunText.unresolved([...new Set(open)].slice(0, 8).join('、'))] : []),
    ...(others > 0 ? [dryRunText.membersOnly(others)] : []),
    ...(scheduled.some((node) => node.time.on === 'group' && isSpoken(node)) ? [dryRunText.relative] : []),
  ]
}

/** The budget of the groups, those first that have to go by hand for want of it. */
async function quotaOf(
  { store }: Context,
  rules: SendingRules,
  messages: readonly TriedMessage[],
  facts: DryRunFacts,
): Promise<DryRunQuota[]> {
  const periodOf = (day: Day) => quotaPeriod(rules.quotaRule, day)
  const lines = [
    ...groupBy(messages, ({ beat, group }) => `${group._id}|${periodOf(beat.date).from}`).values(),
  ].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const planned = own.filter(({ route }) => route === 'group_task').length
    const short = own.filter(({ beat, route }) => beat.node.route === 'group_task' && route !== 'group_task').length
    return [{ group: first.group, ...periodOf(first.beat.date), planned, byHand: own.length - planned, short }]
  })
  lines.sort((a, b) => b.short - a.short || compare(a.group.name, b.group.name) || compare(a.from, b.from))
  const listed = lines.slice(0, LISTED)
  const targets = [...new Set(listed.map(({ group }) => group._id))]
  const used = new Map<string, number>()
  const first = new Set(messages.map(({ id }) => id))
  for (const from of new Set(listed.map((line) => line.from))) {
    for (const { target } of await readUses(store, rules, from, targets))
      used.set(`${target}|${from}`, (used.get(`${target}|${from}`) ?? 0) + 1)
  }
  // What stands already under this SOP is what is tried: counted once.
  for (const row of facts.standing) {
    const key = `${row.target}|${periodOf(row.date).from}`
    if (!first.has(row._id) || row.route !== 'group_task' || row.state === 'missed' || row.state === 'skipped') continue
    used.set(key, (used.get(key) ?? 0) - 1)
  }
  return listed.map(({ group, from, to, limit, planned, byHand }) => {
    const others = Math.max(0, used.get(`${group._id}|${from}`) ?? 0)
    return { group: group._id, groupName: group.name, from, to, limit, used: others, planned, byHand }
  })
}

function hearer({ stores, pins }: PlanFacts) {
  return (group: Group) => factsOfGroup(group, stores.get(group.owner) ?? [], pins.get(group._id) ?? null)
}

function kindsByMessage(clashes: readonly DryRunClash[]): Map<string, DryRunClashKind[]> {
  const kinds = new Map<string, DryRunClashKind[]>()
  for (const { kind, ids } of clashes) for (const id of ids) kinds.set(id, [...(kinds.get(id) ?? []), kind])
  return kinds
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
