import type { CheckinPlan } from './rules'

/** The check-in that is in force. The daily ten points stand in the shop's own SOP table (日常栏目, row 3). */
export const checkinPlan: CheckinPlan = {
  campaign: 'daily',
  daily: 10,
  milestones: [
    { days: 3, points: 20 },
    { days: 7, points: 50 },
    { days: 14, points: 100 },
    { days: 30, points: 200 },
  ],
  cycle: 30,
}
