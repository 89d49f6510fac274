/**
 * Every shortcut of the desk. Handlers ask `pressed`, the overview behind `?` lists this table: a key that is not in it does nothing,
 * and one that is in it is listed. `mod` is ⌘ or Ctrl. Two keys with a space between are pressed one after the other.
 */
interface Shortcut {
  press: readonly string[]
  where: Where
  does: string
  /** The screen that it leads to; listed only where the desk has that screen. */
  go?: string
}

export type Where = '到处' | '今日' | '日历' | '编辑和表单' | '表格' | '导入 Excel'

export const shortcuts = {
  find: { press: ['mod+k'], where: '到处', does: '搜索与命令' },
  help: { press: ['?'], where: '到处', does: '看全部快捷键' },
  define: { press: ['i'], where: '到处', does: '看口径（停在有点线的数上）' },
  goToday: { press: ['g t'], where: '到处', does: '去今日', go: '/today' },
  goCalendar: { press: ['g c'], where: '到处', does: '去日历', go: '/calendar' },
  goSop: { press: ['g s'], where: '到处', does: '去 SOP 版本', go: '/sop' },
  goFunnel: { press: ['g f'], where: '到处', does: '去漏斗', go: '/funnel' },
  goDryrun: { press: ['g y'], where: '到处', does: '去预演', go: '/dryrun' },
  goMaterial: { press: ['g l'], where: '到处', does: '去素材库', go: '/material' },
  goCoupons: { press: ['g q'], where: '到处', does: '去优惠券', go: '/coupons' },
  goMembers: { press: ['g m'], where: '到处', does: '去会员', go: '/members' },
  goStores: { press: ['g d'], where: '到处', does: '去门店执行', go: '/stores' },
  todoDown: { press: ['j'], where: '今日', does: '待处理的下一条' },
  todoUp: { press: ['k'], where: '今日', does: '待处理的上一条' },
  todoOpen: { press: ['Enter'], where: '今日', does: '打开选中的一条' },
  todoSent: { press: ['1'], where: '今日', does: '待核实：已发出' },
  todoResend: { press: ['2'], where: '今日', does: '待核实：重新发送' },
  week: { press: ['w'], where: '日历', does: '看一周' },
  month: { press: ['m'], where: '日历', does: '看一月' },
  thisDay: { press: ['t'], where: '日历', does: '看今天，一列一个群' },
  openBeat: { press: ['e'], where: '日历', does: '编辑选中的拍' },
  newBeat: { press: ['n'], where: '日历', does: '在选中的时间新建' },
  copyBeat: { press: ['mod+d'], where: '日历', does: '复制选中的拍' },
  dateNode: { press: ['d'], where: '日历', does: '给未排期的填日期' },
  leaveBeat: { press: ['Delete', 'Backspace'], where: '日历', does: '这一拍不发，或删掉' },
  moveEarlier: { press: ['alt+ArrowUp'], where: '日历', does: '提早 15 分钟（月历：一周）' },
  moveLater: { press: ['alt+ArrowDown'], where: '日历', does: '推后 15 分钟（月历：一周）' },
  moveBack: { press: ['alt+ArrowLeft'], where: '日历', does: '挪到前一天' },
  moveOn: { press: ['alt+ArrowRight'], where: '日历', does: '挪到后一天' },
  undoMove: { press: ['mod+z'], where: '日历', does: '撤销上一步' },
  redoMove: { press: ['mod+shift+z', 'mod+y'], where: '日历', does: '重做' },
  tryOut: { press: ['p'], where: '日历', does: '打开或关上预演' },
  save: { press: ['mod+Enter'], where: '编辑和表单', does: '存下' },
  leave: { press: ['Escape'], where: '编辑和表单', does: '关浮层，再按回上一级' },
  tableDown: { press: ['ArrowDown', 'j'], where: '表格', does: '下一行' },
  tableUp: { press: ['ArrowUp', 'k'], where: '表格', does: '上一行' },
  tableFirst: { press: ['Home'], where: '表格', does: '第一行' },
  tableLast: { press: ['End'], where: '表格', does: '最后一行' },
  tableOpen: { press: ['Enter'], where: '表格', does: '打开这一行' },
  tablePick: { press: ['x'], where: '表格', does: '选这一行（空格也行）' },
  tableRange: { press: ['shift+ArrowDown', 'shift+ArrowUp'], where: '表格', does: '连着选' },
  tableAll: { press: ['mod+a'], where: '表格', does: '全选已列出的' },
  tableCopy: { press: ['mod+c'], where: '表格', does: '复制选中的行，可以贴进 Excel' },
  nextIssue: { press: ['F8'], where: '导入 Excel', does: '下一个要看的格子' },
  lastIssue: { press: ['shift+F8'], where: '导入 Excel', does: '上一个要看的格子' },
  editCell: { press: ['Enter', 'F2'], where: '导入 Excel', does: '改这一格' },
  undoCell: { press: ['mod+z'], where: '导入 Excel', does: '撤销改动' },
} as const satisfies Record<string, Shortcut>

