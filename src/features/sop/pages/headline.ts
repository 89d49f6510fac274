/** A title without the name of its column in front: `午间好物 · 一支顶三支的气垫` says the second half where the first stands beside it. */
export function headline({ title, column }: { title: string; column: string }): string {
  if (!title.startsWith(column)) return title
  const rest = title.slice(column.length).replace(/^[\s·・:：,，、|｜-]+/, '')
  return rest === '' ? title : rest
}
