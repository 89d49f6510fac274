import { newRequest } from '../../../admin/request'
import { type BatchForm, newForm } from './batchForm'
import type { Kind } from './shapes'

/** A batch that is being filled in, and the request under which it is or was sent. */
export interface Draft {
  request: string
  form: BatchForm
}

const KEY = 'jiepai.coupon-draft'

/** What was typed before the drawer or the page was closed; null when there is nothing or it is of an older page. */
export function readDraft(): Draft | null {
  const text = sessionStorage.getItem(KEY)
  if (!text) return null
  try {
    const parsed: unknown = JSON.parse(text)
    return isDraft(parsed) ? parsed : null
  } catch {
    // Something else wrote this key; an empty form mends it.
    return null
  }
}

export function startDraft(kind: Kind, now: number): Draft {
  return { request: newRequest(), form: newForm(kind, now) }
}

export function keepDraft(draft: Draft): void {
  sessionStorage.setItem(KEY, JSON.stringify(draft))
}

export function dropDraft(): void {
  sessionStorage.removeItem(KEY)
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null || !('request' in value) || !('form' in value)) return false
  const { request, form } = value
  if (typeof request !== 'string' || typeof form !== 'object' || form === null) return false
  return Object.keys(newForm('threshold', 0)).every((field) => field in form)
}
