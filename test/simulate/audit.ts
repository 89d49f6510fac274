import { createRequire } from 'node:module'
import { join } from 'node:path'
import { memberIdOf } from '../../cloudfunctions/platform/identity'
import { factsOfGroup } from '../../src/features/delivery/groupFacts'
import { readAll } from '../../src/features/delivery/readAll'
import type { Delivery } from '../../src/features/delivery/rules'
import '../../src/features/flash/collections'
import '../../src/features/intent/collections'
import { upcast } from '../../src/features/points/account'
import type { LedgerEntry } from '../../src/features/points/rules'
import '../../src/features/post/collections'
import { expand } from '../../src/features/sop/expand'
import { addDays, type Day, dayOf, HOUR } from '../../src/kernel/day'
import { is, type Store } from '../../src/kernel/store'
import { holdsTogether } from '../coupon/shopCoupons'
import type { Stage } from './people'
import { SOP, simulatedVersion } from './plan'

const SECRET = 'test'

/** One sentence that must hold, and what speaks against it. */
export interface Invariant {
  name: string
  broken: string[]
}

export interface Audit {
  rows: Delivery[]
  invariants: Invariant[]
}

interface PlatformSend {
  chat: string
  beat: string
  status: number
  msgid: string
  at: number
}

/** Looks at everything once nobody is at work any more: at the platform, in the database, at what was promised to people. */
export async function audit(stage: Stage, days: { from: Day; to: Day }): Promise<Audit> {
  const { town } = stage
  const range: Day[] = []
  for (let day = days.from; day <= days.to; day = addDays(day, 1)) range.push(day)
  const rows: Delivery[] = []
  for (const date of range) rows.push(...(await readAll(town.store, 'deliveries', { date })))
  const invariants: Invariant[] = [
    ...(await auditBrand({ store: town.store, now: town.now(), wechatDir: town.wechatDir }, rows)),
    {
      name: 'messages that were never planned, or planned without reason',
      broken: await unplanned(stage, rows, range),
    },
    { name: 'messages without an end', broken: rows.filter(isOpen).map(({ _id, state }) => `${_id} is ${state}`) },
    { name: 'oversold stock', broken: await oversold(stage) },
    { name: 'lost intents', broken: await lostIntents(stage) },
    { name: 'answers that were not kept', broken: await forgotten(stage) },
    { name: 'calls without an answer', broken: town.counts.unanswered },
    { name: 'wire calls that nobody awaited', broken: town.world.violations.map((each) => JSON.stringify(each)) },
  ]
  return { rows, invariants }
}

/** What must hold of any brand: between the platform's file, the rows of some days, the ledger and the list of work. */
export async function auditBrand(
  { store, now, wechatDir }: { store: Store; now: number; wechatDir: string },
  rows: readonly Delivery[],
): Promise<Invariant[]> {
  const sends = platformSends(wechatDir)
  return [
    { name: 'duplicates at the platform', broken: [...twice(sends), ...twiceTold(wechatDir)] },
    { name: 'quota overruns', broken: sends.filter(({ status }) => status === 3).map((send) => JSON.stringify(send)) },
    { name: 'sent at the platform and recorded otherwise', broken: misrecorded(rows, sends) },
    { name: 'recorded as sent and unknown to the platform', broken: invented(rows, sends) },
    { name: 'ledger drift', broken: await drift(store) },
    { name: 'due work left lying', broken: await stuck(store, now) },
  ]
}

function isOpen({ state }: Delivery): boolean {
  return state === 'planned' || state === 'claimed' || state === 'task_created' || state === 'awaiting_staff'
}

interface Reader {
  prepare(sql: string): { all(): Record<string, unknown>[] }
  close(): void
}

/** The platform's own file, read beside it. */
function fromWechat(dir: string, sql: string): Record<string, unknown>[] {
  const Database = createRequire(__filename)('libsql') as new (path: string) => Reader
  const db = new Database(join(dir, 'wechat.db'))
  try {
    return db.prepare(sql).all()
  } finally {
    db.close()
  }
}

