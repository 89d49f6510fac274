/**
 * Every collection of the product and its indexes, in one place: the local cloud creates them at start, and `npm run
 * deploy` creates them in the cloud. The platform allows at least 20 indexes a collection.
 *
 * A unique index treats a missing field as null, so two documents without it collide; keys here are natural `_id`s instead.
 */
export interface IndexSpec {
  readonly name: string
  readonly keys: readonly (readonly [field: string, direction: 1 | -1])[]
  readonly unique?: boolean
}

/** An index on these fields in this order, `-` before one that descends. */
function on(name: string, ...fields: readonly string[]): IndexSpec {
  return { name, keys: fields.map((field) => (field.startsWith('-') ? [field.slice(1), -1] : [field, 1])) }
}

export const collections: Readonly<Record<string, { readonly indexes: readonly IndexSpec[] }>> = {
  accounts: {
    indexes: [
      on('dirty', 'dirtyAt'),
      on('today', 'today.day'),
      on('last_day', 'checkin.lastDay', '_id'),
      on('wake', 'wakeAt'),
      on('tier_joined', 'tier.id', 'createdAt', '_id'),
      on('segment_joined', 'segments', 'createdAt', '_id'),
      on('channel_joined', 'channel', 'createdAt', '_id'),
      on('joined', 'createdAt', '_id'),
      on('tier_until', 'tier.until', '_id'),
      on('birthday', 'birthday', '_id'),
    ],
  },
  points_ledger: {
    indexes: [on('member_seq', 'memberId', '-seq'), on('at', '-at', '-_id'), on('kind_at', 'bizType', '-at')],
  },
  tier_history: { indexes: [on('member_at', 'memberId', '-at'), on('at', 'at')] },
  budgets: { indexes: [] },
  rule_books: { indexes: [] },
  checkin_short: { indexes: [on('campaign_day', 'campaign', 'day')] },
  exports: { indexes: [on('at', '-at')] },
  audits: { indexes: [on('finished', '-finishedAt')] },
  participations: {
    indexes: [
      on('beat_choice', 'beat', 'choice'),
      on('beat_group', 'beat', 'group'),
      on('member_day', 'memberId', 'day'),
      on('acted', 'actedAt'),
    ],
  },
  intents: { indexes: [on('state_due', 'state', 'dueAt'), on('member', 'memberId')] },
  consents: { indexes: [] },
  message_kinds: { indexes: [] },
  outside_sends: { indexes: [on('created', 'createdAt'), on('sent', 'sentAt'), on('msgid', 'msgid')] },
  absences: { indexes: [] },
  due: { indexes: [on('free', 'freeAt')] },
  staff: { indexes: [on('openid', 'openid'), on('login', 'login'), on('wecom', 'wecomUserId')] },
  staff_sessions: { indexes: [on('staff', 'staffId'), on('expires', 'expiresAt')] },
  scan_logins: { indexes: [on('expires', 'expiresAt')] },
  audit_log: { indexes: [on('at', '-at', '-_id'), on('staff_at', 'staffId', '-at'), on('about_at', 'about', '-at')] },
  bind_codes: { indexes: [on('expires', 'expiresAt')] },
  bind_attempts: { indexes: [] },
  groups: { indexes: [on('owner', 'owner')] },
  covers: { indexes: [] },
  media_cache: { indexes: [] },
  materials: {
    indexes: [on('at', '-at'), on('name', 'name'), on('kind_archived', 'kind', 'archived'), on('ugc_post', 'ugc.post')],
  },
  material_uploads: { indexes: [] },
  welcomes: { indexes: [on('channel_at', 'channel', 'at'), on('at', '-at'), on('state_at', 'state', '-at')] },
  channels: {
    indexes: [
      on('created', '-createdAt'),
      on('kind_created', 'kind', '-createdAt'),
      on('state_created', 'state', '-createdAt'),
      on('rota', 'rota.staff.user'),
      on('backups', 'rota.backups'),
      on('contact_way', 'codes.contactWay.ref'),
      on('mp_state', 'codes.mp.state'),
      on('contact_state', 'codes.contactWay.state'),
      on('join_state', 'codes.joinWay.state'),
    ],
  },
  code_pictures: { indexes: [on('file', 'file')] },
  group_welcomes: { indexes: [on('at', '-at')] },
  sops: { indexes: [] },
  sop_runs: { indexes: [on('sop_id', 'sop', '_id')] },
  sop_versions: { indexes: [on('sop_number', 'sop', '-number'), on('status_number', 'status', '-number')] },
  deliveries: {
    indexes: [
      on('date_from', 'date', 'from'),
      on('beat', 'beat'),
      on('msgid', 'msgid'),
      on('owner_date', 'owner', 'date'),
      on('target_date', 'target', 'date'),
    ],
  },
  single_told: {
    indexes: [
      on('row_state', 'row', 'state', '_id'),
      on('beat_state', 'beat', 'state', '_id'),
      on('customer_date', 'customer', 'date'),
      on('date_beat', 'date', 'beat'),
      on('member', 'memberId'),
    ],
  },
  coupon_batches: {
    indexes: [on('state_until', 'state', 'claimUntil'), on('created', '-createdAt'), on('dirty', 'dirtyAt')],
  },
  stock: { indexes: [on('batch', 'batch'), on('dirty', 'dirtyAt')] },
  coupon_days: { indexes: [] },
  coupons: {
    indexes: [
      on('member_claimed', 'memberId', '-claimedAt'),
      on('claimed', 'claimedAt'),
      on('short', 'short'),
      on('state_until', 'state', 'validTo', '_id'),
      on('batch_state', 'batch', 'state'),
      on('batch_claimed', 'batch', '-claimedAt', '-_id'),
      on('dirty', 'dirtyAt'),
    ],
  },
  redemptions: { indexes: [on('at', 'at'), on('store_day', 'store', 'day', '-at')] },
  coupon_grants: { indexes: [on('created', '-createdAt'), on('state', 'state')] },
  coupon_grant_parts: { indexes: [on('grant_failures', 'grant', 'failures')] },
  coupon_missed: { indexes: [on('at', '-at'), on('batch', 'batch')] },
  flash_sales: { indexes: [on('created', '-createdAt'), on('state', 'state')] },
  flash_sessions: { indexes: [on('closes', 'closesAt'), on('sale_opens', 'sale', '-opensAt')] },
  flash_entries: { indexes: [on('session_ticket', 'session', 'ticket'), on('member', 'memberId')] },
  posts: {
    indexes: [
      on('state_visible', 'state', '-visibleAt'),
      on('state_updated', 'state', 'updatedAt'),
      on('member_day', 'memberId', '-day'),
      on('trace', 'photos.traceId'),
    ],
  },
  identities: {
    indexes: [
      on('dirty', 'dirtyAt'),
      on('ask', 'askAt'),
      on('person', 'person'),
      on('kind_union', 'kind', 'union', '_id'),
    ],
  },
  facts: { indexes: [on('who_at', 'who', 'at')] },
  ties: { indexes: [on('customer', 'externalUserid'), on('place', 'kind', 'place', '_id')] },
  people: { indexes: [on('cohort', 'cohortDay', '_id'), on('dirty', 'dirtyAt')] },
  funnel_heads: { indexes: [on('dirty', 'dirtyAt')] },
  funnel_days: { indexes: [on('kept_by', 'dimension', 'attribution', 'day'), on('day_run', 'day', 'run')] },
  orders: {
    indexes: [
      on('at', '-at', '-_id'),
      on('state_at', 'state', '-at'),
      on('no', 'no'),
      on('want', 'want'),
      on('dirty', 'dirtyAt'),
    ],
  },
  refunds: {
    indexes: [
      on('at', '-at', '-_id'),
      on('state_at', 'state', '-at'),
      on('no', 'no'),
      on('order', 'order'),
      on('dirty', 'dirtyAt'),
    ],
  },
  referrals: {
    indexes: [
      on('at', '-at', '-_id'),
      on('state_at', 'state', '-at'),
      on('state_id', 'state', '_id'),
      on('by_at', 'by', '-at'),
    ],
  },
  referral_months: { indexes: [] },
  rosters: { indexes: [] },
  open_groups: { indexes: [] },
  tick_runs: { indexes: [on('at', '-at')] },
  mp_followers: { indexes: [on('union', 'hasUnion')] },
  mp_menus: { indexes: [] },
  mp_media: { indexes: [] },
  inbound_events: { indexes: [on('at', '-at'), on('state', 'state', 'at')] },
  surveys: { indexes: [on('updated', '-updatedAt'), on('state', 'state', '-updatedAt')] },
  survey_versions: { indexes: [] },
  survey_responses: {
    indexes: [
      on('member_at', 'memberId', '-at'),
      on('rolled', 'rolled', '_id'),
      on('survey_version', 'survey', 'version', '_id'),
    ],
  },
  survey_slots: { indexes: [on('survey', 'survey')] },
  survey_rollups: {
    indexes: [on('survey_slice', 'survey', 'slice', '-round'), on('survey_round', 'survey', 'version', 'round')],
  },
  survey_reached: { indexes: [] },
  survey_batches: { indexes: [] },
  survey_texts: {
    indexes: [on('survey', 'survey', '_id'), on('words', 'survey', 'words', '_id'), on('response', 'response')],
  },
  survey_photos: { indexes: [on('file', 'file')] },
  survey_invites: { indexes: [on('rolled', 'rolled', '_id'), on('member', 'memberId')] },
  survey_asks: { indexes: [] },
  survey_rounds: { indexes: [] },
  followups: { indexes: [on('state_deadline', 'state', 'deadline'), on('member', 'memberId')] },
}
