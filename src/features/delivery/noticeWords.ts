import { timeValue } from '../intent/fields'
import type { Part, SopNode } from '../sop/rules'
import { textOf } from './rows'

/**
 * What a subscribe message about a beat is made of: the words that may stand in its template. The preview asks here like the sending.
 *
 * @param parts filled in for the member
 * @param from ms
 */
export function noticeWords(
  node: Pick<SopNode, 'column'>,
  parts: readonly Part[],
  beat: string,
  from: number,
): Record<'栏目' | '内容' | '开始' | '节拍', string> {
  const card = parts.find((part) => part.type === 'card')
  return {
    栏目: node.column,
    内容: card?.type === 'card' ? card.title : textOf(parts),
    开始: timeValue(from),
    节拍: beat,
  }
}
