import { MINUTE } from '../../kernel/day'
import type { WantedItem } from './bringForward'

/** The due items of one beat; `attempt` names those of a message that a person had sent again. */
export function beatItems(
  beat: string,
  { from, until, waiting, polled }: { from: number; until: number; waiting: boolean; polled: boolean },
  now: number,
  attempt = 0,
): WantedItem[] {
  const suffix = attempt === 0 ? beat : `${beat}:${attempt}`
  const payload = { beat }
  const at = Math.max(from, now)
  return [
    ...(waiting ? [{ key: `dispatch:${suffix}`, kind: 'delivery.dispatch', at, payload }] : []),
    ...(polled ? [{ key: `poll:${suffix}`, kind: 'delivery.poll', at: at + MINUTE, payload }] : []),
    { key: `close:${suffix}`, kind: 'delivery.close', at: until, payload },
  ]
}
