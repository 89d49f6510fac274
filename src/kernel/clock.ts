/**
 * The only file of `src` that asks the machine what time it is. Handlers and rules get `now` as an argument; a page shows
 * the `now` of the server's last answer, moved on by what has passed on the phone since then, because a phone's own clock
 * may be wrong by days.
 */
export function machineNow(): number {
  return Date.now()
}
