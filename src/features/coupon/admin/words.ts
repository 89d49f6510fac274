import { weekdayName } from '../../../admin/format'
import { isEverybody } from '../audience'
import type { Audience, CouponTerms, CouponValue, UsableTimes } from '../rules'
import { validityWords } from '../validity'
import { wholeOf, yuanText, zheText } from './amount'
import type { BatchForm, Field } from './batchForm'
import { readValue, shapes } from './shapes'

/** The large figure of a coupon, its sign and what stands below. */
export function faceOf(value: CouponValue): { before: string; figure: string; after: string; condition: string } {
  if (value.kind === 'exchange') return { before: '', figure: '兑', after: '', condition: value.item }
  const condition = value.fromCents > 0 ? `满 ${yuanText(value.fromCents)} 可用` : '无门槛'
  if (value.kind === 'threshold') return { before: '¥', figure: yuanText(value.offCents), after: '', condition }
  return { before: '', figure: zheText(value.basisPoints), after: '折', condition }
}

/** A rule in one line: `满 99 减 20`, `8.5 折，最多减 50`, `兑换 卸妆膏`. */
export function valueWords(value: CouponValue): string {
  if (value.kind === 'exchange') return `兑换 ${value.item}`
  const from = value.fromCents > 0 ? `满 ${yuanText(value.fromCents)} ` : '无门槛 '
  if (value.kind === 'threshold') return `${from}减 ${yuanText(value.offCents)}`
  const cap = value.maxOffCents === null ? '' : `，最多减 ${yuanText(value.maxOffCents)}`
  return `${value.fromCents > 0 ? from : ''}${zheText(value.basisPoints)} 折${cap}`
}

/** When it is taken at the counter. */
export function usableWords({ weekdays, parts }: UsableTimes): string {
  const days = weekdays.length === 0 || weekdays.length === 7 ? '每天' : weekdays.map(weekdayName).join('、')
  const times = parts.map(({ from, until }) => `${from}–${until}`).join('、')
  return times === '' ? `${days}全天` : `${days} ${times}`
}

export function storesWords(stores: CouponTerms['stores']): string {
  return stores.length === 0 ? '全部门店' : stores.join('、')
}

/** Whom it is for, in one line; a tier that the page does not know yet stands by its id. */
export function audienceWords(audience: Audience, tiers: readonly { id: string; name: string }[]): string {
  if (isEverybody(audience)) return '所有会员'
  const named = audience.tiers.map((id) => tiers.find((tier) => tier.id === id)?.name ?? id)
  const parts = [
    named.length > 0 && `等级 ${named.join('、')}`,
    audience.segments.length > 0 && `标签 ${audience.segments.join('、')}`,
    audience.channels.length > 0 && `渠道 ${audience.channels.join('、')}`,
  ]
  return parts.filter(Boolean).join('，')
}

/** A field as one line, for choosing between two of them. */
export function shownField(form: BatchForm, field: Field): string {
  switch (field) {
    case 'value': {
      const read = readValue(form.value.kind, form.value.texts)
      return 'value' in read ? valueWords(read.value) : `${shapes[form.value.kind].name}，没有写完`
    }
    case 'validity':
      return typedValidity(form.validity)
    case 'weekdays':
    case 'parts':
      return usableWords(form)
    case 'audience':
      return audienceWords(form.audience, [])
    case 'stores':
      return storesWords(form.stores)
    case 'claimFrom':
    case 'claimUntil':
      return form[field].replace('T', ' ')
    default:
      return form[field] || '空'
  }
}

/** Validity as typed, also while it is not complete. */
export function typedValidity({ kind, from, to, startsAfterDays, days }: BatchForm['validity']): string {
  if (kind === 'fixed') return validityWords({ kind, from: from || '…', to: to || '…' })
  const [starts, lasts] = [wholeOf(startsAfterDays, 0, 90), wholeOf(days, 1, 730)]
  return starts === null || lasts === null
    ? '有效期没有写完'
    : validityWords({ kind, startsAfterDays: starts, days: lasts })
}