export type ShortcutName = keyof typeof shortcuts

export const allShortcuts: readonly Shortcut[] = Object.values(shortcuts)

/** What of a key event is looked at. */
interface Press {
  key: string
  metaKey: boolean
  ctrlKey: boolean
  altKey: boolean
  shiftKey: boolean
  target: unknown
  isComposing: boolean
}

/** Whether an event is this shortcut of one press. */
export function pressed(event: Press, name: ShortcutName): boolean {
  return shortcuts[name].press.some((keys) => isPress(event, keys))
}

/** The screen that two keys in a row lead to, when `event` is the second and `first` was the first; else null. */
export function ledTo(event: Press, first: string): string | null {
  if (first === '') return null
  const found = allShortcuts.find(({ press }) =>
    press.some((keys) => keys.startsWith(`${first} `) && isPress(event, keys.slice(first.length + 1))),
  )
  return found?.go ?? null
}

/** Whether an event may be the first of two keys. */
export function beginsSequence(event: Press): boolean {
  return allShortcuts.some(({ press }) => press.some((keys) => keys[1] === ' ' && isPress(event, keys[0] ?? '')))
}

function isPress(event: Press, keys: string): boolean {
  if (event.isComposing || keys.includes(' ')) return false
  const wanted = keys.split('+')
  const key = wanted.at(-1) ?? ''
  if (wanted.includes('mod') !== (event.metaKey || event.ctrlKey) || wanted.includes('alt') !== event.altKey)
    return false
  // A sign like ? needs Shift on one keyboard and not on another.
  if ((key.length > 1 || wanted.includes('mod')) && wanted.includes('shift') !== event.shiftKey) return false
  if (isSingle(wanted) && isTyping(event.target)) return false
  return event.key === key || event.key.toLowerCase() === key
}

/** Without ⌘ or Alt: inside a field these are the person's words, or belong to the field. */
function isSingle(keys: readonly string[]): boolean {
  const key = keys.at(-1) ?? ''
  return keys.length === 1 && !/^F\d|^Escape$/.test(key)
}

export function isTyping(target: unknown): boolean {
  if (typeof target !== 'object' || target === null) return false
  if ('tagName' in target && /^(INPUT|TEXTAREA|SELECT)$/.test(String(target.tagName))) return true
  return 'isContentEditable' in target && target.isContentEditable === true
}

const signs: Readonly<Record<string, string>> = {
  shift: '⇧',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
  Escape: 'Esc',
}

/** How a shortcut is written on this kind of computer: `⌘ K`, `Ctrl K`, `G T`. */
export function keysShown(press: string, mac: boolean): string[] {
  return press.split(/[ +]/).map((key) => {
    if (key === 'mod') return mac ? '⌘' : 'Ctrl'
    if (key === 'alt') return mac ? '⌥' : 'Alt'
    return signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  })
}
