import * as v from 'valibot'
import type { Where } from '../person/identities'
import { takeLines } from './intake'
import { instantOf, isPlausible, MOST_CENTS, NUMBER, type OrderLine, SOURCE } from './rules'
import { callText, orderText } from './text'

/** Orders of one call. */
const MOST = 200

const number = v.pipe(v.string(), v.regex(NUMBER))
const told = v.object({
  orderNo: number,
  refundNo: v.optional(number),
  at: v.union([v.pipe(v.number(), v.safeInteger()), v.pipe(v.string(), v.maxLength(40))]),
  cents: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MOST_CENTS)),
  store: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(40)), ''),
  memberCode: v.optional(v.pipe(v.string(), v.regex(/^[mM]?[0-9a-fA-F]{8,24}$/))),
  externalUserid: v.optional(v.pipe(v.string(), v.regex(/^w[mo][\w-]{4,62}$/))),
  unionid: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{20,64}$/))),
})

/** The answer to one order: its place in the list, and what became of it. */
export interface OrderAnswer {
  orderNo: string
  refundNo?: string
  /** `known` was told before with the same amount; `refused` says why in `message`, and nothing of it is written. */
  result: 'new' | 'known' | 'refused'
  code?: string
  message?: string
}

export type CallAnswer = { code: string; message: string } | { results: OrderAnswer[] }

/**
 * Takes the orders of a call whose signature was checked. Each is judged alone: one that is wrong keeps no other from being written. The same
 * call again writes nothing, because numbers are keys.
 *
 * @param body JSON `{source, orders: [{orderNo, refundNo?, at, cents, store?, memberCode?, externalUserid?, unionid?}]}`
 */
export async function takeCall(where: Where, body: string): Promise<CallAnswer> {
  const read = readBody(body)
  if (read === null) return { code: 'NOT_JSON', message: callText.notJson }
  const { source, orders } = read
  if (typeof source !== 'string' || !SOURCE.test(source)) return { code: 'BAD_SOURCE', message: callText.badSource }
  if (!Array.isArray(orders) || orders.length === 0 || orders.length > MOST)
    return { code: 'BAD_LIST', message: callText.noList }
  const lines = orders.map((order: unknown) => lineOf(order, where.now))
  const whole = lines.filter((line) => line !== null)
  const judged = whole.length === 0 ? [] : await takeLines(where, source, whole, 'call')
  const left = [...judged]
  return {
    results: lines.map((line, i): OrderAnswer => {
      if (line === null)
        return { orderNo: nameOf(orders[i]), result: 'refused', code: 'BAD_ORDER', message: callText.badOrder }
      const finding = left.shift()?.finding ?? 'new'
      const named = { orderNo: line.no, ...(line.refundNo !== null && { refundNo: line.refundNo }) }
      if (finding === 'new' || finding === 'known') return { ...named, result: finding }
      const message = finding === 'ambiguous' ? orderText.twoMembers : orderText.findings[finding]
      return { ...named, result: 'refused', code: finding.toUpperCase(), message }
    }),
  }
}

function readBody(body: string): { source?: unknown; orders?: unknown } | null {
  try {
    const read: unknown = JSON.parse(body)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : null
  } catch {
    return null
  }
}

function lineOf(order: unknown, now: number): OrderLine | null {
  const parsed = v.safeParse(told, order)
  if (!parsed.success) return null
  const { orderNo: no, refundNo, at: when, cents, store, memberCode, externalUserid, unionid } = parsed.output
  const at = typeof when === 'number' ? when : instantOf(when)
  if (at === null || !isPlausible(at, now) || (refundNo !== undefined && cents === 0)) return null
  const buyer: OrderLine['buyer'] =
    memberCode !== undefined
      ? { kind: 'member', code: memberCode.toLowerCase().replace(/^m/, '') }
      : externalUserid !== undefined
        ? { kind: 'ext', id: externalUserid }
        : unionid !== undefined
          ? { kind: 'union', unionid }
          : null
  const refund = refundNo ?? null
  return { kind: refund === null ? 'order' : 'refund', no, refundNo: refund, at, cents, store: store || null, buyer }
}

/** What the list calls a broken one, so that its sender finds it. */
function nameOf(order: unknown): string {
  const { orderNo } = (order ?? {}) as { orderNo?: unknown }
  return typeof orderNo === 'string' ? orderNo.slice(0, 64) : ''
}
