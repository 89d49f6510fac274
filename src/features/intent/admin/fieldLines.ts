import { fieldProblem, fitted } from '../fields'

/** The fields of a template, with the words that stand in them. */
export interface Template {
  fields: readonly { field: string; text: string }[]
}

/** One field of a template as it would be sent. */
export interface FieldLine {
  field: string
  value: string
  /** Why WeChat would refuse it (Chinese), or null. */
  problem: string | null
}

/**
 * The fields of a template with their words, shortened and judged as when they are sent.
 *
 * @param filled puts the values into a field's text
 */
export function fieldLines({ fields }: Template, filled: (text: string) => string): FieldLine[] {
  return fields.map(({ field, text }) => {
    const value = fitted(field, filled(text))
    return { field, value, problem: fieldProblem(field, value) }
  })
}
