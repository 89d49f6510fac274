import { type BatchForm, type Field, fieldNames } from './batchForm'

const FIELDS = Object.keys(fieldNames) as Field[]

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Fields that differ from what was read. */
export function changedFields(before: BatchForm, after: BatchForm): Field[] {
  return FIELDS.filter((field) => !same(before[field], after[field]))
}

/** Fields that both I and a colleague changed, differently: only a person can decide about them. */
export function conflicts(before: BatchForm, mine: BatchForm, theirs: BatchForm): Field[] {
  return changedFields(before, mine).filter(
    (field) => !same(before[field], theirs[field]) && !same(mine[field], theirs[field]),
  )
}

/** Theirs, with my changes where they changed nothing and where I insisted. */
export function settleForms(
  before: BatchForm,
  mine: BatchForm,
  theirs: BatchForm,
  insisted: readonly Field[],
): BatchForm {
  const clash = conflicts(before, mine, theirs)
  const take = changedFields(before, mine).filter((field) => !clash.includes(field) || insisted.includes(field))
  return Object.assign({}, theirs, Object.fromEntries(take.map((field) => [field, mine[field]])))
}
