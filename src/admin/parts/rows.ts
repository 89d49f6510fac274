/** Rows kept ready above and below the visible part. */
const SPARE = 8

/** Which rows of a fixed height are worth drawing: `[first, end)`. */
export function rowsInView(scrollTop: number, viewHeight: number, rowHeight: number, count: number) {
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight) - SPARE))
  const end = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + SPARE)
  return { first, end: Math.max(first, end) }
}
