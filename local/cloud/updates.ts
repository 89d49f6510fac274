import { randomBytes } from 'node:crypto'
import { update } from 'mingo/updater'
import { type Doc, isPlain } from './ejson'
import { requestFailed } from './errors'
import { refusing } from './matching'

const ARRAY_OPERATORS = new Set(['$push', '$pull', '$pullAll', '$pop', '$addToSet'])
const NUMBER_OPERATORS = new Set(['$inc', '$mul', '$bit'])

/**
 * Applies update operators to a decoded document in place. `query` gives the positional `$` its element.
 * Refuses with -502001 what MongoDB refuses and the engine would pass over in silence: a number operator on a
 * non-number, an array operator on a non-array, a path through a scalar.
 */
export function applyUpdate(doc: Doc, operators: Doc, query: Doc): void {
  for (const [operator, changes] of Object.entries(operators)) {
    if (!operator.startsWith('$')) throw requestFailed(`unknown update operator ${operator}`)
    if (!isPlain(changes))
      throw requestFailed(`Modifiers operate on fields but we found type ${typeof changes} for ${operator}`)
    for (const path of Object.keys(changes)) checkTarget(doc, operator, path)
  }
  const positional = Object.values(operators).some((changes) =>
    Object.keys(changes as Doc).some((path) => path.includes('.$')),
  )
  refusing(() => update(doc, operators, [], positional ? query : {}, { cloneMode: 'deep' }))
}

function checkTarget(doc: Doc, operator: string, path: string): void {
  const parts = path.split('.')
  if (parts.some((part) => part === '')) throw requestFailed(`The update path '${path}' contains an empty field name`)
  if (parts.includes('$') || parts.some((part) => part.startsWith('$['))) return
  let value: unknown = doc
  for (const [i, part] of parts.entries()) {
    if (value === undefined) return
    const fits = Array.isArray(value) ? /^\d+$/.test(part) : isPlain(value)
    if (!fits) {
      if (operator === '$unset' || operator === '$pull' || operator === '$pullAll' || operator === '$pop') return
      throw requestFailed(`Cannot create field '${part}' in element {${parts[i - 1]}: ${JSON.stringify(value)}}`)
    }
    value = (value as Doc)[part]
  }
  if (value === undefined) return
  if (NUMBER_OPERATORS.has(operator) && typeof value !== 'number') {
    throw requestFailed(
      `Cannot apply ${operator} to a value of non-numeric type. {_id: ${JSON.stringify(doc._id)}} has the field '${path}'`,
    )
  }
  if (ARRAY_OPERATORS.has(operator) && !Array.isArray(value)) {
    throw requestFailed(`The field '${path}' must be an array but is of type ${value === null ? 'null' : typeof value}`)
  }
}

/** Refuses field names that no document may have. Dots are refused only at the top, where they would look like paths. */
export function checkDocument(doc: Doc): void {
  for (const [key, value] of Object.entries(doc)) {
    if (key.startsWith('$'))
      throw requestFailed(`The dollar ($) prefixed field '${key}' in '${key}' is not valid for storage.`)
    if (Array.isArray(value)) for (const item of value) if (isPlain(item)) checkDocument(item)
    if (isPlain(value)) checkDocument(value)
  }
}

/** An `_id` as CloudBase makes them: 32 hexadecimal digits. */
export function newId(): string {
  return randomBytes(16).toString('hex')
}
