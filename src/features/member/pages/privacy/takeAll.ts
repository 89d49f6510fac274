import { call } from '../../../../client/call'
import type { HeldRow } from '../../contract'

/**
 * Everything that is kept about the caller, page by page.
 *
 * @param onPart the part that is being read, in words
 * @returns JSON, the parts by their Chinese names
 */
export async function takeAll(onPart: (words: string) => void): Promise<string> {
  const first = await call('member.exportMine', { part: 'points', after: null })
  const all: Record<string, HeldRow[]> = {}
  for (const { name, words } of first.data.parts) {
    onPart(words)
    const rows: HeldRow[] = []
    let after: string | null = null
    do {
      const page: { rows: HeldRow[]; next: string | null } = (await call('member.exportMine', { part: name, after }))
        .data
      rows.push(...page.rows)
      after = page.next
    } while (after !== null)
    all[words] = rows
  }
  return JSON.stringify(all, null, 2)
}
