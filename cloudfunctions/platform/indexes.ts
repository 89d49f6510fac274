import { officeCollections } from './officeIndexes'

/**
 * Every collection of the product and its indexes, in one place: the local cloud creates them at start, and a deployment
 * creates them in the console or through `tcb/updateindex`. The platform allows at least 20 indexes a collection.
 *
 * A unique index treats a missing field as null, so two documents without it collide; keys here are natural `_id`s instead.
 */
export interface IndexSpec {
  readonly name: string
  readonly keys: readonly (readonly [field: string, direction: 1 | -1])[]
  readonly unique?: boolean
}

export const collections: Readonly<Record<string, { readonly indexes: readonly IndexSpec[] }>> = {
  ...officeCollections,
  accounts: {
    indexes: [
      { name: 'dirty', keys: [['dirtyAt', 1]] },
      { name: 'today', keys: [['today.day', 1]] },
      {
        name: 'last_day',
        keys: [
          ['checkin.lastDay', 1],
          ['_id', 1],
        ],
      },
      { name: 'wake', keys: [['wakeAt', 1]] },
      { name: 'tier', keys: [['tier.id', 1]] },
      {
        name: 'joined',
        keys: [
          ['createdAt', 1],
          ['_id', 1],
        ],
      },
      {
        name: 'tier_until',
        keys: [
          ['tier.until', 1],
          ['_id', 1],
        ],
      },
      {
        name: 'birthday',
        keys: [
          ['birthday', 1],
          ['_id', 1],
        ],
      },
    ],
  },
  points_ledger: {
    indexes: [
      {
        name: 'member_seq',
        keys: [
          ['memberId', 1],
          ['seq', -1],
        ],
      },
      {
        name: 'at',
        keys: [
          ['at', -1],
          ['_id', -1],
        ],
      },
      {
        name: 'kind_at',
        keys: [
          ['bizType', 1],
          ['at', -1],
        ],
      },
    ],
  },
  tier_history: {
    indexes: [
      {
        name: 'member_at',
        keys: [
          ['memberId', 1],
          ['at', -1],
        ],
      },
    ],
  },
  budgets: { indexes: [] },
  rule_books: { indexes: [] },
  checkin_short: {
    indexes: [
      {
        name: 'campaign_day',
        keys: [
          ['campaign', 1],
          ['day', 1],
        ],
      },
    ],
  },
  audits: { indexes: [{ name: 'finished', keys: [['finishedAt', -1]] }] },
  participations: {
    indexes: [
      {
        name: 'beat_choice',
        keys: [
          ['beat', 1],
          ['choice', 1],
        ],
      },
      {
        name: 'beat_group',
        keys: [
          ['beat', 1],
          ['group', 1],
        ],
      },
      {
        name: 'member_day',
        keys: [
          ['memberId', 1],
          ['day', 1],
        ],
      },
    ],
  },
  intents: {
    indexes: [
      {
        name: 'state_due',
        keys: [
          ['state', 1],
          ['dueAt', 1],
        ],
      },
      { name: 'member', keys: [['memberId', 1]] },
    ],
  },
  consents: { indexes: [] },
  message_kinds: { indexes: [] },
  outside_sends: {
    indexes: [
      { name: 'created', keys: [['createdAt', 1]] },
      { name: 'sent', keys: [['sentAt', 1]] },
      { name: 'msgid', keys: [['msgid', 1]] },
    ],
  },
  absences: { indexes: [] },
  due: { indexes: [{ name: 'free', keys: [['freeAt', 1]] }] },
  groups: { indexes: [{ name: 'owner', keys: [['owner', 1]] }] },
  covers: { indexes: [] },
  media_cache: { indexes: [] },
  welcomes: {
    indexes: [
      { name: 'at', keys: [['at', -1]] },
      {
        name: 'state_at',
        keys: [
          ['state', 1],
          ['at', -1],
        ],
      },
    ],
  },
  group_welcomes: { indexes: [{ name: 'at', keys: [['at', -1]] }] },
  sops: { indexes: [] },
  sop_runs: {
    indexes: [
      {
        name: 'sop_id',
        keys: [
          ['sop', 1],
          ['_id', 1],
        ],
      },
    ],
  },
  sop_versions: {
    indexes: [
      {
        name: 'sop_number',
        keys: [
          ['sop', 1],
          ['number', -1],
        ],
      },
      {
        name: 'status_number',
        keys: [
          ['status', 1],
          ['number', -1],
        ],
      },
    ],
  },
  deliveries: {
    indexes: [
      {
        name: 'date_from',
        keys: [
          ['date', 1],
          ['from', 1],
        ],
      },
      { name: 'beat', keys: [['beat', 1]] },
      { name: 'msgid', keys: [['msgid', 1]] },
      {
        name: 'owner_date',
        keys: [
          ['owner', 1],
          ['date', 1],
        ],
      },
      {
        name: 'target_date',
        keys: [
          ['target', 1],
          ['date', 1],
        ],
      },
    ],
  },
  coupon_batches: {
    indexes: [
      {
        name: 'state_until',
        keys: [
          ['state', 1],
          ['claimUntil', 1],
        ],
      },
      { name: 'created', keys: [['createdAt', -1]] },
      { name: 'dirty', keys: [['dirtyAt', 1]] },
    ],
  },
  stock: {
    indexes: [
      { name: 'batch', keys: [['batch', 1]] },
      { name: 'dirty', keys: [['dirtyAt', 1]] },
    ],
  },
  coupon_days: { indexes: [] },
  coupons: {
    indexes: [
      {
        name: 'member_claimed',
        keys: [
          ['memberId', 1],
          ['claimedAt', -1],
        ],
      },
      { name: 'short', keys: [['short', 1]] },
      {
        name: 'state_until',
        keys: [
          ['state', 1],
          ['validTo', 1],
          ['_id', 1],
        ],
      },
      {
        name: 'batch_state',
        keys: [
          ['batch', 1],
          ['state', 1],
        ],
      },
      { name: 'dirty', keys: [['dirtyAt', 1]] },
    ],
  },
  redemptions: {
    indexes: [
      {
        name: 'store_day',
        keys: [
          ['store', 1],
          ['day', 1],
          ['at', -1],
        ],
      },
    ],
  },
  coupon_grants: {
    indexes: [
      { name: 'created', keys: [['createdAt', -1]] },
      { name: 'state', keys: [['state', 1]] },
    ],
  },
  coupon_grant_parts: {
    indexes: [
      {
        name: 'grant_failures',
        keys: [
          ['grant', 1],
          ['failures', 1],
        ],
      },
    ],
  },
  coupon_missed: {
    indexes: [
      { name: 'at', keys: [['at', -1]] },
      { name: 'batch', keys: [['batch', 1]] },
    ],
  },
  flash_sales: {
    indexes: [
      { name: 'created', keys: [['createdAt', -1]] },
      { name: 'state', keys: [['state', 1]] },
    ],
  },
  flash_sessions: {
    indexes: [
      { name: 'closes', keys: [['closesAt', 1]] },
      {
        name: 'sale_opens',
        keys: [
          ['sale', 1],
          ['opensAt', -1],
        ],
      },
    ],
  },
  flash_entries: {
    indexes: [
      {
        name: 'session_ticket',
        keys: [
          ['session', 1],
          ['ticket', 1],
        ],
      },
      { name: 'member', keys: [['memberId', 1]] },
    ],
  },
  posts: {
    indexes: [
      {
        name: 'state_visible',
        keys: [
          ['state', 1],
          ['visibleAt', -1],
        ],
      },
      {
        name: 'state_updated',
        keys: [
          ['state', 1],
          ['updatedAt', 1],
        ],
      },
      {
        name: 'member_day',
        keys: [
          ['memberId', 1],
          ['day', -1],
        ],
      },
      { name: 'trace', keys: [['photos.traceId', 1]] },
    ],
  },
  tick_runs: { indexes: [{ name: 'at', keys: [['at', -1]] }] },
  inbound_events: {
    indexes: [
      {
        name: 'state',
        keys: [
          ['state', 1],
          ['at', 1],
        ],
      },
    ],
  },
}
