import type { BatchView, IssuedRow } from '../../../src/features/coupon/contract'
import type { SentRow } from '../../../src/features/delivery/contract'
import type { DayRates } from '../../../src/features/delivery/storeRates'
import { emptyCell } from '../../../src/features/funnel/cells'
import type { CohortDay, FunnelAnswer, GroupHealth, QualityAnswer } from '../../../src/features/funnel/contract'
import { emptySums, qualityOf, type Sums, viewOf } from '../../../src/features/funnel/figures'
import { standardBook } from '../../../src/features/funnel/rules'
import { addDays, DAY, type Day, instantAt } from '../../../src/kernel/day'
import { cannedNow, today } from './board'

type Answer = (input: never) => unknown

const rates = { planned: 42, onTime: 30, late: 4, missed: 3, unconfirmed: 1, open: 4, skipped: 0 }
/** So many days up to today, each with its number. */
const last = (days: number) => Array.from({ length: days }, (_, n) => ({ day: addDays(today, n + 1 - days), n }))

function sums(people: number): Sums {
  const shares = [1, 0.42, 0.31, 0.17, 0.16, 0.09, 0.07, 0.03]
  const all = { ...emptyCell(standardBook.steps.length), people, unmatched: Math.round(people * 0.09) }
  all.active = Math.round(people * 0.5)
  all.checkedIn = Math.round(people * 0.3)
  all.used = Math.round(people * 0.12)
  all.steps = all.steps.map((_, at) => {
    const n = Math.round(people * (shares[at + 1] ?? 0.02))
    return { people: n, unmatched: Math.round(n * 0.08), waits: [4 + at * 3, n] }
  })
  return { ...emptySums(standardBook.steps.length), all, mature: all }
}

function cohorts(from: Day, to: Day): CohortDay[] {
  const days: CohortDay[] = []
  for (let day = from, n = 0; day <= to; day = addDays(day, 1), n++) {
    const people = 300 + ((n * 37) % 160)
    const unmatched = 20 + ((n * 7) % 15)
    const known = people - unmatched
    const part = (share: number) => Math.round(known * (share + ((n * 13) % 7) / 100))
    const active = addDays(day, 8) <= today ? part(0.5) : null
    days.push({ day, people, unmatched, checkedIn: part(0.3), used: part(0.1), active })
  }
  return days
}

export function cannedFunnel({ from, to }: { from: Day; to: Day }): FunnelAnswer {
  const names = ['门店收银台码', '包裹卡', '公众号菜单', '小红书达人']
  const row = (name: string, people: number) => {
    const sum = sums(people)
    const steps = sum.all.steps.map((step) => step.people)
    return { value: name, name, people, steps, quality: qualityOf(sum, null, standardBook.least) }
  }
  const whole = sums(12480)
  return {
    ...{ from, to, book: standardBook, funnel: viewOf(whole, standardBook), compare: null, compareName: null },
    rows: names.map((name, at) => row(name, [2140, 1330, 4905, 186][at] ?? 0)),
    quality: qualityOf(whole, null, standardBook.least),
    days: cohorts(from, to),
    ...{ waiting: 0, rolledAt: cannedNow },
  }
}

export function cannedQuality(): QualityAnswer {
  const kinds = ['门店物料', '公众号菜单', '包裹卡', '投放', '导购', '裂变'].map((name) => ({ kind: name, name }))
  return {
    ...{ rows: [], kinds, least: 300, waiting: 0, rolledAt: cannedNow },
    days: last(14).map(({ day, n }) => ({
      day,
      people: kinds.map((_, at) => Math.max(0, 46 - at * 9 + ((n * (at + 3) * 7) % 23) - (day === today ? 24 : 0))),
    })),
  }
}

function cannedGroup(): GroupHealth {
  return {
    ...{ chatId: 'wr1', name: '福利群1', owner: '林晓', size: 486, bigEnough: true, active: 160, matched: 410 },
    ...{ activeShare: 3902, lively: true, joinScenes: [{ scene: 3, people: 120 }] },
    quitScenes: [{ scene: 0, people: 18 }],
    days: last(30).map(({ day, n }) => ({ day, joins: (n * 5) % 11, quits: (n * 3) % 4 })),
    ...{ lastPostAt: cannedNow - DAY, quietDays: 1 },
    messages: { planned: 90, sent: 70, late: 8, missed: 4, skipped: 2, open: 6 },
    funnel: viewOf(sums(160), standardBook),
  }
}

