import { isClockTime, minutesOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { festivalName } from '../../kernel/festivals'
import { withExceptions } from './exceptions'
import { isForMembers, isOnJoining } from './expand'
import { readTopic } from './readTopic'
import { sopText } from './refusals'
import type { BeatException, NodeTime, Part, Route, Slot, SopNode } from './rules'
import { wordingsOf } from './tones'
import { groupAddress, isMemberVariable, proposeGroupText, unresolvedVariables } from './variables'

/** What an editor sends of a node; the rest follows from it. */
export type NodeDraft = Omit<SopNode, 'topic' | 'unscheduled' | 'source'>

/** The node as it is kept, or a refusal that says what does not fit together. */
export function checkNode(draft: NodeDraft, before: SopNode | null): SopNode {
  const time = checkedTime(draft.time)
  checkRoute(draft.route, time)
  if (draft.fallback === draft.route) refuse('SAME_FALLBACK', sopText.sameFallback)
  const slots = isOnJoining(time) && draft.slots.length === 0 ? [] : checkedSlots(draft.slots)
  const words = wordsOf(draft.parts)
  checkParts({ ...draft, time })
  const exceptions = checkedExceptions({ ...draft, time })
  return {
    ...withExceptions(draft, exceptions),
    time,
    slots,
    topic: time.on === 'join' ? null : readTopic(words),
    // Whoever edits the time of a row that the import could not schedule has scheduled it.
    unscheduled: before !== null && sameTime(before.time, time) ? before.unscheduled : null,
    source: before?.source ?? null,
  }
}

/** Single days: each once, each in a window that is one, in words that could be sent. */
function checkedExceptions(draft: NodeDraft): readonly BeatException[] {
  const exceptions = draft.exceptions ?? []
  if (new Set(exceptions.map(({ date, slot }) => `${date}:${slot}`)).size < exceptions.length)
    refuse('EXCEPTION_TWICE', sopText.exceptionTwice)
  for (const { to, parts } of exceptions) {
    if (to !== null) checkedSlots([to])
    if (parts !== null) checkParts({ ...draft, parts })
  }
  return exceptions
}

function checkParts(draft: NodeDraft): void {
  if (draft.parts.filter((part) => part.type === 'card').length > 1) refuse('CARD_TWICE', sopText.textPartsTwice)
  for (const part of draft.parts) checkTones(part, draft)
  const personal = unresolvedVariables({ ...draft, variables: {} }).filter(isMemberVariable)
  if (personal.length === 0 || isForMembers(draft.route)) return
  const words = wordsOf(draft.parts)
  const names = personal.map((name) => `{${name}}`).join('、')
  refuse('MEMBER_VARIABLE', sopText.memberOnGroup(names, proposeGroupText(words, groupAddress([words])).slice(0, 60)))
}

/** Each tone once, beside the node's own; all of them ask the same question, for the column's page shows one. */
function checkTones(part: Part, { tone, parts, time }: NodeDraft): void {
  const wordings = wordingsOf(part)
  const names = [tone, ...wordings.map((wording) => wording.tone)]
  if (new Set(names).size < names.length) refuse('TONE_TWICE', sopText.toneTwice)
  if (time.on === 'join' || part !== parts.find(({ type }) => type === 'text')) return
  const keys = (text: string) => (readTopic(text)?.options ?? []).map(({ key }) => key).join()
  const other = wordings.find(({ text }) => keys(text) !== keys(wordsOf(parts)))
  if (other) refuse('TONE_TOPIC', sopText.toneTopic(other.tone))
}

function wordsOf(parts: readonly Part[]): string {
  const text = parts.find((part) => part.type === 'text')
  return text?.type === 'text' ? text.text : ''
}

/** Windows in order, each ending after it begins. */
export function checkedSlots(slots: readonly Slot[]): Slot[] {
  if (slots.length === 0) refuse('SLOT_MISSING', sopText.slotMissing)
  for (const { from, until } of slots) {
    const wrong = !isClockTime(from) || !isClockTime(until) || minutesOf(until) <= minutesOf(from)
    if (wrong) refuse('SLOT_WRONG', sopText.slotWrong)
  }
  if (new Set(slots.map((slot) => slot.from)).size < slots.length) refuse('SLOT_TWICE', sopText.slotTwice)
  return [...slots].sort((a, b) => minutesOf(a.from) - minutesOf(b.from))
}

function checkedTime(time: NodeTime): NodeTime {
  if (time.on === 'weekdays') return { ...time, weekdays: inOrder(time.weekdays) }
  if (time.on === 'monthdays') {
    const days = inOrder(time.days)
    return { ...time, days: [...days.filter((day) => day > 0), ...days.filter((day) => day < 0)] }
  }
  if (time.on !== 'festival') return time
  const name = festivalName(time.name) ?? refuse('FESTIVAL_UNKNOWN', sopText.festivalUnknown(time.name))
  return { ...time, name }
}

function checkRoute(route: Route, time: NodeTime): void {
  const welcomes = route === 'welcome' || route === 'group_welcome'
  if (welcomes && !isOnJoining(time)) refuse('WELCOME_ROUTE', sopText.welcomeRoute)
}

function inOrder(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b)
}

function sameTime(a: NodeTime, b: NodeTime): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
