import { weekdayName } from '../../../admin/format'
import { nameOfRef } from '../../material/rules'
import type { NodeTime, SopNode } from '../rules'
import { unresolvedVariables, valuesOfTime, variablesIn } from '../variables'
import { partWords } from '../words'

export type Section = 'daily' | 'weekly' | 'special' | 'welcome'

export const sectionNames: Record<Section, string> = { daily: '日常', weekly: '每周', special: '节点', welcome: '欢迎' }

export function sectionOf(node: SopNode): Section {
  if (node.kind === 'welcome' || node.time.on === 'join') return 'welcome'
  if (node.time.on === 'daily') return 'daily'
  return node.time.on === 'weekdays' ? 'weekly' : 'special'
}

/** Sections that have nodes, each in the order of the day. */
export function sectionsOf(nodes: readonly SopNode[]): { section: Section; nodes: SopNode[] }[] {
  return (['daily', 'weekly', 'special', 'welcome'] as const)
    .map((section) => ({
      section,
      nodes: nodes.filter((node) => sectionOf(node) === section).sort((a, b) => orderOf(a).localeCompare(orderOf(b))),
    }))
    .filter(({ nodes: here }) => here.length > 0)
}

/** Weekday or date first, the time of day second. */
function orderOf(node: SopNode): string {
  const { time } = node
  const from = node.slots[0]?.from ?? ''
  if (time.on === 'weekdays') return `${Math.min(...time.weekdays)} ${from}`
  if (time.on === 'date') return `0${time.date} ${from}`
  if (time.on === 'festival') return `1${time.name} ${from}`
  if (time.on === 'monthdays') return `2${String(time.days[0]).padStart(2, '0')} ${from}`
  if (time.on === 'join' || time.on === 'group') return `${String(time.day).padStart(3, '0')} ${from}`
  return from
}

/** `每天`, `每周三、周五`, `12月12日`, `妇女节前 3 天`, `入群第 2 天`. */
export function timeWords(time: NodeTime): string {
  switch (time.on) {
    case 'daily':
      return '每天'
    case 'weekdays':
      return `每${time.weekdays.map(weekdayName).join('、')}`
    case 'date':
      return `${Number(time.date.slice(5, 7))}月${Number(time.date.slice(8, 10))}日`
    case 'monthdays':
      return `每月${time.days.map((day) => (day === -1 ? '最后一天' : `${day}日`)).join('、')}`
    case 'group':
      return `建群第 ${time.day} 天`
    case 'festival':
      if (time.offset === 0) return time.name
      return `${time.name}${time.offset < 0 ? '前' : '后'} ${Math.abs(time.offset)} 天`
    case 'join':
      return time.day === 0 ? '入群即刻' : `入群第 ${time.day} 天`
  }
}

export function textOf(node: SopNode): string {
  return node.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}

export function cardOf(node: SopNode): { title: string; cover: string } | null {
  for (const part of node.parts) if (part.type === 'card') return { title: part.title, cover: part.cover }
  return null
}

/** Everything of a node beside its words and its card, each with the name of its kind. */
export function mediaOf(node: SopNode): { name: string; material: string }[] {
  return node.parts.flatMap((part) => {
    if (part.type === 'text' || part.type === 'card') return []
    const material =
      part.type === 'images'
        ? part.materials.map(nameOfRef).join('、')
        : 'material' in part
          ? nameOfRef(part.material)
          : part.title
    return [{ name: partWords[part.type], material }]
  })
}

/** Variables that a person can fill in, those of the time itself left out. */
export function variablesToFill(node: SopNode, text: string, cardTitle: string): string[] {
  const known = valuesOfTime(node.time)
  return variablesIn(`${text}\n${cardTitle}`).filter((name) => !(name in known))
}

/** Variables without a value in nodes that are sent by the timer: each of them stops a publication. */
export function missingVariables(node: SopNode): string[] {
  return node.unscheduled === null ? unresolvedVariables(node) : []
}

/** Text in pieces, so that variables can be drawn as such. */
export function pieces(text: string): { text: string; variable: boolean }[] {
  return text
    .split(/([{｛]{1,2}\s*[^{}｛｝\s]{1,20}\s*[}｝]{1,2})/)
    .map((piece, index) => ({ text: piece, variable: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}

export type ChangeKind = 'added' | 'changed'

/** What a draft changes against the live version; nodes keep their key from version to version. */
export function changesOf(
  live: readonly SopNode[],
  draft: readonly SopNode[],
): { kinds: Map<string, ChangeKind>; removed: SopNode[] } {
  const before = new Map(live.map((node) => [node.key, said(node)]))
  const kinds = new Map<string, ChangeKind>()
  for (const node of draft) {
    const old = before.get(node.key)
    if (old === undefined) kinds.set(node.key, 'added')
    else if (old !== said(node)) kinds.set(node.key, 'changed')
  }
  const kept = new Set(draft.map((node) => node.key))
  return { kinds, removed: live.filter((node) => !kept.has(node.key)) }
}

/** Everything of a node that a group or an owner would notice. */
function said(node: SopNode): string {
  const { time, slots, parts, topic, variables, audience, route, late, column } = node
  return JSON.stringify([time, slots, parts, topic, Object.entries(variables).sort(), audience, route, late, column])
}

export interface WeekRow {
  from: string
  /** Monday to Sunday; null where nothing is said. */
  days: (SopNode | null)[]
}

/** One ordinary week of a version: times × weekdays, festivals and single dates left out. */
export function weekOf(nodes: readonly SopNode[]): WeekRow[] {
  const rows = new Map<string, (SopNode | null)[]>()
  for (const node of nodes) {
    if (node.unscheduled !== null) continue
    const { time } = node
    const weekdays = time.on === 'daily' ? [1, 2, 3, 4, 5, 6, 7] : time.on === 'weekdays' ? time.weekdays : []
    for (const slot of node.slots) {
      for (const weekday of weekdays) {
        const days = rows.get(slot.from) ?? Array.from<SopNode | null>({ length: 7 }).fill(null)
        // What is said on certain weekdays stands before what is said every day.
        if (days[weekday - 1] === null || time.on === 'weekdays') days[weekday - 1] = node
        rows.set(slot.from, days)
      }
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([from, days]) => ({ from, days }))
}
