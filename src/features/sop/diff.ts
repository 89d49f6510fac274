import { nameOfRef } from '../material/rules'
import { exceptionsToCell } from './exceptionCell'
import type { Audience, NodeTime, Part, SopNode, SopVersion, Span } from './rules'
import { wordingsOf } from './tones'
import { cycleWords, kindWords, lateWords, partWords, policyWords, routeWords } from './words'

/** One field of a node, as an operator calls it, before and after. */
export interface FieldChange {
  field: string
  before: string
  after: string
}

export interface NodeChange {
  node: string
  column: string
  change: 'added' | 'removed' | 'changed'
  /** Of an added node what it says, of a removed one what it said. */
  fields: FieldChange[]
}

export interface VersionDiff {
  from: number
  to: number
  /** Changes of the version itself: its name and period. */
  fields: FieldChange[]
  nodes: NodeChange[]
}

/** What another version says differently: node by node, field by field, in order of the newer one; removed ones last. */
export function diffVersions(before: SopVersion, after: SopVersion): VersionDiff {
  const old = new Map(before.nodes.map((node) => [node.key, node]))
  const kept = new Set(after.nodes.map((node) => node.key))
  const nodes: NodeChange[] = []
  for (const node of after.nodes) {
    const was = old.get(node.key)
    const fields = changesOf(was === undefined ? null : fieldsOf(was), fieldsOf(node))
    const change = was === undefined ? 'added' : 'changed'
    if (fields.length > 0) nodes.push({ node: node.key, column: node.column, change, fields })
  }
  for (const node of before.nodes) {
    if (kept.has(node.key)) continue
    nodes.push({ node: node.key, column: node.column, change: 'removed', fields: changesOf(fieldsOf(node), null) })
  }
  return { from: before.number, to: after.number, fields: changesOf(headOf(before), headOf(after)), nodes }
}

/** Whether a group would hear or an owner see the same; what single days do differently is not asked. */
export function saysSame(a: SopNode, b: SopNode): boolean {
  return changesOf(fieldsOf({ ...a, exceptions: [] }), fieldsOf({ ...b, exceptions: [] })).length === 0
}

function changesOf(before: Record<string, string> | null, after: Record<string, string> | null): FieldChange[] {
  const names = Object.keys({ ...before, ...after })
  return names
    .map((field) => ({ field, before: before?.[field] ?? '', after: after?.[field] ?? '' }))
    .filter((change) => change.before !== change.after)
}

function headOf(version: SopVersion): Record<string, string> {
  const stores = version.stores ?? []
  return {
    名称: version.name,
    开始: version.from ?? '不限',
    结束: version.to ?? '不限',
    发给门店: stores.length === 0 ? '全部门店' : stores.join('、'),
  }
}

function fieldsOf(node: SopNode): Record<string, string> {
  return {
    栏目: node.column,
    种类: kindWords[node.kind],
    周期: cycleWords(node.time),
    时段: node.slots.map((slot) => `${slot.from}-${slot.until}`).join('、'),
    单独安排: exceptionsToCell(node.exceptions),
    内容模块: node.module,
    价值类别: node.value,
    话术风格: node.tone,
    ...partFields(node.parts),
    变量: Object.entries(node.variables)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join('、'),
    ...audienceFields(node.audience),
    发送方式: routeWords[node.route],
    备用方式: node.fallback === null ? '' : routeWords[node.fallback],
    晚了: lateWords[node.late],
    ...policyFields(node),
    气氛组: node.effort,
    负责人: node.owner,
    备注: node.note,
    不定时发: node.unscheduled ?? '',
  }
}

function policyFields(node: Pick<SopNode, 'holiday' | 'weekend'> & { time: NodeTime }): Record<string, string> {
  return { 节假日: policyWords[node.holiday], 周末: policyWords[node.weekend] }
}

/** The first words are 文案, everything else goes by the name of its kind. */
function partFields(parts: readonly Part[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const part of parts) {
    const name = part.type === 'text' && fields.文案 === undefined ? '文案' : partWords[part.type]
    fields[name] = fields[name] === undefined ? partLine(part) : `${fields[name]}\n${partLine(part)}`
    for (const { tone, text } of wordingsOf(part)) {
      const said = `${name}（${tone}）`
      fields[said] = fields[said] === undefined ? text : `${fields[said]}\n${text}`
    }
  }
  return fields
}

/** A part in one line, as a difference shows it. */
export function partLine(part: Part): string {
  switch (part.type) {
    case 'text':
      return part.text
    case 'card':
      return part.title
    case 'images':
      return part.materials.map(nameOfRef).join('、')
    case 'link':
      return `${part.title} ${part.url}`
    case 'coupon':
    case 'game':
      return part.title
    default:
      return nameOfRef(part.material)
  }
}

function audienceFields(audience: Audience): Record<string, string> {
  return {
    适用群: audience.tags.join('、'),
    门店: audience.stores.join('、'),
    群主: audience.owners.join('、'),
    群人数: spanWords(audience.size),
    建群天数: spanWords(audience.age),
    会员等级: audience.tiers.join('、'),
    会员分层: audience.segments.join('、'),
    偏好: audience.preferences.join('、'),
  }
}

/** `50-200`, `50以上`, `200以内`, or nothing. */
export function spanWords({ least, most }: Span): string {
  if (least === null) return most === null ? '' : `${most}以内`
  return most === null ? `${least}以上` : `${least}-${most}`
}
