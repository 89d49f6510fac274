import { type FieldLine, fieldLines, type Template } from '../../intent/admin/fieldLines'
import type { Part, SopNode } from '../../sop/rules'
import { noticeWords } from '../noticeWords'

/**
 * A subscribe message about a beat as WeChat shows it.
 *
 * @param from ms
 */
export function noticeLook(
  kind: Template,
  { node, parts, beat, from }: { node: Pick<SopNode, 'column'>; parts: readonly Part[]; beat: string; from: number },
): (FieldLine & { label: string })[] {
  const words: Readonly<Record<string, string>> = noticeWords(node, parts, beat, from)
  const filled = (text: string) => text.replace(/\{(.+?)\}/g, (written, name: string) => words[name] ?? written)
  const labels = new Map(kind.fields.map(({ field, text }) => [field, /\{(.+?)\}/.exec(text)?.[1]]))
  return fieldLines(kind, filled).map((line) => ({ ...line, label: labels.get(line.field) ?? line.field }))
}
