import { auditContract } from './features/audit/contract'
import { checkinContract, checkinStaffContract } from './features/checkin/contract'
import { couponMemberContract, couponStaffContract } from './features/coupon/contract'
import { deliveryContract } from './features/delivery/contract'
import { welcomeContract } from './features/delivery/welcomeContract'
import { deskContract } from './features/desk/contract'
import { flashMemberContract, flashStaffContract } from './features/flash/contract'
import { intentMemberContract, intentStaffContract } from './features/intent/contract'
import { materialContract } from './features/material/contract'
import { memberContract, memberStaffContract } from './features/member/contract'
import { pointsContract, pointsStaffContract } from './features/points/contract'
import { postMemberContract, postStaffContract } from './features/post/contract'
import { sopMemberContract, sopStaffContract } from './features/sop/contract'
import { staffContract } from './features/staff/contract'
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
} as const

/** What the function `staff` answers. */
export const staffMethods = {
  ...staffContract,
  ...auditContract,
  ...checkinStaffContract,
  ...pointsStaffContract,
  ...sopStaffContract,
  ...deliveryContract,
  ...welcomeContract,
  ...couponStaffContract,
  ...intentStaffContract,
  ...flashStaffContract,
  ...postStaffContract,
  ...memberStaffContract,
  ...tierStaffContract,
  ...materialContract,
  ...deskContract,
} as const

export type MemberApi = typeof memberMethods
export type StaffApi = typeof staffMethods
