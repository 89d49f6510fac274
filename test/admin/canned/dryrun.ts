import type { DryRun, DryRunMessage } from '../../../src/features/sop/dryRunContract'
import { cannedNow, today } from './board'

const HOUR = 3_600_000

/** A dry run of one day in which one message goes by task, one by hand and one not at all. */
export function cannedDryRun(): DryRun {
  const groups = [1, 2, 3].map((number) => ({ group: `wr${number}`, groupName: `福利群${number}` }))
  const messages = groups.map(
    (group, at): DryRunMessage => ({
      ...group,
      ...{ id: `m${at}`, date: today, nominal: today, from: cannedNow + HOUR, until: cannedNow + 2 * HOUR },
      ...{
        ownerName: '林晓',
        node: 'goods',
        column: '午间好物',
        module: '种草',
        version: 1,
        text: '气垫上新',
        parts: [],
      },
      ...{ wanted: 'auto', route: at === 0 ? 'group_task' : 'staff_task', underWay: false },
      routeReason: at === 0 ? null : '群发次数用完',
      clashes: at === 1 ? ['over_budget'] : [],
      verdict:
        at === 2 ? { do: 'skip', at: cannedNow, reason: '静默时段' } : { do: 'send', at: cannedNow, reason: null },
    }),
  )
  return {
    ...{ sop: 'daily', name: '日常SOP', version: 1, from: today, to: today, remarks: ['这份 SOP 现在暂停着。'] },
    singles: [],
    groups: { hearing: 3, looked: 3, total: 3 },
    totals: { messages: 3, groupTasks: 1, byHand: 2, skipped: 1, asked: 0, clashes: 1 },
    days: [{ date: today, messages: 3, groupTasks: 1, byHand: 2, clashes: 1 }],
    ...{ messages, next: null },
    clashes: [{ kind: 'over_budget', date: today, group: 'wr2', groupName: '福利群2', ids: ['m1'], message: '用完了' }],
    quota: groups.map((group, at) => ({
      ...group,
      ...{ from: today, to: today, limit: 9, used: 9 - at, planned: at === 0 ? 0 : 1, byHand: at },
    })),
    shifts: [{ node: 'friday', column: '福利周五', nominal: today, date: null, name: '元旦' }],
  }
}
