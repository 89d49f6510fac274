import { DAY, dayOf, instantAt, isClockTime, isDay, MINUTE, timeOf } from '../../../kernel/day'
import { audienceOf, EVERYBODY } from '../audience'
import { type BatchFields, whyNotBatch } from '../batch'
import type { Audience, UsableTimes } from '../rules'
import { wholeOf } from './amount'
import { type Kind, readValue, textsOf } from './shapes'

/** What an operator types, as typed; `batchOf` makes the batch of it. */
export interface BatchForm {
  title: string
  /** `texts` by the keys of the rule. One field, because texts of one kind mean nothing in another. */
  value: { kind: Kind; texts: Record<string, string> }
  total: string
  perMember: string
  /** Empty is no limit. */
  perDay: string
  /** `2026-12-04T10:00` on the clock of Shanghai; the last minute of claiming is included. */
  claimFrom: string
  claimUntil: string
  price: string
  /** Ids of tiers, words of segments, ids of channels; all empty is everybody. */
  audience: Audience
  validity: { kind: 'fixed' | 'after_claim'; from: string; to: string; startsAfterDays: string; days: string }
  weekdays: number[]
  parts: UsableTimes['parts']
  stores: string[]
  note: string
}

export type Field = keyof BatchForm

/** The first thing that is wrong; `field` is null when it takes two fields to be wrong. */
export interface Problem {
  field: Field | null
  problem: string
}

export const fieldNames: Record<Field, string> = {
  title: '名字',
  value: '优惠',
  total: '总量',
  perMember: '每人',
  perDay: '每天',
  claimFrom: '开始领取',
  claimUntil: '领取截止',
  price: '积分价',
  audience: '谁能领',
  validity: '有效期',
  weekdays: '可用星期',
  parts: '可用时段',
  stores: '可用门店',
  note: '说明',
}

/** A week of claiming from `now`, one each. */
export function newForm(kind: Kind, now: number): BatchForm {
  return {
    ...{ title: '', value: { kind, texts: {} }, total: '', perMember: '1', perDay: '', price: '' },
    claimFrom: localText(now),
    claimUntil: `${dayOf(now + 7 * DAY)}T23:59`,
    validity: {
      ...{ kind: 'after_claim', from: dayOf(now), to: dayOf(now + 14 * DAY) },
      ...{ startsAfterDays: '0', days: '7' },
    },
    ...{ weekdays: [], parts: [], stores: [], note: '' },
    audience: EVERYBODY,
  }
}

export function formOf(batch: BatchFields): BatchForm {
  const { terms, validity, perDay } = batch
  const fixed = validity.kind === 'fixed' ? validity : null
  const after = validity.kind === 'after_claim' ? validity : null
  return {
    title: terms.title,
    value: { kind: terms.value.kind, texts: textsOf(terms.value) },
    total: String(batch.total),
    perMember: String(batch.perMember),
    perDay: perDay === null ? '' : String(perDay),
    claimFrom: localText(batch.claimFrom),
    claimUntil: localText(batch.claimUntil - 1),
    price: batch.price === 0 ? '' : String(batch.price),
    audience: audienceOf(batch),
    validity: {
      kind: validity.kind,
      from: fixed?.from ?? dayOf(batch.claimFrom),
      to: fixed?.to ?? dayOf(batch.claimUntil - 1),
      startsAfterDays: String(after?.startsAfterDays ?? 0),
      days: String(after?.days ?? 7),
    },
    weekdays: [...terms.usable.weekdays],
    parts: terms.usable.parts.map((part) => ({ ...part })),
    stores: [...terms.stores],
    note: terms.note,
  }
}

/**
 * The batch that the form says, or the first thing that is wrong with it.
 *
 * @param least smallest total, for a batch that has one already
 */
export function batchOf(form: BatchForm, least = 1): { batch: BatchFields } | Problem {
  const wrong = (field: Field | null, problem: string): Problem => ({ field, problem })
  const title = form.title.trim()
  if (title === '' || title.length > 24) return wrong('title', '给券起个名字，24 字以内，会员第一眼看到它。')
  const value = readValue(form.value.kind, form.value.texts)
  if ('problem' in value) return wrong('value', value.problem)
  const total = wholeOf(form.total, 1, 1_000_000)
  if (total === null) return wrong('total', '总量写 1 到 1,000,000 的整数。')
  if (total < least) return wrong('total', `总量只能加，不能少于 ${least} 张；想少发可以暂停领取。`)
  const perMember = wholeOf(form.perMember, 1, 100)
  if (perMember === null) return wrong('perMember', '每人写 1 到 100 张。')
  const perDay = form.perDay.trim() === '' ? null : wholeOf(form.perDay, 1, 1_000_000)
  if (perDay === null && form.perDay.trim() !== '') return wrong('perDay', '每天写整数，不限就空着。')
  const claimFrom = instantOf(form.claimFrom)
  if (claimFrom === null) return wrong('claimFrom', '选好从哪天几点开始领，时间写成 10:00。')
  const claimUntil = endOf(form.claimUntil)
  if (claimUntil === null) return wrong('claimUntil', '选好领到哪天几点，时间写成 23:59。')
  const price = form.price.trim() === '' ? 0 : wholeOf(form.price, 0, 10_000_000)
  if (price === null) return wrong('price', '积分价写整数，免费就空着。')
  const validity = readValidity(form.validity)
  if ('problem' in validity) return wrong('validity', validity.problem)
  if (form.parts.some(({ from, until }) => !isClockTime(from) || !isClockTime(until))) {
    return wrong('parts', '可用时段要有开始和结束，例如 14:00 到 17:00。')
  }
  const batch: BatchFields = {
    terms: {
      title,
      value: value.value,
      usable: { weekdays: [...form.weekdays].sort((a, b) => a - b), parts: form.parts },
      stores: form.stores.map((store) => store.trim()).filter((store) => store !== ''),
      note: form.note.trim(),
    },
    ...{ validity: validity.read, total, perMember, perDay, claimFrom, claimUntil, price },
    audience: form.audience,
  }
  const reason = whyNotBatch(batch)
  return reason ? wrong(null, reason.message) : { batch }
}

function readValidity(typed: BatchForm['validity']): { read: BatchFields['validity'] } | { problem: string } {
  const { kind, from, to } = typed
  if (kind === 'fixed') {
    if (!isDay(from)) return { problem: '选好从哪天起能用。' }
    if (!isDay(to)) return { problem: '选好能用到哪天。' }
    return { read: { kind, from, to } }
  }
  const startsAfterDays = wholeOf(typed.startsAfterDays, 0, 90)
  if (startsAfterDays === null) return { problem: '几天后生效写 0 到 90，当天就能用写 0。' }
  const days = wholeOf(typed.days, 1, 730)
  if (days === null) return { problem: '有效天数写 1 到 730。' }
  return { read: { kind, startsAfterDays, days } }
}

/** `2026-12-04T10:00` of an instant, on the clock of Shanghai, whatever the computer's zone. */
function localText(instant: number): string {
  return `${dayOf(instant)}T${timeOf(instant)}`
}

function instantOf(text: string): number | null {
  const [day = '', time = ''] = text.split('T')
  return isDay(day) && isClockTime(time) ? instantAt(day, time) : null
}

/** The end of a typed minute; `24:00` is the end itself. */
function endOf(text: string): number | null {
  const instant = instantOf(text)
  return instant === null || text.endsWith('T24:00') ? instant : instant + MINUTE
}
