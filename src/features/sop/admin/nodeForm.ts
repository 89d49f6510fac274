import { changedFields } from '../../../admin/parts/merge'
import { isClockTime, minutesOf } from '../../../kernel/day'
import type { Route, Slot, SopNode } from '../rules'
import { routeWords } from '../words'
import { cardOf, textOf } from './content'

/** What of a node a person edits. */
export interface NodeForm {
  text: string
  cardTitle: string
  variables: Record<string, string>
  slots: Slot[]
  route: Route
}

export function formOf(node: SopNode): NodeForm {
  return {
    text: textOf(node),
    cardTitle: cardOf(node)?.title ?? '',
    variables: { ...node.variables },
    slots: node.slots.map((slot) => ({ ...slot })),
    route: node.route,
  }
}

export type Field = keyof NodeForm

export const fieldNames: Record<Field, string> = {
  text: '文案',
  cardTitle: '卡片标题',
  variables: '变量',
  slots: '时间',
  route: '路线',
}

/** Only what changed travels, so that an untouched field never overwrites a colleague's. */
export function changeInput(before: NodeForm, after: NodeForm): Partial<NodeForm> {
  return Object.fromEntries(changedFields(before, after).map((field) => [field, after[field]]))
}

/** Why the form cannot be saved; null when it can. The server judges again. */
export function formProblem(form: NodeForm, hasCard: boolean): string | null {
  if (form.text.trim() === '') return '文案不能空着。'
  if (form.text.length > 2000) return `文案 ${form.text.length} 字，最多 2,000 字。`
  if (hasCard && form.cardTitle.trim() === '') return '卡片标题不能空着。'
  if (form.cardTitle.length > 32) return `卡片标题 ${form.cardTitle.length} 字，最多 32 字。`
  for (const slot of form.slots) {
    if (!isClockTime(slot.from) || !isClockTime(slot.until)) return '时间要写成 09:00 这样。'
    if (minutesOf(slot.until) <= minutesOf(slot.from))
      return `${slot.from} 到 ${slot.until}：关窗要晚于开始，不能跨过半夜。`
  }
  return null
}

/** A field as one line, for choosing between two of them. */
export function shownField(form: NodeForm, field: Field): string {
  switch (field) {
    case 'slots':
      return form.slots.map((slot) => `${slot.from}–${slot.until}`).join('、') || '没有时间'
    case 'variables':
      return (
        Object.entries(form.variables)
          .map(([name, value]) => `${name} = ${value || '空'}`)
          .join('，') || '没有变量'
      )
    case 'route':
      return routeWords[form.route]
    default:
      return form[field] || '空'
  }
}
