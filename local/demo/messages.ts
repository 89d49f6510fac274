import '../../src/features/intent/collections'
import { KINDS } from '../../src/features/intent/kinds'
import type { Store } from '../../src/kernel/store'

/** The templates that an operator would have chosen in the mini-program's console. */
export async function seedMessages(store: Store): Promise<void> {
  const templates = KINDS.map((kind) => ({ ...kind, revision: 1, templateId: `demo-${kind._id.replace('.', '-')}` }))
  await store.insertAll('message_kinds', templates)
}
