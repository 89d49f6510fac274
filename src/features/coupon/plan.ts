/** What the brand decided about reminding of coupons. Rules are data; this is the data in force. */
export const couponPlan = {
  /** A coupon that is not used yet is spoken of so many days before its last one. */
  remindDays: 3,
  /** When the day's reminders are made, on the clock of Shanghai; quiet hours and caps are the gate's. */
  remindAt: '10:00',
} as const
