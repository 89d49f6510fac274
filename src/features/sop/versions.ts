import { refuse } from '../../kernel/errors'
import { wordings } from './exceptions'
import { isForMembers } from './expand'
import { checkRoutes, isOpenFallback } from './memberRoutes'
import { checkedSlots } from './nodeRules'
import { utf8Length } from './readParts'
import { readTopic } from './readTopic'
import { sopText } from './refusals'
import type { Route, Slot, SopNode, SopVersion } from './rules'
import { unresolvedVariables } from './variables'

const TEXT_BYTES = 4000
const TITLE_BYTES = 64

/** What an operator changes in a node of a draft; what is absent stays. */
export interface NodeEdit {
  text?: string
  cardTitle?: string
  variables?: Record<string, string>
  slots?: Slot[]
  route?: Route
}

/** The node after an edit. A changed text brings its own choices along. Refuses what could not be sent. */
export function editNode(node: SopNode, edit: NodeEdit): SopNode {
  const { cardTitle } = edit
  const text = edit.text?.trim()
  if (text !== undefined && utf8Length(text) > TEXT_BYTES) refuse('TEXT_TOO_LONG', sopText.textTooLong)
  if (cardTitle !== undefined && utf8Length(cardTitle) > TITLE_BYTES) refuse('TITLE_TOO_LONG', sopText.titleTooLong)
  return {
    ...node,
    parts: node.parts.map((part) => {
      if (part.type === 'text' && text !== undefined) return { ...part, text }
      return part.type === 'card' && cardTitle !== undefined ? { ...part, title: cardTitle } : part
    }),
    topic: text === undefined || node.time.on === 'join' ? node.topic : readTopic(text),
    variables: { ...node.variables, ...edit.variables },
    slots: edit.slots === undefined ? node.slots : checkedSlots(edit.slots),
    ...routeAfter(node, edit.route),
  }
}

/** Who only picks another route gets the way out that goes with it: the owner's queue for a group task. */
function routeAfter(node: SopNode, route: Route | undefined): Pick<SopNode, 'route' | 'fallback'> {
  if (route === undefined || route === node.route) return { route: node.route, fallback: node.fallback }
  const fallback = node.fallback ?? (route === 'group_task' ? 'staff_task' : null)
  return { route, fallback: isOpenFallback(route, fallback) ? fallback : null }
}

/** Refuses a version that could not be sent as it stands, and says by name what is missing. */
export function checkPublishable(version: Pick<SopVersion, 'nodes' | 'stores'>): void {
  const scheduled = version.nodes.filter((node) => node.unscheduled === null)
  if (scheduled.length === 0) refuse('NOTHING_TO_SEND', sopText.nothingToSend)
  checkRoutes(scheduled)
  checkStores(version.stores ?? [], scheduled)
  const open = scheduled.flatMap(wordings).flatMap((node) => {
    const names = unresolvedVariables(node)
    return names.length === 0 ? [] : [`「${node.column}」的${names.map((name) => `{${name}}`).join('、')}`]
  })
  if (open.length > 0) refuse('VARIABLES_UNRESOLVED', sopText.unresolved(open.join('；')))
}

/** Members belong to no store: a version for some stores would be heard by the members of all. */
function checkStores(stores: readonly string[], scheduled: readonly SopNode[]): void {
  const toMembers =
    stores.length === 0 ? [] : scheduled.filter(({ route }) => isForMembers(route) && route !== 'welcome')
  if (toMembers.length > 0) {
    refuse('STORES_AND_MEMBERS', sopText.storesAndMembers(toMembers.map(({ column }) => `「${column}」`).join('')))
  }
}

/** The version that a beat belongs to: the newest that was published before the beat began; else the oldest published one. */
export function versionOfBeat<V extends Pick<SopVersion, 'number' | 'publishedAt'>>(
  versions: readonly V[],
  from: (version: V) => number | null,
): V | null {
  const published = versions.filter((version) => version.publishedAt !== null && from(version) !== null)
  const newestFirst = [...published].sort((a, b) => b.number - a.number)
  const before = newestFirst.find((version) => (version.publishedAt ?? 0) <= (from(version) ?? 0))
  return before ?? newestFirst.at(-1) ?? null
}
