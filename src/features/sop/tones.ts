import { daysBetween } from '../../kernel/day'
import { hash64 } from '../../kernel/hash'
import { parseBeat } from './expand'
import type { Part, SopNode, ToneWording } from './rules'

/** Wordings of one text beside its first. Six in all: a weekly column then still comes round to each of them. */
export const MOST_TONES = 5

/** Who is asked which wording they hear: a group by its tags, a group without such a tag with all others of its owner. */
export interface ToneHearer {
  /** WeCom user id. */
  owner: string
  tags: readonly string[]
}

type Toned = Pick<SopNode, 'tone' | 'parts'>

/** The tones of a message: the node's own first, then those of its texts, each once. One alone is no choice. */
export function tonesOf({ tone, parts }: Toned): string[] {
  return [...new Set([tone, ...parts.flatMap(wordingsOf).map((wording) => wording.tone)])]
}

/** Whether the words differ from group to group because of their tone. */
export function hasTones(node: Pick<SopNode, 'parts'>): boolean {
  return node.parts.some((part) => wordingsOf(part).length > 0)
}

/** What a part says in other tones. */
export function wordingsOf(part: Part): readonly ToneWording[] {
  return part.type === 'text' ? (part.tones ?? []) : []
}

/**
 * The tone in which a group hears a beat. A tag of the group that names one of the tones decides. Else tones take turns, day by
 * day and window by window, beginning elsewhere for each owner and node: all such groups of an owner hear the same, because other
 * words would be another task to confirm.
 *
 * @param beat id of the beat; one that was moved keeps it, and so its turn
 */
export function toneFor(node: Toned, { owner, tags }: ToneHearer, beat: string): string {
  const tones = tonesOf(node)
  const wanted = tones.find((tone) => tone !== '' && tags.includes(tone))
  const place = parseBeat(beat)
  if (wanted !== undefined || place === null || tones.length === 1) return wanted ?? node.tone
  const begin = Number.parseInt(hash64(`tone ${place.node} ${owner}`).slice(0, 8), 16)
  const turn = daysBetween('2024-01-01', place.date) + place.slot
  return tones[(begin + Math.max(turn, 0)) % tones.length] ?? node.tone
}

/** Parts with every text in one tone; a text that has no such wording stays in the node's own. Other tones are gone from them. */
export function inTone(parts: readonly Part[], tone: string): Part[] {
  return parts.map((part): Part => {
    if (part.type !== 'text') return part
    const { tones = [], ...own } = part
    return { ...own, text: tones.find((wording) => wording.tone === tone)?.text ?? own.text }
  })
}

/** The node in the words in which a group hears a beat: preview, dry run, planning and the owner's queue ask here alike. */
export function wordedFor<N extends Toned>(node: N, hearer: ToneHearer, beat: string): N {
  return hasTones(node) ? { ...node, parts: inTone(node.parts, toneFor(node, hearer, beat)) } : node
}
