import type { IndexSpec } from './indexes'

/** What the people who work for the brand leave: accounts and sessions, the log of their deeds, the library. */
export const officeCollections: Readonly<Record<string, { readonly indexes: readonly IndexSpec[] }>> = {
  staff: {
    indexes: [
      { name: 'openid', keys: [['openid', 1]] },
      { name: 'login', keys: [['login', 1]] },
      { name: 'wecom', keys: [['wecomUserId', 1]] },
    ],
  },
  staff_sessions: {
    indexes: [
      { name: 'staff', keys: [['staffId', 1]] },
      { name: 'expires', keys: [['expiresAt', 1]] },
    ],
  },
  scan_logins: { indexes: [{ name: 'expires', keys: [['expiresAt', 1]] }] },
  audit_log: {
    indexes: [
      {
        name: 'at',
        keys: [
          ['at', -1],
          ['_id', -1],
        ],
      },
      {
        name: 'staff_at',
        keys: [
          ['staffId', 1],
          ['at', -1],
        ],
      },
      {
        name: 'about_at',
        keys: [
          ['about', 1],
          ['at', -1],
        ],
      },
    ],
  },
  bind_codes: { indexes: [{ name: 'expires', keys: [['expiresAt', 1]] }] },
  bind_attempts: { indexes: [] },
  materials: {
    indexes: [
      { name: 'at', keys: [['at', -1]] },
      { name: 'name', keys: [['name', 1]] },
    ],
  },
  material_uploads: { indexes: [] },
}
