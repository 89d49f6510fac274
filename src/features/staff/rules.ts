import { MINUTE } from '../../kernel/day'
import type { StaffRole } from '../../kernel/rpc'

/** A person who works for the brand. */
export interface Staff {
  _id: string
  schema: 1
  /** Name for logging in on the admin page, lower case. */
  login: string
  name: string
  /** `scrypt$salt$hash`, or null for people who only work on the phone. */
  password: string | null
  roles: StaffRole[]
  stores: string[]
  /** WeChat identity of the staff member's phone, once bound. */
  openid: string | null
  wecomUserId: string | null
  active: boolean
  /** Wrong passwords in a row. */
  failures: number
  /** ms until which no password is tried, or 0. */
  lockedUntil: number
}

/** `_id` is the hash of the token; the token itself is never stored. */
export interface StaffSession {
  _id: string
  schema: 1
  staffId: string
  createdAt: number
  expiresAt: number
  /** How it was opened; sessions of the first days do not say. */
  way?: 'password' | 'scan'
}

/**
 * A browser that waits for a phone. `_id` is the scene in its picture, the first digits of `session`; the browser alone holds the
 * token whose hash `session` is, so whoever reads the picture, or this document, cannot log in.
 */
export interface ScanLogin {
  _id: string
  schema: 1
  session: string
  expiresAt: number
  /** Who confirmed it on their phone. */
  staffId: string | null
}

/** `_id` is the hash of the eight digits. */
export interface BindCode {
  _id: string
  schema: 1
  staffId: string
  expiresAt: number
  /** memberId of the phone that used it. */
  usedBy: string | null
}

/** How often one phone tried a code on one day: `{memberId}:{day}`. */
export interface BindAttempts {
  _id: string
  schema: 1
  count: number
}

/** A working day and the evening that belongs to it. */
export const SESSION_LIFE = 12 * 60 * MINUTE
/** Long enough to walk over to a colleague's phone. */
export const BIND_CODE_LIFE = 10 * MINUTE
/** A picture on a screen that many may pass: short, and renewed by the page. */
export const SCAN_LIFE = 3 * MINUTE
/** Of the hash of the token; 96 bits, within the 32 characters that a mini-program's code may carry. */
const SCENE_DIGITS = 24

export function sceneOf(session: string): string {
  return session.slice(0, SCENE_DIGITS)
}

/** Shown beside the picture and on the phone: whoever confirms compares them, so that nobody confirms another one's browser. */
export function checkNumber(scene: string): string {
  return String(Number.parseInt(scene.slice(0, 8), 16) % 100).padStart(2, '0')
}

/** With eight digits, ten tries a day and ten minutes of life a code cannot be guessed. */
export const BIND_TRIES_PER_DAY = 10
const FAILURES_ALLOWED = 5
const LOCK_TIME = 15 * MINUTE

/** What a wrong password leaves behind: the fifth in a row locks for 15 minutes and starts the count anew. */
export function afterFailure(failures: number, now: number): { failures: number; lockedUntil: number } {
  return failures + 1 >= FAILURES_ALLOWED
    ? { failures: 0, lockedUntil: now + LOCK_TIME }
    : { failures: failures + 1, lockedUntil: 0 }
}
