import { gate } from '../../src/features/delivery/gate'
import { factsFor, roomOf } from '../../src/features/delivery/gateFacts'
import { quotaPeriod } from '../../src/features/delivery/quota'
import { assignRoutes } from '../../src/features/delivery/routes'
import { USUAL_RULES } from '../../src/features/delivery/sendingRules'
import type { GroupFacts } from '../../src/features/sop/audience'
import { expand } from '../../src/features/sop/expand'
import type { SopNode } from '../../src/features/sop/rules'
import { EVERYONE, NODE_DEFAULTS } from '../../src/features/sop/upcast'
import { addDays } from '../../src/kernel/day'
import type { Group } from './group'
import { rounded } from './group'

const GROUPS = 5_000
const DAYS = 30
const FROM = '2026-12-01'
const TIMES = ['09:00', '10:30', '12:00', '15:00', '20:00']

/** What a dry run of a month does for a large brand: every beat for every group, its route, and the gate's verdict. */
export const gateBench: Group = {
  name: 'gate',
  goals: { 'gate.month.ms': 5_000, 'gate.month.cpu_ms': 3_000, 'gate.month.mb': 500 },
  async measure({ say }) {
    say(`expand and gate: ${GROUPS} groups × ${DAYS} days × ${TIMES.length} nodes`)
    globalThis.gc?.()
    const heap = process.memoryUsage().heapUsed
    let peak = heap
    const began = performance.now()
    const cpu = process.cpuUsage()
    const groups: GroupFacts[] = Array.from({ length: GROUPS }, (_, index) => ({
      id: `wr${index}`,
      tags: index % 3 === 0 ? ['福利群'] : ['门店群'],
      stores: [],
      owner: `owner${index % 100}`,
      members: 200,
      startedOn: '2026-11-01',
      joinDays: [],
      version: null,
    }))
    const version = { sop: 'bench', number: 1, from: null, to: null, nodes: TIMES.map(nodeAt) }
    const verdicts = { send: 0, defer: 0, skip: 0, needs_staff: 0 }
    let messages = 0
    const spent = new Map<string, number>()
    const quiet = [USUAL_RULES.quiet]
    const limit = quotaPeriod(USUAL_RULES.quotaRule, FROM).limit
    // A day at a time: a month's rows at once would be a gigabyte for nothing.
    for (let day = 0; day < DAYS; day++) {
      const date = addDays(FROM, day)
      const beats = expand(version, { from: date, to: date }, { groups })
      const wishes = beats.flatMap((beat) =>
        beat.targets.map((target) => ({
          id: `${beat.beat}|${target}`,
          target,
          date,
          from: beat.from,
          beat,
          order: beat.slot,
          route: beat.node.route,
        })),
      )
      const routes = assignRoutes(wishes, [], USUAL_RULES.quotaRule)
      const heard = new Map<string, number>()
      for (const { id, target, beat } of wishes) {
        const route = routes.get(id) ?? 'staff_task'
        const before = heard.get(target) ?? 0
        const used = spent.get(target) ?? 0
        const verdict = gate(
          { from: beat.from, until: beat.until, date, late: beat.node.late, route },
          factsFor(
            { now: beat.from, paused: false, quiet, quotaLeft: limit - used, duplicate: false },
            roomOf(date, USUAL_RULES, before),
          ),
        )
        messages++
        verdicts[verdict.do]++
        if (verdict.do !== 'send') continue
        heard.set(target, before + 1)
        if (route === 'group_task') spent.set(target, used + 1)
      }
      peak = Math.max(peak, process.memoryUsage().heapUsed)
    }
    const ms = performance.now() - began
    const { user, system } = process.cpuUsage(cpu)
    if (messages !== GROUPS * DAYS * TIMES.length || verdicts.send !== messages) {
      throw new Error(`the month is not whole: ${JSON.stringify({ messages, verdicts })}`)
    }
    return {
      'gate.month.messages': messages,
      'gate.month.ms': rounded(ms),
      // Of all threads, the collector's included: what the machine gave, when others work on it as well.
      'gate.month.cpu_ms': rounded((user + system) / 1000),
      'gate.month.mb': rounded((peak - heap) / 1_048_576),
    }
  },
}

function nodeAt(from: string, index: number): SopNode {
  return {
    ...NODE_DEFAULTS,
    key: `n${index}`,
    kind: 'column',
    time: { on: 'daily' },
    slots: [{ from, until: '21:00' }],
    module: '互动',
    column: '栏目',
    tone: '',
    parts: [{ type: 'text', text: '大家好' }],
    topic: null,
    variables: {},
    audience: index === 1 ? { ...EVERYONE, tags: ['福利群', '门店群'], age: { least: 1, most: 400 } } : EVERYONE,
    route: 'auto',
    late: 'skip',
    owner: '',
    note: '',
    unscheduled: null,
    source: null,
  }
}
