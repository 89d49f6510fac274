import type { NodeTime, Part, SopNode } from './rules'

/** `{产品}`, also in full-width or doubled braces. */
const VARIABLE = /[{｛]{1,2}\s*([^{}｛｝\s]{1,20})\s*[}｝]{1,2}/g

/** Variables whose value differs from member to member: one message to a whole group cannot carry them. */
const MEMBER =
  /^(昵称|微信昵称|用户昵称|客户昵称|群昵称|姓名|名字|称呼|会员名|会员昵称|积分|积分余额|等级|生日|手机号|连续天数)$/

/** Names of the variables in a text, each once, in order. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? ''))]
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

/** A node's parts as a group reads them: every variable that has a value is filled. */
export function filledParts(node: Pick<SopNode, 'parts' | 'variables' | 'time'>): Part[] {
  const values = { ...valuesOfTime(node.time), ...node.variables }
  return node.parts.map((part) => {
    if (part.type === 'text') return { ...part, text: fillIn(part.text, values) }
    return part.type === 'card' ? { ...part, title: fillIn(part.title, values) } : part
  })
}

/** Variables of a node that would reach a group as `{…}`; a node with any of them cannot be published. */
export function unresolvedVariables(node: Pick<SopNode, 'parts' | 'variables' | 'time'>): string[] {
  const names = filledParts(node).flatMap((part) => {
    if (part.type === 'text') return variablesIn(part.text)
    return part.type === 'card' ? variablesIn(part.title) : []
  })
  return [...new Set(names)]
}

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
      return /昵称|名|称呼/.test(name) ? address : ''
    })
    .replace(/ {2,}/g, ' ')
    .trim()
}
