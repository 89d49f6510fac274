/** A text before and after in three pieces: what both begin with, what differs, what both end with. */
export interface TextChange {
  head: string
  before: string
  after: string
  tail: string
}

/** Signs beside the difference that keep it readable; more of the common ends is left out with an ellipsis. */
const AROUND = 18

/** What differs between two texts, with a little of what surrounds it. Counts whole signs, so an emoji is never cut. */
export function textChange(before: string, after: string): TextChange {
  const old = [...before]
  const fresh = [...after]
  let head = 0
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++
  let tail = 0
  while (
    tail < old.length - head &&
    tail < fresh.length - head &&
    old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]
  )
    tail++
  const start = fresh.slice(0, head)
  const end = fresh.slice(fresh.length - tail)
  return {
    head: start.length > AROUND ? `…${start.slice(-AROUND).join('')}` : start.join(''),
    before: old.slice(head, old.length - tail).join(''),
    after: fresh.slice(head, fresh.length - tail).join(''),
    tail: end.length > AROUND ? `${end.slice(0, AROUND).join('')}…` : end.join(''),
  }
}
