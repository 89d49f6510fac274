import { DAY } from '../kernel/day'
import { keep, kept } from './keep'
import { observable } from './observable'
import { serverNow } from './serverClock'

/** To what the brand invites this member; none until the server has said. */
export interface Invited {
  advisor: boolean
  group: boolean
}

const NOTHING: Invited = { advisor: false, group: false }
/** Who says "not now" is not asked again for so long (ms). */
const QUIET = 30 * DAY
const DRAWER = 'invite.not'

export const invited = observable<Invited>(NOTHING)
let from = ''

/**
 * What `member.enter` answered.
 *
 * @param channel of the launch, `''` from nowhere
 * @param now the server's clock, ms
 */
export function invite(to: Invited, channel: string, now: number): void {
  from = channel
  invited.set(now - (kept<number>(DRAWER) ?? 0) < QUIET ? NOTHING : to)
}

/** The channel that this launch came by: its codes are shown first. */
export function launchChannel(): string {
  return from
}

/** Takes the invitation off all pages for thirty days. */
export function inviteLater(): void {
  keep(DRAWER, serverNow())
  invited.set(NOTHING)
}
