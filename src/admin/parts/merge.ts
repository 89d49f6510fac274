/** Two people changed one form: what each changed, where they clash, and the form that comes of it. */
type Field<Form> = keyof Form & string

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Fields that differ from what was read. */
export function changedFields<Form extends object>(before: Form, after: Form): Field<Form>[] {
  return (Object.keys(after) as Field<Form>[]).filter((field) => !same(before[field], after[field]))
}

/** Fields that both I and a colleague changed, differently: only a person can decide about them. */
export function conflicts<Form extends object>(before: Form, mine: Form, theirs: Form): Field<Form>[] {
  return changedFields(before, mine).filter(
    (field) => !same(before[field], theirs[field]) && !same(mine[field], theirs[field]),
  )
}

/** Theirs, with my changes where they changed nothing and where I insisted. */
export function settleForms<Form extends object>(
  before: Form,
  mine: Form,
  theirs: Form,
  insisted: readonly Field<Form>[],
): Form {
  const clash = conflicts(before, mine, theirs)
  const take = changedFields(before, mine).filter((field) => !clash.includes(field) || insisted.includes(field))
  return Object.assign({}, theirs, Object.fromEntries(take.map((field) => [field, mine[field]])))
}
