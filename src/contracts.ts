import { checkinContract } from './features/checkin/contract'
import { couponMemberContract, couponStaffContract } from './features/coupon/contract'
import { deliveryContract } from './features/delivery/contract'
import { flashMemberContract, flashStaffContract } from './features/flash/contract'
import { memberContract } from './features/member/contract'
import { pointsContract, pointsStaffContract } from './features/points/contract'
import { postMemberContract, postStaffContract } from './features/post/contract'
import { sopMemberContract, sopStaffContract } from './features/sop/contract'
import { staffContract } from './features/staff/contract'

/** What the function `member` answers. */
export const memberMethods = {
  ...memberContract,
  ...checkinContract,
  ...pointsContract,
  ...sopMemberContract,
  ...couponMemberContract,
  ...flashMemberContract,
  ...postMemberContract,
} as const

/** What the function `staff` answers. */
export const staffMethods = {
  ...staffContract,
  ...pointsStaffContract,
  ...sopStaffContract,
  ...deliveryContract,
  ...couponStaffContract,
  ...flashStaffContract,
  ...postStaffContract,
} as const

export type MemberApi = typeof memberMethods
export type StaffApi = typeof staffMethods
