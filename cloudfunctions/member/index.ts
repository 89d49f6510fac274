import { memberMethods } from '../../src/contracts'
import { memberHandlers } from '../../src/handlers.member'
import { serve } from '../platform/function'

/** Everything that a member's mini-program calls. */
export const main = serve('member', memberMethods, memberHandlers)
