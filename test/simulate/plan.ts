import { emptyLife } from '../../src/features/sop/publication'
import type { NodeTime, SopNode, SopVersion } from '../../src/features/sop/rules'
import { upcastNode } from '../../src/features/sop/upcast'
import type { ClockTime } from '../../src/kernel/day'

export const SOP = 'simulated'

/** What the simulated brand says: the day's columns, a weekly one, one on workdays and one for new groups. */
export function simulatedVersion(now: number): SopVersion {
  const daily: NodeTime = { on: 'daily' }
  const topic = {
    question: '你是哪一派？',
    options: [
      { key: 'A', text: '早起派' },
      { key: 'B', text: '晚睡派' },
    ],
  }
  return {
    ...emptyLife(SOP, 1, null, now, 'demo'),
    name: '模拟社群日常',
    from: null,
    to: null,
    nodes: [
      node('checkin', daily, ['09:00', '10:30'], { route: 'group_task' }),
      node('topic', daily, ['12:00', '13:00'], { topic }),
      node('goods', { on: 'weekdays', weekdays: [3] }, ['15:00', '17:00'], { late: 'ask' }),
      node('class', { on: 'weekdays', weekdays: [1, 2, 3, 4, 5] }, ['20:00', '21:30'], {
        late: 'send',
        holiday: 'shift',
      }),
      node('newborn', { on: 'group', day: 3 }, ['10:30', '11:30'], {}),
    ],
  }
}

function node(key: string, time: NodeTime, [from, until]: [ClockTime, ClockTime], change: Partial<SopNode>): SopNode {
  return upcastNode({
    ...{ key, time, column: `栏目 ${key}`, kind: 'column', module: '互动', tone: '', topic: null, variables: {} },
    ...{ audience: {}, owner: '', note: '', unscheduled: null, source: null, route: 'auto', late: 'skip' },
    slots: [{ from, until }],
    parts: [
      { type: 'text', text: `${key}：大家好，点开看看今天的内容` },
      { type: 'card', title: `今日 ${key}`, cover: 'daka' },
    ],
    ...change,
  })
}
