import { openProduct } from '../e2e/product'
import { type Figures, type Group, rounded } from './group'

/**
 * Yuan per call: a pack of 10 million calls costs ¥400. The platform counts function and database calls alike (billing
 * page of WeChat's cloud, as of 2026-06).
 */
const YUAN_PER_CALL = 400 / 10_000_000
/** A member who comes on 20 days of a month, checks in each time and opens two columns, answering one of them. */
const DAYS = 20
/** The timer runs every five minutes of a month of 30 days. */
const TICKS = 30 * 24 * 12

/** What a member and an environment cost in a month, from counted calls. A method costs itself and its wire calls. */
export const cost: Group = {
  name: 'cost',
  async measure() {
    const product = await openProduct('2026-11-23T02:05:00.000Z', 'demo')
    const openid = 'o-bench-member'
    let calls = 0
    const ask = async (method: string, input: unknown) => {
      const response = await fetch(`${product.url}/call/member`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-wx-openid': openid },
        body: JSON.stringify({ method, input }),
      })
      calls += 1 + Number(response.headers.get('x-wire-calls'))
      const answer = (await response.json()) as { ok: boolean; code?: string; data: { beats?: Beat[] } }
      if (!answer.ok) throw new Error(`${method}: ${answer.code}`)
      return answer.data
    }
    await ask('member.giveConsent', { version: 1 })
    calls = 0
    await ask('checkin.getScore', {})
    const { beats = [] } = await ask('sop.getToday', {})
    await ask('checkin.checkIn', {})
    const topic = beats.find(({ hasTopic, when }) => hasTopic && when !== 'next')
    if (topic === undefined) throw new Error('the demo has no question at 10:05')
    await ask('sop.openBeat', { beat: topic.beat })
    await ask('sop.choose', { beat: topic.beat, choice: 'A' })
    const other = beats.find(({ beat, when }) => beat !== topic.beat && when !== 'next') ?? topic
    await ask('sop.openBeat', { beat: other.beat })
    // Two entries of a check-in and an answer are drained later, a hundred members at a time.
    const perDay = calls
    const { calls: idle } = await product.server.cloud.timers.fire('tick')
    await product.close()
    const monthly = perDay * DAYS
    const figures: Figures = {
      'cost.calls.day': perDay,
      'cost.calls.month': monthly,
      'cost.yuan.1000-members.month': rounded(monthly * 1000 * YUAN_PER_CALL),
      'cost.yuan.timer.month': rounded((1 + idle.length) * TICKS * YUAN_PER_CALL),
    }
    return figures
  },
}

interface Beat {
  beat: string
  hasTopic: boolean
  when: 'past' | 'now' | 'next'
}
