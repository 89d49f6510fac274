/** A title outside of the survey: where an earlier answer would stand, its substitute does. */
export function plainTitle(title: string): string {
  return title.replace(/\{\{[^{}|]*(?:\|([^{}]*))?\}\}/g, (_, instead: string | undefined) => instead?.trim() || '…')
}

/** So many signs of a plain title. */
export function shortTitle(title: string, most: number): string {
  const signs = [...plainTitle(title)]
  return signs.length <= most ? signs.join('') : `${signs.slice(0, most - 1).join('')}…`
}
