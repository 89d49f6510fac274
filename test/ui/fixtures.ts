import { act } from '@testing-library/react'
import type { CheckInAnswer, ScoreView } from '../../src/features/checkin/contract'
import type { BeatPage, BeatView } from '../../src/features/sop/contract'
import { phone } from './mock/taro'

/** Friday 2026-11-27, 11:24 in Shanghai. */
export const NOW = Date.parse('2026-11-27T03:24:00Z')
const HOUR = 3_600_000

export function scoreView(change: Partial<ScoreView> = {}): ScoreView {
  const milestones = [3, 7, 14].map((days) => ({ days, title: `${days * 7} 积分`, left: Math.max(0, days - 6) }))
  return {
    today: '2026-11-27',
    month: '2026-11',
    days: [21, 22, 23, 24, 25, 26],
    week: [23, 24, 25, 26, 27, 28, 29].map((day) => ({
      day: `2026-11-${day}`,
      done: day < 27,
      mark: day < 27 ? ('done' as const) : null,
    })),
    streak: 6,
    longest: 9,
    doneToday: false,
    awardedToday: 0,
    todayReward: [{ title: '打卡', points: 10 }],
    balance: 1270,
    next: milestones[1] ?? null,
    milestones,
    firstMonth: '2026-10',
    since: '2026-10-12',
    marks: [21, 22, 23, 24, 25, 26].map((day) => ({ day, mark: 'done' as const })),
    dayStart: 0,
    restToday: false,
    shield: { perMonth: 0, left: 0 },
    cards: { held: 0, price: 100, bought: 0, toBuy: 2, repairsLeft: 2, windowDays: 7 },
    repairable: [],
    broke: null,
    campaigns: [],
    ruleLines: ['每天 0:00 到 24:00 打一次，按服务器时间算。'],
    ...change,
  }
}

export const struckAnswer: CheckInAnswer = {
  day: '2026-11-27',
  streak: 7,
  awarded: 59,
  balance: 1329,
  rewards: [
    { title: '打卡', points: 10 },
    { title: '连续 7 天', points: 49 },
  ],
}

export function beatView(change: Partial<BeatView> = {}): BeatView {
  return {
    beat: 'fuli:topic:2026-11-27:0',
    column: '话题讨论',
    title: '换季脸干起皮，你是哪种？',
    module: '互动',
    from: NOW - HOUR,
    until: NOW + HOUR,
    when: 'now',
    opened: false,
    choice: null,
    choiceText: null,
    hasTopic: true,
    isCheckin: false,
    ...change,
  }
}

export function beatPage(change: Partial<BeatPage> = {}): BeatPage {
  return {
    ...beatView(),
    version: 1,
    text: '第一段\n第二段',
    cover: '话题',
    media: [{ type: 'video', material: '三分钟测评' }],
    topic: {
      question: '你的脸最常出现哪种情况？',
      options: [
        { key: 'A', text: '起皮' },
        { key: 'B', text: '紧绷' },
      ],
    },
    tally: null,
    participants: 4,
    ...change,
  }
}

/** Answers by method; a method that is not named answers with a refusal, so that nothing passes unseen. */
export function server(methods: Record<string, (input: never) => unknown>, now = NOW): void {
  phone.answer = async (_name, { method, input }) => {
    const answer = methods[method] ?? (method === 'today.get' ? () => wholeDay(methods) : undefined)
    if (!answer) return { ok: false, code: 'UNKNOWN_METHOD', message: '没有这项功能', now, requestId: 'r' }
    const data = answer(input as never)
    if (data instanceof Refused) return { ok: false, code: data.code, message: data.message, now, requestId: 'r' }
    return { ok: true, data, now, requestId: 'r' }
  }
}

/** The call of the page of today, made of the two that it joins, as the server makes it. */
function wholeDay(methods: Record<string, (input: never) => unknown>) {
  const score = methods['checkin.getScore']?.({} as never)
  const programme = methods['sop.getToday']?.({} as never) ?? {
    date: '2026-11-27',
    groupName: null,
    beats: [],
    nextBeatAt: null,
  }
  return [score, programme].find((part) => part instanceof Refused) ?? { score, programme }
}

export class Refused {
  constructor(
    readonly code: string,
    readonly message: string,
  ) {}
}

export function noNetwork(): void {
  phone.answer = async () => {
    throw new Error('request:fail')
  }
}

/** Lets promises and effects come to rest. */
export async function settled(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < 60; turn++) await Promise.resolve()
  })
}

/** Two taps before the page could draw in between. */
export async function tapTwice(element: HTMLElement): Promise<void> {
  await act(async () => {
    element.click()
    element.click()
  })
  await settled()
}

/** The page comes to the front again, or the network returns. */
export async function showAgain(): Promise<void> {
  await act(async () => {
    for (const show of phone.shows) show()
  })
  await settled()
}
