import type { CouponValue } from '../rules'
import { basisPointsOf, centsOf, yuanText, zheText } from './amount'

export type Kind = CouponValue['kind']

/** How one field of a rule is asked for. */
export interface FieldShape {
  label: string
  unit: 'yuan' | 'zhe' | 'text'
  /** Stands behind the input. */
  tail?: string
  hint?: string
  /** What an empty field means; without it the field must be filled. */
  blank?: 0 | null
  /** Least cents. */
  least?: number
}

export interface KindShape<V> {
  name: string
  /** What it is good for, for somebody who has never made one. */
  teach: string
  example: string
  /** Every field of the rule, in the order of the form. */
  fields: { [F in keyof Omit<V, 'kind'>]: FieldShape }
}

/** The form is drawn from this. A kind or a field that the rules gain and this lacks does not compile. */
export const shapes: { [K in Kind]: KindShape<Extract<CouponValue, { kind: K }>> } = {
  threshold: {
    name: '满减',
    teach: '满一个金额就减，拉高一单买多少。',
    example: '满 99 减 20',
    fields: {
      fromCents: { label: '满', unit: 'yuan', blank: 0, hint: '不填就是无门槛' },
      offCents: { label: '减', unit: 'yuan', least: 1 },
    },
  },
  discount: {
    name: '折扣',
    teach: '按比例便宜，适合会员日和清库存。',
    example: '8.5 折，最多减 50',
    fields: {
      basisPoints: { label: '打', unit: 'zhe', tail: '折', hint: '八五折写 8.5' },
      fromCents: { label: '满', unit: 'yuan', blank: 0, hint: '不填就是无门槛' },
      maxOffCents: { label: '最多减', unit: 'yuan', blank: null, hint: '不填就不封顶' },
    },
  },
  exchange: {
    name: '兑换',
    teach: '到店直接拿一样东西，不用付钱。',
    example: '兑换旅行装卸妆膏',
    fields: {
      item: { label: '兑换什么', unit: 'text' },
      worthCents: { label: '值', unit: 'yuan', hint: '算负债用，会员看不到' },
    },
  },
}

export const kinds = Object.keys(shapes) as Kind[]

/** Fields of a kind in their order, with the rule's own key. */
export function fieldsOf(kind: Kind): [key: string, shape: FieldShape][] {
  return Object.entries<FieldShape>(shapes[kind].fields)
}

/** A rule as typed texts, by the rule's own keys. */
export function textsOf(value: CouponValue): Record<string, string> {
  const held: Record<string, unknown> = { ...value }
  return Object.fromEntries(fieldsOf(value.kind).map(([key, shape]) => [key, textOf(held[key], shape)]))
}

function textOf(value: unknown, shape: FieldShape): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'number' || value === shape.blank) return ''
  return shape.unit === 'zhe' ? zheText(value) : yuanText(value)
}

/** The rule that the texts say, or the first field that says nothing and why. */
export function readValue(
  kind: Kind,
  texts: Readonly<Record<string, string>>,
): { value: CouponValue } | { field: string; problem: string } {
  const read: Record<string, string | number | null> = {}
  for (const [key, shape] of fieldsOf(kind)) {
    const text = (texts[key] ?? '').trim()
    const value = text === '' && shape.blank !== undefined ? shape.blank : readField(text, shape)
    if (value === undefined) return { field: key, problem: problemOf(shape) }
    read[key] = value
  }
  // The keys are the shape's, and the shape has every field of the rule.
  return { value: { kind, ...read } as CouponValue }
}

function readField(text: string, { unit, least = 0 }: FieldShape): string | number | undefined {
  if (unit === 'text') return text === '' || text.length > 40 ? undefined : text
  if (unit === 'zhe') return basisPointsOf(text) ?? undefined
  const cents = centsOf(text)
  return cents === null || cents < least ? undefined : cents
}

function problemOf({ label, unit, least }: FieldShape): string {
  if (unit === 'text') return `「${label}」要写，40 字以内。`
  if (unit === 'zhe') return '打几折写 0.1 到 9.9，八五折写 8.5。'
  return least ? `「${label}」写金额，例如 20 或 9.9，要大于 0。` : `「${label}」写金额，例如 99 或 9.9。`
}
