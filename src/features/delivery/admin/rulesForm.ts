import { isClockTime } from '../../../kernel/day'
import type { QuotaRule } from '../quota'
import type { SendingRules } from '../sendingRules'

export const quotaNames: Record<QuotaRule, readonly [name: string, detail: string]> = {
  days_of_month: ['每月，当月天数', '一个自然月里每群最多收到当月天数条，例如 11 月 30 条'],
  '7_per_week': ['每周 7 条', '周一到周日每群最多 7 条'],
  '1_per_day': ['每天 1 条', '每群每天最多 1 条'],
}

export const countsNames: Record<SendingRules['countsAt'], string> = {
  created: '建任务那天',
  confirmed: '群主确认那天',
}

export const ruleNames: Record<keyof SendingRules, string> = {
  quotaRule: '群发次数',
  countsAt: '算在哪天',
  quiet: '静默时段',
  groupPerDay: '每群每天',
  personPerDay: '每人每天',
  personPerWeek: '每人七天',
}

/** A field as one line, for two people who changed it. */
export function shownRule(rules: SendingRules, field: keyof SendingRules): string {
  switch (field) {
    case 'quotaRule':
      return quotaNames[rules.quotaRule][0]
    case 'countsAt':
      return countsNames[rules.countsAt]
    case 'quiet':
      return rules.quiet === null ? '不设' : `${rules.quiet.from} 到 ${rules.quiet.until}`
    default:
      return `${rules[field]} 条`
  }
}

/** What is wrong before anything is sent (Chinese), or null. The limits are the server's. */
export function rulesProblem(rules: SendingRules): string | null {
  const { quiet, groupPerDay, personPerDay, personPerWeek } = rules
  if (quiet !== null && (!isClockTime(quiet.from) || !isClockTime(quiet.until))) return '静默时段要写成 22:30 这样。'
  if (quiet !== null && quiet.from === quiet.until) return '静默时段的开始和结束一样，等于没有设。不想设就关掉。'
  if (!whole(groupPerDay, 50)) return '每群每天是 1 到 50 条的整数。'
  if (!whole(personPerDay, 20)) return '每人每天是 1 到 20 条的整数。'
  if (!whole(personPerWeek, 50)) return '每人七天是 1 到 50 条的整数。'
  if (personPerWeek < personPerDay) return '每人七天的上限不能比每天的还少。'
  return null
}

function whole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most
}
