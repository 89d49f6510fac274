import type { Context } from './context'
import type { StaffApi } from './contracts'
import { approvalHandlers } from './features/approval/server'
import { auditHandlers } from './features/audit/server'
import { inviteStaffHandlers } from './features/channel/invite'
import { channelHandlers } from './features/channel/server'
import { checkinStaffHandlers } from './features/checkin/server'
import { couponStaffHandlers } from './features/coupon/server'
import { deliveryHandlers } from './features/delivery/server'
import { welcomeHandlers } from './features/delivery/welcomeOffice'
import { deskHandlers } from './features/desk/server'
import { doctorHandlers } from './features/doctor/server'
import { flashStaffHandlers } from './features/flash/server'
import { funnelHandlers } from './features/funnel/server'
import { inboundHandlers } from './features/inbound/server'
import { intentStaffHandlers } from './features/intent/server'
import { materialHandlers } from './features/material/server'
import { memberStaffHandlers } from './features/member/server'
import { mpHandlers } from './features/mp/server'
import { orderHandlers } from './features/order/office'
import { personStaffHandlers } from './features/person/staff'
import { pointsStaffHandlers } from './features/points/server'
import { postStaffHandlers } from './features/post/server'
import { referralHandlers } from './features/referral/office'
import { sopStaffHandlers } from './features/sop/server'
import { staffHandlers as ofStaff } from './features/staff/server'
import { surveyStaffHandlers } from './features/survey/server'
import { tierStaffHandlers } from './features/tier/server'
import type { Handlers } from './kernel/rpc'

export const staffHandlers: Handlers<StaffApi, Context> = {
  ...ofStaff,
  ...auditHandlers,
  ...approvalHandlers,
  ...checkinStaffHandlers,
  ...pointsStaffHandlers,
  ...sopStaffHandlers,
  ...deliveryHandlers,
  ...welcomeHandlers,
  ...channelHandlers,
  ...inviteStaffHandlers,
  ...couponStaffHandlers,
  ...intentStaffHandlers,
  ...flashStaffHandlers,
  ...postStaffHandlers,
  ...memberStaffHandlers,
  ...tierStaffHandlers,
  ...materialHandlers,
  ...personStaffHandlers,
  ...inboundHandlers,
  ...doctorHandlers,
  ...funnelHandlers,
  ...mpHandlers,
  ...surveyStaffHandlers,
  ...orderHandlers,
  ...deskHandlers,
  ...referralHandlers,
}
