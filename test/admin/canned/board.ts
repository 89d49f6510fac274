import type { Board, BoardBeat, BoardCell } from '../../../src/features/delivery/contract'
import type { DeliveryState } from '../../../src/features/delivery/rules'
import { instantAt, MINUTE } from '../../../src/kernel/day'

export const today = '2026-11-23'
/** 11:26 on the first day of the demo table. */
export const cannedNow = instantAt(today, '11:26')

const owners = ['林晓', '周敏', '林晓', '何佳', '周敏', '何佳', '孙悦', '孙悦', '陈一诺']
const sizes = [486, 498, 472, 455, 490, 467, 431, 418, 195]

const beats: readonly (readonly [key: string, column: string, module: string, from: string, text: string])[] = [
  ['daka', '打卡签到', '互动', '09:00', '早上好呀宝宝们 ☀️ 点下方小程序打卡，今天 +10 积分'],
  ['topic', '话题讨论', '互动', '10:00', '【今日话题】换季脸干起皮，你最想解决哪一个？'],
  ['goods', '午间好物', '种草', '11:00', '水光气垫一支顶三支，干皮亲妈！群里专享价，戳图看测评'],
  ['game', '游戏互动', '互动', '15:00', '成语接龙开始啦！第一个是「花好月圆」，接到第 20 个的送小样一份'],
  ['voice', '用户反馈', '通知', '20:00', '今天的内容喜欢吗？花 10 秒选一选，下周的栏目就听你们的 ❤️'],
  ['flash', '九点秒杀', '促销转化', '21:00', '倒计时！九点秒杀今晚是水光气垫，库存 50 份'],
]

/** What happened differently from the plan: `group,beat` → state. */
const marks: Readonly<Record<string, Partial<BoardCell> & { state: DeliveryState }>> = {
  '1,topic': { state: 'unconfirmed', reason: '任务 10:03 已确认，83 分钟没有回执' },
  '7,goods': { state: 'unconfirmed', reason: '任务 11:01 已确认，25 分钟没有回执' },
  '2,goods': { state: 'awaiting_staff', lateMinutes: 26, reminders: 1 },
  '4,goods': { state: 'awaiting_staff', lateMinutes: 26, reminders: 1 },
  '6,goods': { state: 'awaiting_staff', lateMinutes: 26 },
  '6,daka': { state: 'missed', reason: '10:00 关窗，群主没有确认' },
  '3,daka': { state: 'late', lateMinutes: 18 },
  '5,topic': { state: 'late', lateMinutes: 14 },
  '8,game': { state: 'skipped', reason: 'VIP群今天不发' },
}

export function cannedBoard(): Board {
  const list: BoardBeat[] = beats.map(([key, column, module, from, text], index) => ({
    beat: `daily:${key}:${today}:0`,
    column,
    module,
    from: instantAt(today, from),
    until: instantAt(today, from) + 60 * MINUTE,
    text,
    opened: [812, 431, 206, 0, 0, 0][index] ?? 0,
    answered: [0, 268, 0, 0, 0, 0][index] ?? 0,
  }))
  const groups = sizes.map((members, index) => ({
    chatId: `chat-${index + 1}`,
    name: index === 8 ? 'VIP群' : `福利群${index + 1}`,
    owner: `owner-${owners[index]}`,
    ownerName: owners[index] ?? '',
    members,
  }))
  const cells: Record<string, BoardCell> = {}
  groups.forEach((group, row) => {
    list.forEach((beat, column) => {
      const key = beats[column]?.[0] ?? ''
      cells[`${group.chatId}|${beat.beat}`] = cellOf(`${row},${key}`, beat, row, column)
    })
  })
  return {
    date: today,
    groups,
    singles: [],
    beats: list,
    cells,
    totals: { planned: 53, due: 27, sent: 18, late: 2, missed: 1, awaiting: 3, unconfirmed: 2, skipped: 1 },
    checkins: 1286,
    tick: {
      lastRunAt: cannedNow - MINUTE,
      lastMs: 640,
      backlog: 36,
      oldestDueAt: instantAt(today, '11:30'),
      runs: Array.from({ length: 24 }, (_, index) => ({
        at: cannedNow - MINUTE - (23 - index) * 5 * MINUTE,
        ms: index === 18 ? 2400 : 420 + ((index * 137) % 300),
        done: index % 3 === 0 ? 4 : 0,
      })),
    },
  }
}

function cellOf(mark: string, beat: BoardBeat, row: number, column: number): BoardCell {
  const past = beat.from < cannedNow
  const base: BoardCell = {
    id: `daily:${mark}:${today}:0:0`,
    state: past ? 'sent' : column === 3 ? 'task_created' : 'planned',
    route: column === 3 ? 'group_task' : 'staff_task',
    evidence: past ? (row % 3 === 0 ? 'platform' : 'self') : null,
    sentAt: past ? beat.from + (row % 5) * MINUTE : null,
    lateMinutes: null,
    reason: null,
    reminders: 0,
  }
  const change = marks[mark]
  if (!change) return base
  const sentAt = change.state === 'late' ? beat.from + (change.lateMinutes ?? 0) * MINUTE : null
  return { ...base, evidence: change.state === 'late' ? 'self' : null, sentAt, ...change }
}
