import { addDays, startOf } from '../../kernel/day'
import type { Delivery } from './rules'
import { deliveryText } from './text'

/**
 * Whether a group's owner may have a message sent after all: today's, not heard for certain, and the node does not drop what is
 * late. What nobody can tell about stays with the office.
 */
export function mayResend(row: Pick<Delivery, 'state' | 'late' | 'date' | 'reason' | 'route'>, now: number): boolean {
  if (row.route === 'single_task') return false
  if (row.late === 'skip' || now >= startOf(addDays(row.date, 1))) return false
  return row.state === 'missed' || (row.state === 'unconfirmed' && row.reason === deliveryText.windowOverAsk)
}
