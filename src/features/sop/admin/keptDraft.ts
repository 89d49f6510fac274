import type { NodeDraft } from '../nodeRules'

/** An edit that was not saved yet, with what it began from. */
export interface KeptDraft {
  /** The node as it was read, and under which revision of its version. */
  base: NodeDraft
  revision: number
  draft: NodeDraft
}

const PREFIX = 'jiepai.draft.'

/** What this tab was working on when its session ended, it was reloaded or the way led elsewhere; null: nothing. */
export function readKept(key: string): KeptDraft | null {
  const text = sessionStorage.getItem(PREFIX + key)
  if (text === null) return null
  try {
    const kept: unknown = JSON.parse(text)
    return isKept(kept) ? kept : null
  } catch {
    // Something else wrote this key: there is no draft in it.
    return null
  }
}

export function keepDraft(key: string, kept: KeptDraft): void {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(kept))
  } catch (error) {
    // The storage is full or closed: the edit goes on, only a reload would lose it.
    console.warn('a draft was not kept', error)
  }
}

export function dropKept(key: string): void {
  sessionStorage.removeItem(PREFIX + key)
}

function isKept(value: unknown): value is KeptDraft {
  if (typeof value !== 'object' || value === null || !('base' in value) || !('draft' in value)) return false
  return 'revision' in value && typeof value.revision === 'number' && isDraft(value.base) && isDraft(value.draft)
}

function isDraft(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'key' in value && 'parts' in value && Array.isArray(value.parts)
}
