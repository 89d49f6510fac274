import type { Context } from './context'
import { forgetAudit } from './features/audit/server'
import { channelJobs } from './features/channel/jobs'
import { checkinJobs, firstCheckinWork } from './features/checkin/jobs'
import { couponJobs, firstCouponWork } from './features/coupon/jobs'
import { deliveryJobs } from './features/delivery/jobs'
import { nextNight, STORE_DAYS, storeDaysJob } from './features/delivery/storeDays'
import { newcomerJobs } from './features/delivery/welcomeJobs'
import { FLASH_OPEN, flashJobs } from './features/flash/jobs'
import { funnelJobs } from './features/funnel/jobs'
import { firstInboundWork, inboundJobs } from './features/inbound/jobs'
import { intentJobs } from './features/intent/jobs'
import { materialJobs } from './features/material/server'
import { forgetJob } from './features/member/privacy'
import { mpJobs } from './features/mp/jobs'
import { matchJob } from './features/order/match'
import { personJobs } from './features/person/jobs'
import { firstPersonWork } from './features/person/pullJob'
import { firstPointsWork, pointsJobs } from './features/points/jobs'
import { postJobs } from './features/post/jobs'
import { noteJob } from './features/referral/note'
import { firstReferralWork, watchJob } from './features/referral/watch'
import { sopJobs } from './features/sop/jobs'
import { forgetStaff } from './features/staff/sessions'
import { firstSurveyWork, surveyJobs } from './features/survey/jobs'
import { forgetRuns } from './features/tick/server'
import { firstTierWork, tierJobs } from './features/tier/jobs'
import type { Job } from './kernel/due'

/** Every kind of timed work and who processes it. */
export const jobs: ReadonlyMap<string, Job<Context>> = new Map(
  [
    ...deliveryJobs,
    ...newcomerJobs,
    ...channelJobs,
    ...sopJobs,
    ...pointsJobs,
    ...checkinJobs,
    ...tierJobs,
    ...couponJobs,
    ...flashJobs,
    ...postJobs,
    ...materialJobs,
    ...intentJobs,
    ...inboundJobs,
    ...mpJobs,
    ...personJobs,
    ...surveyJobs,
    matchJob,
    noteJob,
    watchJob,
    ...funnelJobs,
    forgetRuns,
    forgetJob,
    forgetAudit,
    forgetStaff,
    storeDaysJob,
  ].map((job) => [job.kind, job]),
)

/** The work that comes back by itself; putting it on the list again changes nothing. */
export function firstWork(now: number): { key: string; kind: string; at: number }[] {
  return [
    { key: 'groups.sync', kind: 'groups.sync', at: now },
    { key: 'quota.reconcile', kind: 'quota.reconcile', at: now },
    { key: FLASH_OPEN, kind: FLASH_OPEN, at: now },
    { key: 'tick.forget', kind: 'tick.forget', at: now },
    { key: 'audit.forget', kind: 'audit.forget', at: now },
    { key: 'staff.forget', kind: 'staff.forget', at: now },
    { key: STORE_DAYS, kind: STORE_DAYS, at: nextNight(now) },
    ...firstPointsWork(now),
    ...firstCouponWork(now),
    ...firstCheckinWork(now),
    ...firstTierWork(now),
    ...firstInboundWork(now),
    ...firstPersonWork(now),
    ...firstSurveyWork(now),
    ...firstReferralWork(now),
  ]
}
