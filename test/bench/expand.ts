import type { GroupFacts } from '../../src/features/sop/audience'
import { expand } from '../../src/features/sop/expand'
import type { NodeTime, SopNode } from '../../src/features/sop/rules'
import { upcastNode } from '../../src/features/sop/upcast'
import { addDays } from '../../src/kernel/day'
import { type Group, rounded } from './group'

const GROUPS = 5000
const DAYS = 30

/** A month of five nodes for five thousand groups: every message named, none of them sent. */
export const expansion: Group = {
  name: 'expand',
  goals: { 'expand.month.ms': 5000, 'expand.month.mb': 500 },
  async measure() {
    const nodes = [
      node('daily', { on: 'daily' }),
      node('noon', { on: 'daily' }, { audience: { tags: ['福利群'] } }),
      node('week', { on: 'weekdays', weekdays: [1, 2, 3, 4, 5, 6, 7] }, { holiday: 'shift', weekend: 'keep' }),
      node('young', { on: 'daily' }, { audience: { age: { least: 1, most: 400 } } }),
      node('start', { on: 'group', day: 3 }),
    ]
    const groups = Array.from(
      { length: GROUPS },
      (_, index): GroupFacts => ({
        id: `wr${index}`,
        tags: [index % 2 === 0 ? '福利群' : 'VIP群'],
        stores: [],
        owner: `owner${index % 100}`,
        members: 50 + (index % 400),
        startedOn: addDays('2026-10-01', index % 60),
        joinDays: [],
        version: null,
      }),
    )
    const version = { sop: 's', number: 1, from: null, to: null, nodes }
    const before = process.memoryUsage().heapUsed
    const began = performance.now()
    const beats = expand(version, { from: '2026-11-01', to: addDays('2026-11-01', DAYS - 1) }, { groups })
    const ms = performance.now() - began
    const messages = beats.reduce((sum, beat) => sum + beat.targets.length, 0)
    return {
      'expand.month.ms': rounded(ms),
      'expand.month.mb': rounded(Math.max(0, process.memoryUsage().heapUsed - before) / 1_048_576),
      'expand.month.messages': messages,
    }
  },
}

function node(key: string, time: NodeTime, change: Partial<Parameters<typeof upcastNode>[0]> = {}): SopNode {
  return upcastNode({
    key,
    kind: 'column',
    time,
    slots: [{ from: '09:00', until: '10:00' }],
    module: '互动',
    column: key,
    tone: '',
    parts: [{ type: 'text', text: '早' }],
    topic: null,
    variables: {},
    audience: {},
    route: 'auto',
    late: 'skip',
    owner: '',
    note: '',
    unscheduled: null,
    source: null,
    ...change,
  })
}
