import * as v from 'valibot'
import type { Day } from '../../../kernel/day'
import { Refusal } from '../../../kernel/errors'
import { partLine, spanWords } from '../diff'
import { exceptionsToCell } from '../exceptionCell'
import { nodeInput } from '../nodeInput'
import { checkNode, type NodeDraft } from '../nodeRules'
import type { NodeTime, Part, SopNode } from '../rules'
import { wordingsOf } from '../tones'
import { EVERYONE } from '../upcast'
import { cycleWords, kindWords, lateWords, partWords, policyWords, routeWords } from '../words'
import { freeKey } from './beatMove'

export type DraftField = keyof NodeDraft & string

export const draftFieldNames: Record<DraftField, string> = {
  key: '编号',
  kind: '种类',
  time: '哪一天',
  slots: '时段',
  exceptions: '单独安排',
  module: '内容模块',
  column: '栏目',
  value: '价值类别',
  tone: '话术风格',
  parts: '内容',
  variables: '变量',
  audience: '发给谁',
  route: '发送方式',
  fallback: '备用方式',
  late: '晚了',
  holiday: '节假日',
  weekend: '周末',
  effort: '气氛组',
  owner: '负责人',
  note: '备注',
}

/** A field as one line, for choosing between mine and theirs. */
export function shownDraftField(draft: NodeDraft, field: DraftField): string {
  switch (field) {
    case 'kind':
      return kindWords[draft.kind]
    case 'time':
      return cycleWords(draft.time)
    case 'slots':
      return draft.slots.map((slot) => `${slot.from}–${slot.until}`).join('、') || '没有时段'
    case 'exceptions':
      return exceptionsToCell(draft.exceptions) || '没有'
    case 'parts':
      return draft.parts
        .flatMap((part) => [
          `${partWords[part.type]}：${partLine(part)}`,
          ...wordingsOf(part).map(({ tone, text }) => `${tone}：${text}`),
        ])
        .join('；')
    case 'variables':
      return (
        Object.entries(draft.variables)
          .map(([name, value]) => `${name} = ${value || '空'}`)
          .join('，') || '没有变量'
      )
    case 'audience': {
      const { size, age, ...lists } = draft.audience
      const words = [...Object.values(lists).flat(), spanWords(size), spanWords(age)].filter((word) => word !== '')
      return words.join('、') || '全部'
    }
    case 'route':
      return routeWords[draft.route]
    case 'fallback':
      return draft.fallback === null ? '不设' : routeWords[draft.fallback]
    case 'late':
      return lateWords[draft.late]
    case 'holiday':
    case 'weekend':
      return policyWords[draft[field]]
    default:
      return draft[field] || '空'
  }
}

export interface DraftProblem {
  field: DraftField | null
  message: string
}

/** Why the server would not keep it, in its own words: the same schema, then the same rules. Null when it would. */
export function draftProblem(draft: NodeDraft, before: SopNode | null): DraftProblem | null {
  const read = v.safeParse(nodeInput, draft)
  if (!read.success) {
    const [issue] = read.issues
    const field = fieldOf(issue.path?.[0]?.key)
    const place = issue.path?.[1]?.key
    const name = field === null ? '内容' : draftFieldNames[field]
    const nth = field === 'parts' && typeof place === 'number' ? `第 ${place + 1} 段` : name
    // Only sentences of our own are for people; the library's are in English.
    const message = /[一-鿿]/.test(issue.message) ? issue.message : '写法不对，请改好再存'
    return { field, message: `${nth}：${message}` }
  }
  try {
    checkNode(read.output, before)
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { field: byCode[error.code] ?? null, message: error.message }
  }
}

const byCode: Readonly<Record<string, DraftField>> = {
  FESTIVAL_UNKNOWN: 'time',
  WELCOME_ROUTE: 'route',
  SAME_FALLBACK: 'fallback',
  CARD_TWICE: 'parts',
  EXCEPTION_TWICE: 'exceptions',
  SLOT_MISSING: 'slots',
  SLOT_WRONG: 'slots',
  SLOT_TWICE: 'slots',
  MEMBER_VARIABLE: 'parts',
}

function fieldOf(key: unknown): DraftField | null {
  return typeof key === 'string' && key in draftFieldNames ? (key as DraftField) : null
}

/** The node as the draft would be kept, for asking rules that want one. */
export function asNode(draft: NodeDraft, before: SopNode | null): SopNode {
  const kept = before !== null && JSON.stringify(before.time) === JSON.stringify(draft.time)
  return {
    ...draft,
    topic: before?.topic ?? null,
    unscheduled: kept ? before.unscheduled : null,
    source: before?.source ?? null,
  }
}

/** An empty node: for a festival, for a day, or for every day. */
export function blankDraft(
  keys: readonly string[],
  { festival, date, from }: { festival?: string | undefined; date?: Day | undefined; from?: string | undefined },
): NodeDraft {
  const time: NodeTime =
    festival !== undefined
      ? { on: 'festival', name: festival, offset: 0 }
      : date !== undefined
        ? { on: 'date', date }
        : { on: 'daily' }
  return {
    key: freeKey('node', keys),
    kind: time.on === 'daily' ? 'column' : 'special',
    time,
    slots: [{ from: from ?? '10:00', until: untilAfter(from ?? '10:00') }],
    module: '互动',
    column: festival !== undefined ? `${festival.replace('农历腊月廿三', '小年')}问候` : '',
    value: '',
    tone: '',
    parts: [{ type: 'text', text: '' }],
    variables: {},
    audience: EVERYONE,
    route: 'auto',
    fallback: null,
    late: 'skip',
    holiday: 'keep',
    weekend: 'keep',
    effort: '',
    owner: '',
    note: '',
  }
}

function untilAfter(from: string): string {
  const hour = Number(from.slice(0, 2))
  return hour >= 23 ? '23:59' : `${String(hour + 1).padStart(2, '0')}${from.slice(2)}`
}

/** A new part of a kind, empty. */
export function blankPart(type: Part['type'], column: string): Part {
  switch (type) {
    case 'text':
      return { type, text: '' }
    case 'card':
      return { type, title: column, cover: column === '' ? '封面' : column }
    case 'images':
      return { type, materials: [''] }
    case 'link':
      return { type, title: '', url: 'https://', description: '', picture: '' }
    case 'coupon':
      return { type, title: '', batch: '' }
    case 'game':
      return { type, title: '', page: '' }
    default:
      return { type, material: '' }
  }
}

/** A time of another kind, as near to the old one as it goes. */
export function timeOfKind(on: NodeTime['on'], today: Day): NodeTime {
  switch (on) {
    case 'daily':
      return { on }
    case 'weekdays':
      return { on, weekdays: [1] }
    case 'monthdays':
      return { on, days: [1] }
    case 'date':
      return { on, date: today }
    case 'festival':
      return { on, name: '春节', offset: 0 }
    case 'group':
      return { on, day: 1 }
    case 'join':
      return { on, day: 0 }
  }
}
