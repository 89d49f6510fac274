import { shortDay } from '../../../admin/format'
import type { Day, Month } from '../../../kernel/day'
import type { TimelineLine } from '../contract'
import type { Asset, Lot } from '../rules'
import { text } from '../text'

/** What a line may be, by the kind of its reason. */
export const kindNames: Readonly<Record<string, string>> = {
  checkin: '打卡',
  expire: '到期',
  refund: '退回',
  reverse: '收回',
  correct: '更正',
  coupon: '换券',
  makeup: '补签',
  buycard: '买补签卡',
  birthday: '生日礼',
  post: '晒图',
  move: '转移',
}

/** What kind of line it is, for people; a feature that is not named here shows as 其他 with its reason beside. */
export function kindName(bizType: string): string {
  return kindNames[bizType] ?? '其他'
}

/** `+12` or `−30`, with a real minus sign. */
export function signed(delta: number): string {
  const digits = String(Math.abs(delta)).replace(/\B(?=(\d{3})+$)/g, ',')
  return delta < 0 ? `−${digits}` : `+${digits}`
}

export function assetName(asset: Asset): string {
  return text.asset[asset]
}

/** From which expiries it came or into which it went: `2027/11/22 到期 12`. */
export function lotWords(lots: readonly Lot[], year: string): string {
  if (lots.length === 0) return ''
  if (lots.every(({ expires }) => expires === null)) return '不过期'
  return lots
    .map(({ expires, amount }) => `${expires === null ? '不过期' : `${shortDay(expires, year)} 到期`} ${amount}`)
    .join('，')
}

export interface DayOfLines {
  day: Day
  lines: TimelineLine[]
}

/** The lines under their days, in the order they came. */
export function byDay(lines: readonly TimelineLine[]): DayOfLines[] {
  const days: DayOfLines[] = []
  for (const line of lines) {
    const last = days.at(-1)
    if (last?.day === line.day) last.lines.push(line)
    else days.push({ day: line.day, lines: [line] })
  }
  return days
}

export interface CorrectionForm {
  asset: Asset
  /** `+100`, `-30` or `100`, as typed. */
  delta: string
  reason: string
}

const MOST = 1_000_000_000

/** The correction that the form says, or what is wrong with it. */
export function correctionOf(
  form: CorrectionForm,
): { asset: Asset; delta: number; reason: string } | { problem: string } {
  const found = /^([+-]?)(\d{1,10})$/.exec(
    form.delta
      .normalize('NFKC')
      .replace(/[−－—–]/g, '-')
      .replace(/[,，\s]/g, ''),
  )
  const delta = found ? Number(found[2]) * (found[1] === '-' ? -1 : 1) : 0
  if (delta === 0 || Math.abs(delta) > MOST) return { problem: '数量写不为 0 的整数，加写 100，减写 -100。' }
  const reason = form.reason.trim()
  if (reason.length < 2) return { problem: '写清楚为什么更正，会员和同事都看得到。' }
  if (reason.length > 100) return { problem: `原因 ${reason.length} 字，最多 100 字。` }
  return { asset: form.asset, delta, reason }
}

/** The code as members read it out: spaces and lower case do not matter. Null when it cannot be one. */
export function memberCode(typed: string): string | null {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  return /^[0-9A-F]{8,24}$/.test(code) ? code : null
}

/** `2026年12月`. */
export function monthName(month: Month): string {
  return `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`
}
