import type { BindAttempts, BindCode, ScanLogin, Staff, StaffSession } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    staff: Staff
    staff_sessions: StaffSession
    scan_logins: ScanLogin
    bind_codes: BindCode
    bind_attempts: BindAttempts
  }
}
