import { type Edition, readRules, type Subject } from '../../kernel/ruleBook'
import type { Store } from '../../kernel/store'

export interface Sharing {
  schema: 1
  /** False: members find no entry for sharing anywhere in the mini-program. */
  on: boolean
}

/** Whether members may share; on until the brand says otherwise. */
export const sharingSubject: Subject<Sharing> = {
  id: 'sharing',
  standard: { schema: 1, on: true },
  read: (stored) => ({ schema: 1, on: (stored as Partial<Sharing>).on !== false }),
}

/** As this instance read it within the last seconds, or anew: at most one wire call. */
export async function mayShare(store: Store, now?: number): Promise<boolean> {
  return (await readRules(store, sharingSubject, now)).on
}

export function sharingView({ rules, revision, by, at }: Edition<Sharing>) {
  return { on: rules.on, revision, by, at }
}
