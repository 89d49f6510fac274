import type { SurveyForm } from './draftForm'

/** What was typed and not stored, kept by the browser: a lost session, a closed tab or no network must not take it. */
export interface Shelved {
  form: SurveyForm
  /** The form that was changed, and its revision; 0 of a survey that is not on the server yet. */
  base: SurveyForm
  revision: number
}

const keyOf = (survey: string) => `jiepai.survey.${survey}`

export function shelve(survey: string, held: Shelved): void {
  try {
    localStorage.setItem(keyOf(survey), JSON.stringify(held))
  } catch (error) {
    // Full or forbidden: the draft stays on the page, and only a reload would lose it.
    console.warn(error)
  }
}

export function fromShelf(survey: string): Shelved | null {
  try {
    const held: unknown = JSON.parse(localStorage.getItem(keyOf(survey)) ?? 'null')
    const known = typeof held === 'object' && held !== null && 'form' in held && 'base' in held && 'revision' in held
    return known ? (held as Shelved) : null
  } catch {
    return null
  }
}

export function clearShelf(survey: string): void {
  localStorage.removeItem(keyOf(survey))
}
