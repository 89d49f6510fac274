import { intentText } from './text'

/**
 * What follows from WeChat's no (mini-program documents, subscribe-message; WD/90313 for the general ones). `later`: busy, the
 * same message again. `drop`: it ends and the consent comes back, because WeChat has not used it. `drop_all`: it ends, and
 * WeChat has no consent of this member left.
 */
export function consequenceOf(code: number): { does: 'later' | 'drop' | 'drop_all'; reason: string } {
  switch (code) {
    case -1:
    case 45009:
      return { does: 'later', reason: intentText.busy }
    // The function's rights: a person mends them within minutes, and the platform keeps the old ones for ten.
    case -604100:
    case -604101:
    case -604104:
      return { does: 'later', reason: intentText.notAllowed(code) }
    case 43101:
      return { does: 'drop_all', reason: intentText.refusedByMember }
    case 40003:
      return { does: 'drop_all', reason: intentText.badOpenid }
    // 40037 template, 41030 page, 43102 other edition, 47003 field, and what is not in any table.
    default:
      return { does: 'drop', reason: intentText.badTemplate(code) }
  }
}
