import type { AuditEntry } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    audit_log: AuditEntry
  }
}
