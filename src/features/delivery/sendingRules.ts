import type { Quiet } from '../../kernel/quiet'
import type { QuotaRule } from './quota'

/** What the brand has decided about sending: how much, and when not. */
export interface SendingRules {
  /** As the corporation's console says: 群发助手. */
  quotaRule: QuotaRule
  /**
   * Which instant of a 群发 falls into the quota's day, week or month: that of its task or that of the owner's tap. WeCom's
   * page does not say; staff's own tasks may lie over a night, ours do not.
   */
  countsAt: 'created' | 'confirmed'
  /** Nobody is disturbed in these hours, by whatever route; null: at any time. */
  quiet: Quiet | null
  /** Messages that one group hears a day, over all SOPs and routes. */
  groupPerDay: number
  /** Messages that one member gets a day and in seven days: SOPs, surveys and reminders together. */
  personPerDay: number
  personPerWeek: number
}

/** What holds until somebody changes it: the console's own quota, quiet nights, and what people put up with. */
export const USUAL_RULES: SendingRules = {
  quotaRule: 'days_of_month',
  countsAt: 'created',
  quiet: { from: '22:30', until: '07:00' },
  groupPerDay: 12,
  personPerDay: 3,
  personPerWeek: 7,
}
