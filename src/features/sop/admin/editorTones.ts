import { Refusal } from '../../../kernel/errors'
import { matchesGroup } from '../audience'
import { beatId, isForMembers } from '../expand'
import type { NodeDraft } from '../nodeRules'
import type { Part, SopNode, ToneWording } from '../rules'
import { hasTones, MOST_TONES, toneFor } from '../tones'
import { nextBeats } from './calendar'
import type { World } from './editorChecks'
import { asNode } from './editorForm'

export type TextPart = Extract<Part, { type: 'text' }>

/** What the node's own wording is called. */
export function toneName(own: string): string {
  return own === '' ? '原文' : own
}

/** What a text says in a tone; '' is the node's own. */
export function textIn(part: TextPart, tone: string): string {
  return part.tones?.find((wording) => wording.tone === tone)?.text ?? part.text
}

export function withTextIn(part: TextPart, tone: string, text: string): TextPart {
  if (!part.tones?.some((wording) => wording.tone === tone)) return { ...part, text }
  return { ...part, tones: part.tones.map((wording) => (wording.tone === tone ? { tone, text } : wording)) }
}

/** The text with one more wording, which begins as another one is. */
export function withToneNamed(part: TextPart, tone: string, text: string): TextPart {
  return { ...part, tones: [...(part.tones ?? []), { tone, text }] }
}

export function withoutTone({ tones = [], ...part }: TextPart, tone: string): TextPart {
  const left = tones.filter((wording) => wording.tone !== tone)
  return left.length === 0 ? part : { ...part, tones: left }
}

/** What stands there, and below it what is added. */
export function joined(text: string, added: string): string {
  return text.trim() === '' ? added : `${text}\n${added}`
}

/** The text with an answer of the library in each of its tones; the first answer, or the one in the node's own tone, is the node's. */
export function withAnswers(part: TextPart, own: string, answers: readonly ToneWording[]): TextPart {
  const first = answers.find(({ tone }) => tone === own) ?? answers[0]
  if (first === undefined) return part
  const base = part.text
  let next = withTextIn(part, '', joined(base, first.text))
  for (const { tone, text } of answers) {
    if (tone === first.tone || tone === own || tone === '') continue
    const there = next.tones?.some((wording) => wording.tone === tone)
    if (there) next = withTextIn(next, tone, joined(textIn(part, tone), text))
    else if ((next.tones?.length ?? 0) < MOST_TONES) next = withToneNamed(next, tone, joined(base, text))
  }
  return next
}

/** The beat that a preview speaks of: the next one, or for what has none the one that would be today. */
export function nextBeatOf(draft: NodeDraft, before: SopNode | null, world: World): string {
  const node = asNode(draft, before)
  try {
    const [next] = nextBeats(world.version, node, world, world.today, world.now, 1)
    if (next) return next.beat
  } catch (error) {
    // Half-written times are said by the checks.
    if (!(error instanceof Refusal || error instanceof RangeError)) throw error
  }
  return beatId(world.version.sop, node, world.today, 0)
}

/** How many groups hear each wording the next time; '' is the node's own. Empty when there is no choice, or no groups. */
export function toneCounts(draft: NodeDraft, beat: string, { groups, today }: World): Map<string, number> {
  const counts = new Map<string, number>()
  if (!hasTones(draft) || isForMembers(draft.route)) return counts
  for (const group of groups) {
    if (!matchesGroup(draft.audience, group, today)) continue
    const tone = toneFor(draft, group, beat)
    const shown = tone === draft.tone ? '' : tone
    counts.set(shown, (counts.get(shown) ?? 0) + 1)
  }
  return counts
}
