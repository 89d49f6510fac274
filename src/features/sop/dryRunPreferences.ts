import '../points/collections'
import { is, type Store } from '../../kernel/store'
import { isSpoken } from '../delivery/planning'
import { dryRunText } from './dryRunText'
import type { SopVersion } from './rules'

/** Preferences that a dry run counts; a version that asks for more is read by its nodes. */
const COUNTED = 8

/** To how many members each preference leads that the version's columns ask for: one count by index each. */
export async function preferenceRemarks(store: Store, { nodes }: Pick<SopVersion, 'nodes'>): Promise<string[]> {
  const asked = nodes
    .filter((node) => node.unscheduled === null && !isSpoken(node))
    .flatMap(({ audience }) => audience.preferences)
  const remarks: string[] = []
  for (const preference of [...new Set(asked)].slice(0, COUNTED)) {
    const members = await store.count('accounts', { segments: is.eq(preference) })
    remarks.push(dryRunText.preference(preference, members))
  }
  return remarks
}
