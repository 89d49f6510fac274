import { type Day, dayOf, timeOf } from '../../kernel/day'
import { intentText } from './text'

/**
 * Types of a template's fields and what fits (mini-program documents, subscribe-message): `thing2` is the second field and of
 * the type `thing`. WeChat answers 47003 for what does not fit, and the consent is not used up.
 */
const TYPES: Readonly<Record<string, { name: string; fits: (value: string) => boolean }>> = {
  thing: { name: '20 个字以内', fits: (value) => count(value) <= 20 },
  number: { name: '32 位以内的数字，可以带小数', fits: (value) => /^-?\d+(\.\d+)?$/.test(value) && value.length <= 32 },
  letter: { name: '32 个以内的字母', fits: (value) => /^[A-Za-z]{1,32}$/.test(value) },
  symbol: { name: '5 个以内的符号', fits: (value) => /^[^\p{L}\p{N}\s]{1,5}$/u.test(value) },
  character_string: { name: '32 位以内的数字、字母或符号', fits: (value) => /^[\x21-\x7e]{1,32}$/.test(value) },
  time: { name: '24 小时制时间，如 15:01 或 2026年1月5日 15:01', fits: isTime },
  date: { name: '日期，如 2026年1月5日', fits: (value) => value.split('~').every((each) => DATE.test(each.trim())) },
  amount: { name: '1 个币种符号加 10 位以内数字', fits: (value) => /^[¥￥$€£]?\d{1,10}(\.\d{1,2})?元?$/.test(value) },
  phone_number: { name: '17 位以内的电话', fits: (value) => /^[\d+\-() ]{1,17}$/.test(value) },
  car_number: { name: '8 位以内的车牌', fits: (value) => count(value) <= 8 },
  name: {
    name: '10 个以内的汉字，或 20 个以内的字母',
    fits: (value) => /^\p{Script=Han}{1,10}$/u.test(value) || /^[A-Za-z ]{1,20}$/.test(value),
  },
  phrase: { name: '5 个以内的汉字', fits: (value) => /^\p{Script=Han}{1,5}$/u.test(value) },
}

const CLOCK = '([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?'
const DATE = new RegExp(`^\\d{4}年(0?[1-9]|1[0-2])月(0?[1-9]|[12]\\d|3[01])日( ${CLOCK})?$`)
const TIME = new RegExp(`^${CLOCK}$`)

function isTime(value: string): boolean {
  return value.split('~').every((each) => TIME.test(each.trim()) || DATE.test(each.trim()))
}

/** Characters as people count them: an emoji is one. */
function count(value: string): number {
  return [...value].length
}

function typeOf(field: string) {
  const [, type = ''] = /^([a-z_]+)\d+$/.exec(field) ?? []
  return Object.hasOwn(TYPES, type) ? TYPES[type] : undefined
}

export function isField(field: string): boolean {
  return typeOf(field) !== undefined
}

/** What is wrong with a value in a field (Chinese), or null when WeChat takes it. */
export function fieldProblem(field: string, value: string): string | null {
  const type = typeOf(field)
  if (type === undefined) return intentText.unknownField(field)
  if (value.trim() === '') return intentText.emptyField(field)
  if (/[\n\r]/.test(value)) return intentText.lineBreak(field)
  return type.fits(value) ? null : intentText.fieldTooMuch(field, type.name)
}

/** Shortened where that keeps the sense: a `thing` that is too long ends in an ellipsis. Anything else stays as it is. */
export function fitted(field: string, value: string): string {
  const plain = value.replace(/\s*[\n\r]+\s*/g, ' ').trim()
  if (!/^thing\d+$/.test(field) || count(plain) <= 20) return plain
  return `${[...plain].slice(0, 19).join('')}…`
}

/** A day as fields of the types `date` and `time` take it: 2026年12月5日. */
export function dateValue(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** An instant (ms) as a field of the type `time` takes it, on the clock in Shanghai: 2026年12月5日 09:00. */
export function timeValue(instant: number): string {
  return `${dateValue(dayOf(instant))} ${timeOf(instant)}`
}
