import { longDay } from '../../../admin/format'
import { addDays, clockTime, instantAt, minutesOf, timeOf } from '../../../kernel/day'
import { isOnJoining } from '../expand'
import { LIMITS } from '../nodeInput'
import type { NodeDraft } from '../nodeRules'
import type { Occurrence, Part, SopNode } from '../rules'
import { MOST_TONES } from '../tones'
import { draftOf, endOf, freeKey, leftOut, movedSlot, movesAlone, saidOnce, type Target } from './beatMove'
import { CLASH } from './calendar'
import { SNAP } from './calendarAxis'
import { changeText } from './changeText'
import { blankDraft } from './editorForm'

/** Why nothing can be put there, in one sentence; null: it can. */
export function refusalAt(to: Target, now: number): string | null {
  return instantAt(to.date, to.from) <= now ? changeText.past(longDay(to.date), to.from) : null
}

/** Why a beat cannot be moved at all: what was said stays said. */
export function refusalOf(beat: Pick<Occurrence, 'from' | 'node'>, now: number): string | null {
  return beat.from <= now ? changeText.begun(beat.node.column) : null
}

/**
 * The next quarter of an hour from a place on in which nothing else of these beats begins within half an hour, and which is still to
 * come. Days end at ten in the evening; then the same hour of the next day is tried.
 */
export function nextFree(beats: readonly Pick<Occurrence, 'from'>[], from: Target, now: number): Target {
  const first = minutesOf(from.from)
  for (let date = from.date, minute = first, tries = 0; tries < 4000; tries++) {
    const at = instantAt(date, clockTime(minute))
    if (at > now && beats.every((beat) => Math.abs(beat.from - at) >= CLASH)) return { date, from: clockTime(minute) }
    minute += SNAP
    if (minute < LAST) continue
    date = addDays(date, 1)
    minute = Math.min(first, LAST - SNAP)
  }
  return from
}

/** 22:00 in minutes. */
const LAST = 22 * 60

/** A beat as a node of its own on one day, with the words of that day. */
export function copied(beat: Occurrence, to: Target, keys: readonly string[]): NodeDraft {
  const { exceptions: _exceptions, ...draft } = draftOf(beat.node)
  const window = { from: timeOf(beat.from), until: endOf(beat.until) }
  return {
    ...draft,
    key: freeKey(`${beat.node.key.slice(0, 20)}_c`, keys),
    kind: 'special',
    time: { on: 'date', date: to.date },
    slots: [movedSlot(window, to.from)],
  }
}

/** A node that waited for a date is heard on that day, in a window as long as its own. */
export function dated(node: SopNode, to: Target): NodeDraft {
  const { exceptions: _exceptions, ...draft } = draftOf(node)
  const own = node.slots[0] ?? { from: '10:00', until: '11:00' }
  return { ...draft, time: { on: 'date', date: to.date }, slots: [movedSlot(own, to.from)] }
}

/** What a person may give a date: it waits, and the timer could send it. Welcomes wait for somebody to join, not for a date. */
export function waitingOf({ nodes }: { nodes: readonly SopNode[] }): SopNode[] {
  return nodes.filter(({ unscheduled, time }) => unscheduled !== null && !isOnJoining(time))
}

/** A first draft at a time: a name and a sentence, all else as usual. */
export function begun(to: Target, column: string, text: string, keys: readonly string[]): NodeDraft {
  return { ...blankDraft(keys, { date: to.date, from: to.from }), column, parts: [{ type: 'text', text }] }
}

/**
 * Two beats as one message: the words of the second behind those of the first, the second is left out (null: its node goes as a
 * whole). Null when they do not fit into one message.
 *
 * @param nodes as they are kept: a beat shows its node in the words of its day
 */
export function merged(
  nodes: readonly SopNode[],
  first: Occurrence,
  second: Occurrence,
): { first: SopNode; second: SopNode | null } | null {
  const find = ({ node }: Occurrence) => nodes.find(({ key }) => key === node.key)
  const [kept, gone] = [find(first), find(second)]
  const parts = joined(first.node.parts, second.node.parts)
  if (parts === null || kept === undefined || gone === undefined || kept === gone) return null
  return {
    first: movesAlone(kept) ? { ...kept, parts } : saidOnce(kept, first, parts),
    second: movesAlone(gone) ? null : leftOut(gone, second),
  }
}

/** Words behind words, attachments behind attachments; of two cards the first stays, a message has room for one. */
function joined(a: readonly Part[], b: readonly Part[]): Part[] | null {
  const texts = [...a, ...b].flatMap((part) => (part.type === 'text' ? [part] : []))
  const inTone = (tone: string | null) =>
    texts.map((part) => part.tones?.find((one) => one.tone === tone)?.text ?? part.text).join('\n\n')
  const names = [...new Set(texts.flatMap(({ tones }) => tones?.map(({ tone }) => tone) ?? []))]
  const tones = names.map((tone) => ({ tone, text: inTone(tone) }))
  const text = inTone(null)
  const hasCard = a.some((part) => part.type === 'card')
  const others = [...a, ...b.filter((part) => part.type !== 'card' || !hasCard)].filter((part) => part.type !== 'text')
  const word: Part = { type: 'text', text, ...(tones.length > 0 ? { tones } : {}) }
  const parts: Part[] = [...(text === '' ? [] : [word]), ...others]
  const isShort = (words: string) => new TextEncoder().encode(words).length <= LIMITS.textBytes
  const fits =
    [text, ...tones.map((one) => one.text)].every(isShort) && parts.length <= LIMITS.parts && tones.length <= MOST_TONES
  return fits ? parts : null
}
