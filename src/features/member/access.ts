import type { Caller, Settings } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Account } from '../points/rules'
import { PRIVACY_VERSION } from './contract'
import { text } from './text'

/** The calling member's id; the roles of the contract have already demanded a WeChat identity. */
export function requireMember(caller: Caller): string {
  if (caller.kind !== 'visitor') return refuse('UNAUTHENTICATED', '没有拿到微信身份，请从微信里重新打开小程序。')
  return caller.memberId
}

/**
 * Nothing of a member is stored before the privacy guide was agreed to. The local demonstration answers a caller without
 * consent as a member who gave it, so that a single call shows the product.
 */
export function requireConsent(account: Pick<Account, 'consent' | 'leaving'> | null, settings: Settings): void {
  if (account?.leaving) refuse('LEAVING', text.leaving)
  if (account?.consent?.version === PRIVACY_VERSION || settings.demo) return
  refuse('CONSENT_REQUIRED', '先看一眼《隐私保护指引》并同意，就可以打卡和参加活动了。')
}
