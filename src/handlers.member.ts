import type { Context } from './context'
import type { MemberApi } from './contracts'
import { inviteMemberHandlers } from './features/channel/invite'
import { checkinHandlers } from './features/checkin/server'
import { couponMemberHandlers } from './features/coupon/server'
import { flashMemberHandlers } from './features/flash/server'
import { intentMemberHandlers } from './features/intent/server'
import { memberHandlers as ofMember } from './features/member/server'
import { personMemberHandlers } from './features/person/enter'
import { pointsHandlers } from './features/points/server'
import { postMemberHandlers } from './features/post/server'
import { sopMemberHandlers } from './features/sop/server'
import { surveyMemberHandlers } from './features/survey/server'
import { tierMemberHandlers } from './features/tier/server'
import { todayHandlers } from './features/today/server'
import type { Handlers } from './kernel/rpc'

export const memberHandlers: Handlers<MemberApi, Context> = {
  ...ofMember,
  ...checkinHandlers,
  ...todayHandlers,
  ...pointsHandlers,
  ...sopMemberHandlers,
  ...couponMemberHandlers,
  ...intentMemberHandlers,
  ...flashMemberHandlers,
  ...postMemberHandlers,
  ...tierMemberHandlers,
  ...personMemberHandlers,
  ...surveyMemberHandlers,
  ...inviteMemberHandlers,
}
