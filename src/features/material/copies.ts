import type { Part } from '../sop/rules'
import { wordingsOf } from '../sop/tones'
import { answersOf, type ScriptContent, UNSORTED } from './scripts'

/** Words and links that a message says, for telling where what was copied into it is used. */
export function copiesIn(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => {
    if (part.type === 'link') return [part.url]
    return part.type === 'text' ? [part.text, ...wordingsOf(part).map(({ text }) => text)] : []
  })
}

/** Whether a message says what was copied out of the library; words that were changed since are not recognised. */
export function saysCopy(
  copies: readonly string[],
  material: { kind: string; text: string; script?: ScriptContent | undefined; link: { url: string } | null },
): boolean {
  if (material.kind === 'link') return material.link !== null && copies.includes(material.link.url)
  if (material.kind !== 'script') return false
  const answers = answersOf({ text: material.text, script: material.script ?? UNSORTED })
  return answers.some(({ text }) => copies.some((copy) => copy.includes(text)))
}
