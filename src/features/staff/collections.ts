import type { BindAttempts, BindCode, Staff, StaffSession } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    staff: Staff
    staff_sessions: StaffSession
    bind_codes: BindCode
    bind_attempts: BindAttempts
  }
}
