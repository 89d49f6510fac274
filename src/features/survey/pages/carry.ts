import { call } from '../../../client/call'
import { kept } from '../../../client/keep'
import type { Waiting } from './handing'

/** Where the phone keeps answers that the server has not confirmed. */
export const QUEUE = 'survey.queue'

/**
 * Sends what waits when the app comes to the front, wherever that is. It changes nothing on the phone: the page of surveys sends
 * the same request once more, is answered the same, and tells the person. Small on purpose, it is in the first download.
 */
export function carryWaiting(): void {
  for (const { handing } of kept<Waiting[]>(QUEUE) ?? []) {
    call('survey.submit', handing).catch((error: unknown) => console.info('an answer still waits', error))
  }
}
