import { checkinContract, checkinStaffContract } from './features/checkin/contract'
import { couponMemberContract, couponStaffContract } from './features/coupon/contract'
import { deliveryContract } from './features/delivery/contract'
import { welcomeContract } from './features/delivery/welcomeContract'
import { flashMemberContract, flashStaffContract } from './features/flash/contract'
import { intentMemberContract, intentStaffContract } from './features/intent/contract'
import { memberContract, memberStaffContract } from './features/member/contract'
import { pointsContract, pointsStaffContract } from './features/points/contract'
import { postMemberContract, postStaffContract } from './features/post/contract'
import { sopMemberContract, sopStaffContract } from './features/sop/contract'
import { staffContract } from './features/staff/contract'
import { surveyMemberContract, surveyStaffContract } from './features/survey/contract'
import { tierMemberContract, tierStaffContract } from './features/tier/contract'

/** What the function `member` answers. */
export const memberMethods = {
  ...memberContract,
  ...checkinContract,
  ...pointsContract,
  ...sopMemberContract,
  ...couponMemberContract,
  ...intentMemberContract,
  ...flashMemberContract,
  ...postMemberContract,
  ...tierMemberContract,
  ...surveyMemberContract,
} as const

/** What the function `staff` answers. */
export const staffMethods = {
  ...staffContract,
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
  ...surveyStaffContract,
} as const

export type MemberApi = typeof memberMethods
export type StaffApi = typeof staffMethods
