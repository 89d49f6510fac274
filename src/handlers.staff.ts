import type { Context } from './context'
import type { StaffApi } from './contracts'
import { checkinStaffHandlers } from './features/checkin/server'
import { couponStaffHandlers } from './features/coupon/server'
import { deliveryHandlers } from './features/delivery/server'
import { welcomeHandlers } from './features/delivery/welcomeOffice'
import { flashStaffHandlers } from './features/flash/server'
import { intentStaffHandlers } from './features/intent/server'
import { memberStaffHandlers } from './features/member/server'
import { pointsStaffHandlers } from './features/points/server'
import { postStaffHandlers } from './features/post/server'
import { sopStaffHandlers } from './features/sop/server'
import { staffHandlers as ofStaff } from './features/staff/server'
import { surveyStaffHandlers } from './features/survey/server'
import { tierStaffHandlers } from './features/tier/server'
import type { Handlers } from './kernel/rpc'

export const staffHandlers: Handlers<StaffApi, Context> = {
  ...ofStaff,
  ...checkinStaffHandlers,
  ...pointsStaffHandlers,
  ...sopStaffHandlers,
  ...deliveryHandlers,
  ...welcomeHandlers,
  ...couponStaffHandlers,
  ...intentStaffHandlers,
  ...flashStaffHandlers,
  ...postStaffHandlers,
  ...memberStaffHandlers,
  ...tierStaffHandlers,
  ...surveyStaffHandlers,
}