const batch: BatchView = {
  ...{ _id: 'friday', schema: 1, total: 800, shards: 2, perMember: 1, perDay: null, price: 0, state: 'running' },
  terms: {
    title: '福利周五 满 99 减 20',
    value: { kind: 'threshold', offCents: 2000, fromCents: 9900 },
    usable: { weekdays: [], parts: [] },
    ...{ stores: [], note: '' },
  },
  validity: { kind: 'after_claim', startsAfterDays: 0, days: 7 },
  audience: { tiers: [], segments: [], channels: [] },
  ...{ claimFrom: instantAt(addDays(today, -9), '00:00'), claimUntil: instantAt(addDays(today, 3), '24:00') },
  ...{ soldOut: false, revision: 0, createdFrom: 'd', dirtyAt: null, createdAt: cannedNow - 9 * DAY, taken: 742 },
  used: 286,
}

const issued: IssuedRow = {
  ...{ id: 'friday:m1:1', code: '3F9A01BC', source: 'claim', claimedAt: cannedNow - DAY, validTo: addDays(today, 6) },
  ...{ usedAt: cannedNow, store: '南京西路店', offCents: 2000 },
}

const sent: SentRow = {
  ...{ id: 'r1', beat: 'b1', date: today, from: cannedNow, chatId: 'wr1', groupName: '福利群1', column: '午间好物' },
  ...{ state: 'late', route: 'group_task', evidence: 'platform', sentAt: cannedNow, reason: null },
}

/** Boards with enough in them to be looked at. */
export const cannedBoards: Record<string, Answer> = {
  'delivery.getStores': ({ from, to }: { from: Day; to: Day }) => {
    const group = { chatId: 'wr1', name: '福利群1', troubleOn: today, ...rates }
    const days: DayRates[] = last(7).map(({ day, n }) => ({
      ...{ day, planned: 54, onTime: 38 + ((n * 5) % 9), late: n % 4, missed: n % 3, unconfirmed: n % 2, skipped: 0 },
      open: day === today ? 20 : 0,
    }))
    return { from, to, stores: [{ store: '南京西路店', ...rates, groups: [group] }], days }
  },
  'delivery.listRows': () => ({ rows: [sent], cut: false }),
  'delivery.getTick': () => ({
    runs: last(12).map(({ n }) => ({ at: cannedNow - n * 300_000, ms: 400 + n * 30, done: n % 3, failed: 0 })),
    waiting: [{ id: 'd1', kind: 'delivery.prepare', at: cannedNow - 60_000, attempts: 1, lastError: null }],
  }),
  'funnel.get': cannedFunnel,
  'funnel.quality': cannedQuality,
  'funnel.groups': () => ({ groups: [{ chatId: 'wr1', name: '福利群1', owner: '林晓', members: 486, gone: false }] }),
  'funnel.group': () => ({ group: cannedGroup() }),
  'funnel.groupMoves': () => ({ rows: [{ id: 'm1', at: cannedNow, scene: 3, person: null, code: '…a1b2' }] }),
  'coupon.listBatches': () => ({ batches: [batch] }),
  'coupon.getDays': () => ({
    before: { taken: 0, used: 0 },
    days: last(30).map(({ day, n }) => ({
      day,
      taken: n < 20 ? 0 : Math.max(12, 190 - (n - 20) * 32),
      used: n < 20 ? 0 : 22 + (n % 5) * 3,
    })),
  }),
  'coupon.listIssued': () => ({ rows: [issued], next: null }),
  'points.getLiability': () => ({
    lines: [
      ...last(10).map(({ n }) => ({
        month: `2027-${String(n + 1).padStart(2, '0')}`,
        points: 40_000 + ((n * 7919) % 60_000),
        cents: 40_000 + ((n * 7919) % 60_000),
      })),
      { month: null, points: 12_000, cents: 12_000 },
    ],
    ...{ points: 700_000, cents: 700_000, promised: 300, at: cannedNow - DAY, pointsPerYuan: 100 },
  }),
  'points.getAudit': () => ({ audits: [] }),
  'points.listHolders': () => ({ rows: [{ code: '3F9A01BC', points: 1200, expires: '2027-03-12' }], next: null }),
}
