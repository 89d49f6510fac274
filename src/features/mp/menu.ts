import type { MpButton } from '../../../cloudfunctions/platform/mp'
import { hash64 } from '../../kernel/hash'
import type { MenuAct, MenuButton } from './rules'

/** Where a phone without mini-programs goes. */
const FALLBACK = 'https://mp.weixin.qq.com/'

/** The menu in the API's own terms. Replies and channels stay here: pressing a button sends only its key. */
export function buttonsOf(menu: readonly MenuButton[], appid: string): MpButton[] {
  return menu.map(({ name, act, children }) =>
    act === null
      ? { name, sub_button: children.map((child) => buttonOf(child.name, child.act, appid)) }
      : buttonOf(name, act, appid),
  )
}

function buttonOf(name: string, act: MenuAct, appid: string): MpButton {
  if (act.type === 'click') return { name, type: 'click', key: act.key }
  if (act.type === 'view') return { name, type: 'view', url: act.url }
  return { name, type: 'miniprogram', url: FALLBACK, appid, pagepath: act.page }
}

/** Tells whether a menu is the one that was handed over. */
export function menuDigest(buttons: readonly MpButton[]): string {
  return hash64(JSON.stringify(buttons))
}
