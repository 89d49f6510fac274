import { staffMethods } from '../../src/contracts'
import { deeds } from '../../src/deeds'
import { staffHandlers } from '../../src/handlers.staff'
import { serve } from '../platform/function'

/** The admin page (HTTP access, Bearer session) and the staff pages of the mini-program (bound openid). */
export const main = serve('staff', staffMethods, staffHandlers, deeds)