function platformSends(dir: string): PlatformSend[] {
  const sql = `select t.msgid, t.body, g.chat_id, g.status, g.send_time from tasks t join targets g on g.msgid = t.msgid
    where t.create_type = 0 and g.status <> 0`
  return fromWechat(dir, sql).map((row) => ({
    chat: String(row.chat_id),
    beat: /[?&]b=([^&"]+)/.exec(String(row.body))?.[1] ?? '',
    status: Number(row.status),
    msgid: String(row.msgid),
    at: Number(row.send_time),
  }))
}

function twice(sends: readonly PlatformSend[]): string[] {
  const seen = new Map<string, number>()
  for (const { chat, beat, status } of sends) {
    if (status === 1) seen.set(`${beat} in ${chat}`, (seen.get(`${beat} in ${chat}`) ?? 0) + 1)
  }
  return [...seen].filter(([, times]) => times > 1).map(([what, times]) => `${what} was sent ${times} times`)
}

/** The same words about the same thing to one person on one day. */
function twiceTold(dir: string): string[] {
  const sql = 'select openid, template_id, page, data, at from subscribe_messages'
  const seen = new Map<string, number>()
  for (const { openid, template_id, page, data, at } of fromWechat(dir, sql)) {
    const what = [openid, template_id, page, data, dayOf(Number(at))].join(' ')
    seen.set(what, (seen.get(what) ?? 0) + 1)
  }
  return [...seen].filter(([, times]) => times > 1).map(([what, times]) => `${what} was told ${times} times`)
}

/** What the pure expansion says these groups hear, against the rows: nothing silently lost, nothing invented. */
async function unplanned({ town }: Stage, rows: readonly Delivery[], days: readonly Day[]): Promise<string[]> {
  const groups = (await readAll(town.store, 'groups', {})).map((group) => factsOfGroup(group, [], null))
  const [from, to] = [days[0]!, days.at(-1)!]
  const beats = expand(simulatedVersion(0), { from, to }, { groups })
  const expected = new Set(
    beats.flatMap(({ node, date, slot, targets }) =>
      targets.map((target) => `${SOP}:${node.key}:${target}:${date}:${slot}:0`),
    ),
  )
  const there = new Set(rows.filter(({ attempt }) => attempt === 0).map(({ _id }) => _id))
  return [
    ...[...expected].filter((id) => !there.has(id)).map((id) => `${id} was never planned`),
    ...[...there].filter((id) => !expected.has(id)).map((id) => `${id} was planned without reason`),
  ]
}

function misrecorded(rows: readonly Delivery[], sends: readonly PlatformSend[]): string[] {
  const wasSent = new Set(
    rows.filter(({ state }) => state === 'sent' || state === 'late').map(({ beat, target }) => `${beat} in ${target}`),
  )
  const days = new Set(rows.map(({ date }) => date))
  return sends
    .filter(({ status, at }) => status === 1 && days.has(dayOf(at)))
    .filter(({ beat, chat }) => !wasSent.has(`${beat} in ${chat}`))
    .map(({ beat, chat }) => {
      const row = rows.find((each) => each.beat === beat && each.target === chat)
      return `${beat} in ${chat} is ${row?.state} ${row?.reason}`
    })
}

function invented(rows: readonly Delivery[], sends: readonly PlatformSend[]): string[] {
  const there = new Set(sends.filter(({ status }) => status === 1).map(({ beat, chat }) => `${beat} in ${chat}`))
  return rows
    .filter(({ evidence, state }) => evidence === 'platform' && (state === 'sent' || state === 'late'))
    .filter(({ beat, target }) => !there.has(`${beat} in ${target}`))
    .map(({ _id }) => _id)
}

function sumUpTo(entries: readonly LedgerEntry[], { asset, seq }: LedgerEntry): number {
  return entries.filter((each) => each.asset === asset && each.seq <= seq).reduce((sum, { delta }) => sum + delta, 0)
}

/**
 * Σ ledger = balance = Σ lots for every account and asset, and each entry's balance is that of all before it: an entry that was lost, or stands
 * twice, shows at the next one. Positions may have gaps, since an update that leaves no entry takes one too (`points/change.ts`).
 */
async function drift(store: Store): Promise<string[]> {
  const accounts = (await readAll(store, 'accounts', {})).map(upcast)
  const drained: LedgerEntry[] = await readAll(store, 'points_ledger', {})
  const byMember = new Map<string, Map<string, LedgerEntry>>()
  for (const entry of [...drained, ...accounts.flatMap(({ outbox }) => outbox)]) {
    const own = byMember.get(entry.memberId) ?? new Map<string, LedgerEntry>()
    byMember.set(entry.memberId, own.set(entry._id, entry))
  }
  return accounts.flatMap((account) => {
    const entries = [...(byMember.get(account._id)?.values() ?? [])]
      .filter(({ seq }) => seq <= account.seq)
      .sort((a, b) => a.seq - b.seq)
    const broken = entries.filter((entry) => entry.balanceAfter !== sumUpTo(entries, entry)).slice(0, 1)
    const gaps = broken.map(({ _id, seq }) => `${account._id} does not add up at ${seq}, ${_id}`)
    const wrong = (['points', 'growth', 'makeup_card'] as const).flatMap((asset) => {
      const sum = entries.filter((entry) => entry.asset === asset).reduce((total, { delta }) => total + delta, 0)
      const lots = account.lots.filter((lot) => lot.asset === asset).reduce((total, { amount }) => total + amount, 0)
      const balance = account.balances[asset]
      return sum === balance && lots === balance ? [] : [`${account._id} ${asset}: ${sum} ≠ ${balance} ≠ ${lots}`]
    })
    return [...gaps, ...wrong]
  })
}

async function oversold({ town }: Stage): Promise<string[]> {
  const broken: string[] = []
  for (const { _id } of await readAll(town.store, 'coupon_batches', {}, ['revision'])) {
    try {
      await holdsTogether(town.world, _id)
    } catch (error) {
      broken.push(`${_id}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
    }
  }
  return broken
}

/** Every wish ends in a word, and what was said is what the platform delivered. */
async function lostIntents({ town }: Stage): Promise<string[]> {
  const intents = await readAll(town.store, 'intents', {})
  const lying = intents.filter(
    ({ state, expiresAt }) => (state === 'waiting' || state === 'saying') && expiresAt < town.now() - HOUR,
  )
  const count = (state: string) => intents.filter((intent) => intent.state === state).length
  const told = fromWechat(town.wechatDir, 'select id from subscribe_messages').length
  const fits = told >= count('said') && told <= count('said') + count('unknown')
  return [
    ...lying.map(({ _id, state }) => `${_id} is ${state} after its end`),
    ...(fits ? [] : [`${told} were delivered, ${count('said')} are said and ${count('unknown')} unknown`]),
  ]
}

/** What somebody was told is so still. */
async function forgotten({ town, promises }: Stage): Promise<string[]> {
  const idOf = (openid: string) => memberIdOf(SECRET, openid)
  const entries = new Set(
    (await readAll(town.store, 'points_ledger', {}, ['memberId', 'day', 'bizType'])).map(({ _id }) => _id),
  )
  const coupons = new Set((await readAll(town.store, 'coupons', {}, ['state'])).map(({ _id }) => _id))
  const used = new Set((await readAll(town.store, 'redemptions', {}, ['coupon'])).map(({ _id }) => _id))
  const parts = new Map(
    (await readAll(town.store, 'participations', {}, ['choice'])).map(({ _id, choice }) => [_id, choice]),
  )
  const posts = new Set((await readAll(town.store, 'posts', {}, ['revision'])).map(({ _id }) => _id))
  const days = new Map(
    (await readAll(town.store, 'accounts', {})).map((account) => [account._id, upcast(account).checkin]),
  )
  return [
    ...promises.checkins
      .filter(({ openid, day }) => {
        const id = idOf(openid)
        const month = days.get(id)?.months[day.slice(0, 7)]
        const known =
          entries.has(`checkin:daily:${id}:${day}`) || [...entries].some((key) => key.includes(`${id}:${day}`))
        return month === undefined && !known
      })
      .map(({ openid, day }) => `the check-in of ${openid} on ${day}`),
    ...[...promises.coupons].filter((id) => !coupons.has(id)).map((id) => `the coupon ${id}`),
    ...promises.redemptions.filter((id) => !used.has(id)).map((id) => `the redemption ${id}`),
    ...promises.choices
      .filter(({ beat, openid }) => (parts.get(`${beat}:${idOf(openid)}`) ?? null) === null)
      .map(({ beat, openid }) => `the choice of ${openid} in ${beat}`),
    ...promises.posts
      .filter((key) => !posts.has(`${idOf(key.split(' ')[0]!)}:${key.split(' ')[1]}`))
      .map((key) => `the post of ${key}`),
  ]
}

async function stuck(store: Store, now: number): Promise<string[]> {
  const late = await store.find('due', { freeAt: is.lt(now - HOUR) }, { limit: 20 })
  const failing = await store.find('due', { attempts: is.gt(3) }, { limit: 20 })
  return [...late, ...failing].map(({ _id, attempts, lastError }) => `${_id} after ${attempts} tries: ${lastError}`)
}
