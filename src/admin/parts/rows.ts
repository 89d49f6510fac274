/** Rows kept ready above and below the visible part. */
const SPARE = 8

/** Which rows (or columns) of a fixed size are worth drawing: `[first, end)`. */
export function rowsInView(scrollTop: number, viewHeight: number, rowHeight: number, count: number, spare = SPARE) {
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight) - spare))
  const end = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + spare)
  return { first, end: Math.max(first, end) }
}
