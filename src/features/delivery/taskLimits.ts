import type { Part } from '../sop/rules'

/** Parts beside the text (WD/92135, WD/92137). */
export const MOST_ATTACHMENTS = 9

/** Why no group task can carry these parts, whatever stands in the library; null when one can. */
export function beyondTask(parts: readonly Part[]): 'voice' | 'full' | null {
  if (parts.some((part) => part.type === 'voice')) return 'voice'
  const count = parts.reduce((sum, part) => {
    if (part.type === 'text' || part.type === 'questionnaire') return sum
    return sum + (part.type === 'images' ? part.materials.length : 1)
  }, 0)
  return count > MOST_ATTACHMENTS ? 'full' : null
}
