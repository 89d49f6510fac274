import { addDays, dayOf, isClockTime, isDay } from '../../../kernel/day'
import { centsOf, wholeOf, yuanText } from '../../coupon/admin/amount'
import { MOST_PRIZES } from '../contract'
import type { FlashFields, FlashMode } from '../rules'
import { whyNotSale } from '../saleFields'

/** What an operator types, as typed; `fieldsOf` makes the sale of it. */
export interface SaleForm {
  title: string
  mode: FlashMode
  item: string
  worth: string
  note: string
  stores: string[]
  validDays: string
  weekdays: number[]
  time: string
  minutes: string
  from: string
  until: string
  stock: string
  price: string
}

export type Field = keyof SaleForm

/** The first thing that is wrong; `field` is null when it takes two fields to be wrong. */
export interface Problem {
  field: Field | null
  problem: string
}

export const fieldNames: Record<Field, string> = {
  title: '名字',
  mode: '方式',
  item: '换什么',
  worth: '价值',
  note: '说明',
  stores: '门店',
  validDays: '有效期',
  weekdays: '星期',
  time: '时间',
  minutes: '时长',
  from: '开始日',
  until: '结束日',
  stock: '份数',
  price: '积分',
}

/** Nine in the morning, every day, for a month: the sale that most shops begin with. */
export function newSale(now: number): SaleForm {
  const today = dayOf(now)
  return {
    title: '每日九点秒杀',
    mode: 'first_come',
    ...{ item: '', worth: '', note: '', stores: [], validDays: '7' },
    ...{ weekdays: [1, 2, 3, 4, 5, 6, 7], time: '09:00', minutes: '60' },
    ...{ from: addDays(today, 1), until: addDays(today, 30), stock: '50', price: '' },
  }
}

export function formOf({ prize, ...sale }: FlashFields): SaleForm {
  const { title, mode, weekdays, time, minutes, from, until, stock, price } = sale
  const { item, worthCents, note, stores, validDays } = prize
  return {
    ...{ title, mode, item, note, time, from, until },
    worth: worthCents === 0 ? '' : yuanText(worthCents),
    stores: [...stores],
    validDays: String(validDays),
    weekdays: [...weekdays],
    minutes: String(minutes),
    stock: String(stock),
    price: price === 0 ? '' : String(price),
  }
}

/** The sale that the form says, or the first thing that is wrong with it. */
export function fieldsOf(form: SaleForm): { sale: FlashFields } | Problem {
  const wrong = (field: Field | null, problem: string): Problem => ({ field, problem })
  const [title, item] = [form.title.trim(), form.item.trim()]
  if (title === '' || title.length > 24) return wrong('title', '给秒杀起个名字，24 字以内。')
  if (item === '' || item.length > 24) return wrong('item', '写清楚到店换什么，24 字以内。')
  const worthCents = form.worth.trim() === '' ? 0 : centsOf(form.worth)
  if (worthCents === null) return wrong('worth', '价值写金额，例如 69 或 9.9。')
  const validDays = wholeOf(form.validDays, 1, 730)
  if (validDays === null) return wrong('validDays', '有效天数写 1 到 730。')
  if (form.weekdays.length === 0) return wrong('weekdays', '至少选一天。')
  // Chinese keyboards type a wide colon.
  const time = form.time.trim().replace('：', ':')
  if (!isClockTime(time) || time === '24:00') return wrong('time', '时间写成 09:00 这样。')
  const minutes = wholeOf(form.minutes, 1, 720)
  if (minutes === null) return wrong('minutes', '时长写 1 到 720 分钟。')
  if (!isDay(form.from)) return wrong('from', '选好从哪天开始。')
  if (!isDay(form.until)) return wrong('until', '选好到哪天结束。')
  const stock = wholeOf(form.stock, 1, MOST_PRIZES)
  if (stock === null) return wrong('stock', `每场写 1 到 ${MOST_PRIZES} 份。`)
  const price = form.mode === 'draw' || form.price.trim() === '' ? 0 : wholeOf(form.price, 0, 10_000_000)
  if (price === null) return wrong('price', '积分写整数，免费就空着。')
  const stores = form.stores.map((store) => store.trim()).filter((store) => store !== '')
  const sale: FlashFields = {
    ...{ title, mode: form.mode, weekdays: [...form.weekdays].sort((a, b) => a - b), time, minutes },
    ...{ from: form.from, until: form.until, stock, price },
    prize: { item, worthCents, note: form.note.trim(), stores, validDays },
  }
  const reason = whyNotSale(sale)
  return reason ? wrong(null, reason.message) : { sale }
}

export function changedFields(base: SaleForm, form: SaleForm): Field[] {
  const fields = Object.keys(fieldNames) as Field[]
  return fields.filter((field) => JSON.stringify(base[field]) !== JSON.stringify(form[field]))
}
