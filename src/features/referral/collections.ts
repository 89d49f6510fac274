import type { Referral, ReferralMonth } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    referrals: Referral
    referral_months: ReferralMonth
  }
}
