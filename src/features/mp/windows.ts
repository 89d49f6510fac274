import { HOUR, MINUTE } from '../../kernel/day'

/** When a window was opened last (ms) and how much was sent in it since. */
export interface OpenWindow {
  openedAt: number
  used: number
}

/** `message`: the person wrote; `touch`: followed, scanned or pressed a menu button that answers. */
export interface Windows {
  message: OpenWindow | null
  touch: OpenWindow | null
}

export type WindowKind = keyof Windows

export const SHUT: Windows = { message: null, touch: null }

/**
 * How 公众号 lets an account speak by itself (客服消息, as its documentation has it today): five messages within 48 hours after a person's
 * message, three within a minute after a follow, a scan or a menu click. Some seconds are left for the way.
 */
const LIMITS: Record<WindowKind, { life: number; most: number }> = {
  message: { life: 48 * HOUR - MINUTE, most: 5 },
  touch: { life: 55_000, most: 3 },
}
const KINDS: readonly WindowKind[] = ['message', 'touch']

/** An event of this kind at this instant: the latest one counts, whatever the order in which they come. */
export function afterOpening(windows: Windows, kind: WindowKind, at: number): Windows {
  const known = windows[kind]
  return known !== null && known.openedAt >= at ? windows : { ...windows, [kind]: { openedAt: at, used: 0 } }
}

/** How many messages may still go out now. */
export function roomIn(windows: Windows, now: number): number {
  return Math.max(0, ...KINDS.map((kind) => leftIn(windows[kind], kind, now)))
}

/**
 * After places for messages were taken. WeChat does not say which of two open windows a message is counted in, so it is counted in both:
 * rather a message fewer than a refusal.
 */
export function afterTaking(windows: Windows, count: number, now: number): Windows {
  const counted = (kind: WindowKind) => {
    const window = windows[kind]
    return window === null || !isWithin(window, kind, now) ? window : { ...window, used: window.used + count }
  }
  return { message: counted('message'), touch: counted('touch') }
}

/** Until when (ms) something may be sent; null when nothing may be now. */
export function openUntil(windows: Windows, now: number): number | null {
  const ends = KINDS.flatMap((kind) => {
    const window = windows[kind]
    return window !== null && leftIn(window, kind, now) > 0 ? [window.openedAt + LIMITS[kind].life] : []
  })
  return ends.length === 0 ? null : Math.max(...ends)
}

function leftIn(window: OpenWindow | null, kind: WindowKind, now: number): number {
  return window !== null && isWithin(window, kind, now) ? LIMITS[kind].most - window.used : 0
}

function isWithin({ openedAt }: OpenWindow, kind: WindowKind, now: number): boolean {
  return now < openedAt + LIMITS[kind].life
}
