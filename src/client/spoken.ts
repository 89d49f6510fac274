type Role =
  | 'button'
  | 'link'
  | 'img'
  | 'radio'
  | 'radiogroup'
  | 'checkbox'
  | 'dialog'
  | 'status'
  | 'alert'
  | 'list'
  | 'group'
  | 'listitem'
  | 'tab'
  | 'heading'
  | 'none'

interface More {
  label?: string
  checked?: boolean
  disabled?: boolean
  /** For headings. */
  level?: number
}

/** A keyboard reaches these. */
const TAPPED: ReadonlySet<Role> = new Set<Role>(['button', 'link', 'radio', 'checkbox', 'tab'])

/** What a screen reader says about an element, in the words of the platform: WeChat reads `aria-role`, browsers `role`. */
export function spoken(role: Role, more: More = {}): Record<string, string | number | boolean> {
  const weapp = process.env.TARO_ENV === 'weapp'
  const said: Record<string, string | number | boolean> = { [weapp ? 'aria-role' : 'role']: role }
  if (more.label !== undefined) said['aria-label'] = more.label
  if (more.checked !== undefined) said['aria-checked'] = more.checked
  if (more.disabled) said['aria-disabled'] = true
  if (more.level !== undefined && !weapp) said['aria-level'] = more.level
  if (!weapp && !more.disabled && TAPPED.has(role)) said.tabIndex = 0
  return said
}

/** Parts of the page by which a browser's screen reader jumps; WeChat has none. */
export function landmark(role: 'banner' | 'main' | 'navigation'): Record<string, string> {
  return process.env.TARO_ENV === 'weapp' ? {} : { role }
}

/** Told to people who listen as soon as it changes: how a check-in or a scan ended. */
export const said: Record<string, string> = { 'aria-live': 'polite' }

/** Drawing without meaning of its own. */
export const silent: Record<string, boolean> = { 'aria-hidden': true }
