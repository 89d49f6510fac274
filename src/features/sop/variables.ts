import type { NodeTime, Part, Route, SopNode } from './rules'
import { inTone, wordingsOf } from './tones'

/** `{产品}`, also in full-width or doubled braces. */
const VARIABLE = /[{｛]{1,2}\s*([^{}｛｝\s]{1,20})\s*[}｝]{1,2}/g

/** Variables whose value differs from member to member: one message to a whole group cannot carry them. */
const MEMBER =
  /^(昵称|微信昵称|用户昵称|客户昵称|客户称呼|员工称呼|群昵称|姓名|名字|称呼|会员名|会员昵称|积分|积分余额|等级|生日|手机号|连续天数)$/

/** Names of the variables in a text, each once, in order. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? ''))]
}

/** Variables that every group fills in by itself. */
const GROUP = /^(群名|群名称|群主|群人数)$/

/** Whose value a variable takes. `brand` and `occurrence` stand in the node; a brand's own are the same everywhere. */
export type VariableScope = 'brand' | 'group' | 'occurrence' | 'member'

const BRAND = /^(品牌|品牌名|品牌名称|店名|客服|客服电话|小程序|公众号)$/

export function scopeOf(name: string): VariableScope {
  if (MEMBER.test(name)) return 'member'
  if (GROUP.test(name)) return 'group'
  return BRAND.test(name) ? 'brand' : 'occurrence'
}

/** Whether the words of a node differ from group to group. */
export function usesGroupVariables(node: Pick<SopNode, 'parts'>): boolean {
  return node.parts.some((part) => textsOf(part).some((text) => variablesIn(text).some((name) => GROUP.test(name))))
}

export function isMemberVariable(name: string): boolean {
  return MEMBER.test(name)
}

/** The text with every variable that has a value replaced; the others stay as they are written. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(VARIABLE, (written, name: string) => {
    const value = values[name]
    return value === undefined || value === '' ? written : value
  })
}

/** Values that the time itself tells: {天数} of "3 days before" is 3. */
export function valuesOfTime(time: NodeTime): Record<string, string> {
  return time.on === 'festival' && time.offset !== 0 ? { 天数: String(Math.abs(time.offset)) } : {}
}

/** The words of a part that may hold variables, in every tone. */
export function textsOf(part: Part): string[] {
  if (part.type === 'text') return [part.text, ...wordingsOf(part).map(({ text }) => text)]
  if (part.type === 'link') return [part.title, part.description]
  return 'title' in part ? [part.title] : []
}

/**
 * A node's parts as a group reads them: every variable that has a value is filled. What was not worded for somebody (`wordedFor`)
 * is in the node's own tone.
 *
 * @param own values of the group; a value that the node itself gives goes first
 */
export function filledParts(
  node: Pick<SopNode, 'parts' | 'variables' | 'time'>,
  own: Readonly<Record<string, string>> = {},
): Part[] {
  return inTone(filledTones(node, own), '')
}

/** The same with every tone in it. */
function filledTones(
  node: Pick<SopNode, 'parts' | 'variables' | 'time'>,
  own: Readonly<Record<string, string>> = {},
): Part[] {
  const given = Object.entries(node.variables).filter(([, value]) => value !== '')
  const values = { ...own, ...valuesOfTime(node.time), ...Object.fromEntries(given) }
  return node.parts.map((part): Part => {
    if (part.type === 'text') {
      const tones = wordingsOf(part).map(({ tone, text }) => ({ tone, text: fillIn(text, values) }))
      return { ...part, text: fillIn(part.text, values), ...(tones.length > 0 && { tones }) }
    }
    if (part.type === 'link') {
      return { ...part, title: fillIn(part.title, values), description: fillIn(part.description, values) }
    }
    return 'title' in part ? { ...part, title: fillIn(part.title, values) } : part
  })
}

/** Variables of a node that neither the node nor its time gives a value. */
export function unfilledVariables(node: Pick<SopNode, 'parts' | 'variables' | 'time'>): string[] {
  return [...new Set(filledTones(node).flatMap((part) => textsOf(part).flatMap(variablesIn)))]
}

/** Variables of a node that would be read as `{…}`; a node with any of them cannot be published. */
export function unresolvedVariables(node: Pick<SopNode, 'parts' | 'variables' | 'time'> & { route?: Route }): string[] {
  const toMember = node.route !== undefined && MEMBER_ROUTES.includes(node.route)
  const filledLater = (name: string) => GROUP.test(name) || (toMember && MEMBER.test(name))
  return unfilledVariables(node).filter((name) => !filledLater(name))
}

/** Routes to one person: only these can carry a value of that person. */
const MEMBER_ROUTES: readonly Route[] = ['single_task', 'subscribe', 'welcome']

/** How the brand addresses a whole group, taken from its other texts: 宝宝们, 姐妹们, 家人们, else 大家. */
export function groupAddress(texts: readonly string[]): string {
  const all = texts.join('')
  const found = ['宝宝', '姐妹', '家人', '宝子', '仙女'].find((word) => all.includes(word))
  return found === undefined ? '大家' : `${found}们`
}

/** The same text for a whole group: who is addressed by name becomes everybody, other member values go out with their braces. */
export function proposeGroupText(text: string, address: string): string {
  return text
    .replace(VARIABLE, (written, name: string) => {
      if (!isMemberVariable(name)) return written
      return name !== '员工称呼' && /昵称|名|称呼/.test(name) ? address : ''
    })
    .replace(/ {2,}/g, ' ')
    .trim()
}
