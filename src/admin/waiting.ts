/** First answers that somebody waits for: what a slow page may cancel. */
const waiting = new Set<AbortController>()

/** Takes part until it is taken out again. */
export function beginWaiting(): AbortController {
  const controller = new AbortController()
  waiting.add(controller)
  return controller
}

export function endWaiting(controller: AbortController): void {
  waiting.delete(controller)
}

/** Gives up all that is still awaited; a read changes nothing, so nothing is lost. */
export function cancelWaiting(): void {
  for (const controller of waiting) controller.abort()
  waiting.clear()
}
