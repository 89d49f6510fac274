import { approvalContract } from './features/approval/contract'
import { auditContract } from './features/audit/contract'
import { channelContract } from './features/channel/contract'
import { inviteMemberContract, inviteStaffContract } from './features/channel/inviteContract'
import { checkinContract, checkinStaffContract } from './features/checkin/contract'
import { couponMemberContract, couponStaffContract } from './features/coupon/contract'
import { deliveryContract } from './features/delivery/contract'
import { welcomeContract } from './features/delivery/welcomeContract'
import { deskContract } from './features/desk/contract'
import { doctorContract } from './features/doctor/contract'
import { flashMemberContract, flashStaffContract } from './features/flash/contract'
import { funnelContract } from './features/funnel/contract'
import { inboundContract } from './features/inbound/contract'
import { intentMemberContract, intentStaffContract } from './features/intent/contract'
import { materialContract } from './features/material/contract'
import { memberContract, memberStaffContract } from './features/member/contract'
import { mpContract } from './features/mp/contract'
import { orderContract } from './features/order/contract'
import { personMemberContract, personStaffContract } from './features/person/contract'
import { pointsContract, pointsStaffContract } from './features/points/contract'
import { postMemberContract, postStaffContract } from './features/post/contract'
import { referralContract } from './features/referral/contract'
import { sopMemberContract, sopStaffContract } from './features/sop/contract'
import { staffContract } from './features/staff/contract'
import { surveyMemberContract, surveyStaffContract } from './features/survey/contract'
import { tierMemberContract, tierStaffContract } from './features/tier/contract'
import { todayContract } from './features/today/contract'

/** What the function `member` answers. */
export const memberMethods = {
  ...memberContract,
  ...checkinContract,
  ...todayContract,
  ...pointsContract,
  ...sopMemberContract,
  ...couponMemberContract,
  ...intentMemberContract,
  ...flashMemberContract,
  ...postMemberContract,
  ...tierMemberContract,
  ...personMemberContract,
  ...surveyMemberContract,
  ...inviteMemberContract,
} as const

/** What the function `staff` answers. */
export const staffMethods = {
  ...staffContract,
  ...auditContract,
  ...approvalContract,
  ...checkinStaffContract,
  ...pointsStaffContract,
  ...sopStaffContract,
  ...deliveryContract,
  ...welcomeContract,
  ...channelContract,
  ...inviteStaffContract,
  ...couponStaffContract,
  ...intentStaffContract,
  ...flashStaffContract,
  ...postStaffContract,
  ...memberStaffContract,
  ...tierStaffContract,
  ...materialContract,
  ...personStaffContract,
  ...inboundContract,
  ...doctorContract,
  ...funnelContract,
  ...mpContract,
  ...surveyStaffContract,
  ...orderContract,
  ...deskContract,
  ...referralContract,
} as const

export type MemberApi = typeof memberMethods
export type StaffApi = typeof staffMethods
