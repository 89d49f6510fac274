import { type ComponentType, lazy } from 'react'

const today = () => import('../features/delivery/admin/TodayScreen')

/** Fetches the first screen while the password is typed. */
export function warmToday(): void {
  // Whether it fails shows when the screen is opened.
  today().catch(() => undefined)
}

/** Each screen is a chunk of its own; the worker with the spreadsheet library hangs on the import screen alone. */
export const routes: Readonly<Record<string, ComponentType>> = {
  '/today': lazy(() => today().then((m) => ({ default: m.TodayScreen }))),
  '/calendar': lazy(() => import('../features/sop/admin/CalendarScreen').then((m) => ({ default: m.CalendarScreen }))),
  '/node': lazy(() => import('../features/sop/admin/EditorScreen').then((m) => ({ default: m.EditorScreen }))),
  '/sop': lazy(() => import('../features/sop/admin/VersionScreen').then((m) => ({ default: m.VersionScreen }))),
  '/templates': lazy(() => import('../features/sop/admin/TemplateScreen').then((m) => ({ default: m.TemplateScreen }))),
  '/dryrun': lazy(() => import('../features/sop/admin/DryrunScreen').then((m) => ({ default: m.DryrunScreen }))),
  '/welcome': lazy(() =>
    import('../features/delivery/admin/WelcomeScreen').then((m) => ({ default: m.WelcomeScreen })),
  ),
  '/channels': lazy(() =>
    import('../features/channel/admin/ChannelScreen').then((m) => ({ default: m.ChannelScreen })),
  ),
  '/funnel': lazy(() => import('../features/funnel/admin/FunnelScreen').then((m) => ({ default: m.FunnelScreen }))),
  '/groups': lazy(() => import('../features/funnel/admin/GroupScreen').then((m) => ({ default: m.GroupScreen }))),
  '/orders': lazy(() => import('../features/order/admin/OrderScreen').then((m) => ({ default: m.OrderScreen }))),
  '/referrals': lazy(() =>
    import('../features/referral/admin/ReferralScreen').then((m) => ({ default: m.ReferralScreen })),
  ),
  '/import': lazy(() => import('../features/sop/admin/ImportScreen').then((m) => ({ default: m.ImportScreen }))),
  '/material': lazy(() =>
    import('../features/material/admin/MaterialScreen').then((m) => ({ default: m.MaterialScreen })),
  ),
  '/checkin': lazy(() => import('../features/checkin/admin/CheckinScreen').then((m) => ({ default: m.CheckinScreen }))),
  '/coupons': lazy(() => import('../features/coupon/admin/CouponScreen').then((m) => ({ default: m.CouponScreen }))),
  '/grants': lazy(() => import('../features/coupon/admin/GrantScreen').then((m) => ({ default: m.GrantScreen }))),
  '/flash': lazy(() => import('../features/flash/admin/FlashScreen').then((m) => ({ default: m.FlashScreen }))),
  '/surveys': lazy(() =>
    import('../features/survey/admin/SurveyListScreen').then((m) => ({ default: m.SurveyListScreen })),
  ),
  '/survey': lazy(() =>
    import('../features/survey/admin/SurveyEditorScreen').then((m) => ({ default: m.SurveyEditorScreen })),
  ),
  '/survey-results': lazy(() =>
    import('../features/survey/admin/ResultScreen').then((m) => ({ default: m.ResultScreen })),
  ),
  '/posts': lazy(() => import('../features/post/admin/PostScreen').then((m) => ({ default: m.PostScreen }))),
  '/members': lazy(() => import('../features/points/admin/MemberScreen').then((m) => ({ default: m.MemberScreen }))),
  '/ledger': lazy(() => import('../features/points/admin/LedgerScreen').then((m) => ({ default: m.LedgerScreen }))),
  '/liability': lazy(() =>
    import('../features/points/admin/LiabilityScreen').then((m) => ({ default: m.LiabilityScreen })),
  ),
  '/tiers': lazy(() => import('../features/tier/admin/TierScreen').then((m) => ({ default: m.TierScreen }))),
  '/sending': lazy(() =>
    import('../features/delivery/admin/SendingScreen').then((m) => ({ default: m.SendingScreen })),
  ),
  '/stores': lazy(() => import('../features/delivery/admin/StoreScreen').then((m) => ({ default: m.StoreScreen }))),
  '/audit': lazy(() => import('../features/audit/admin/AuditScreen').then((m) => ({ default: m.AuditScreen }))),
  '/mp': lazy(() => import('../features/mp/admin/MpScreen').then((m) => ({ default: m.MpScreen }))),
  '/inbound': lazy(() => import('../features/inbound/admin/InboundScreen').then((m) => ({ default: m.InboundScreen }))),
  '/doctor': lazy(() => import('../features/doctor/admin/DoctorScreen').then((m) => ({ default: m.DoctorScreen }))),
  '/people': lazy(() => import('../features/staff/admin/PeopleScreen').then((m) => ({ default: m.PeopleScreen }))),
}
