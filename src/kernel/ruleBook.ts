import { refuse } from './errors'
import { settle } from './settle'
import type { Store } from './store'

/**
 * What an operator sets for the whole brand, one document per subject: the check-in's campaigns, the tiers, the days off. A book
 * is read far more often than it is changed, so each instance keeps what it read for some seconds.
 */
export interface RuleBook {
  /** The subject: `checkin`, `tiers` … A past revision stands under `{subject}:{revision}` and never changes. */
  _id: string
  schema: 1
  /** Raised by every change; a page that read an older one is refused. 0 is what the product comes with. */
  revision: number
  /** Rules as the subject's own schema has them. */
  rules: unknown
  at: number
  by: string
  /** Request that wrote it: the same one again is answered the same. */
  request: string
}

declare module './store' {
  interface Collections {
    rule_books: RuleBook
  }
}

/** One subject: its shape, and what holds before anybody set anything. */
export interface Subject<Rules> {
  readonly id: string
  readonly standard: Rules
  /**
   * Stored rules of any age in today's shape.
   * @throws when they are no rules of this subject
   */
  readonly read: (stored: unknown) => Rules
}

export interface Edition<Rules> {
  rules: Rules
  revision: number
  at: number | null
  by: string | null
}

/** ms. A change takes hold everywhere within it. */
const FRESH = 5000
const kept = new Map<string, { book: RuleBook | null; readAt: number }>()

/**
 * The rules in force.
 *
 * @param now as this instance read them within the last seconds: no wire call then, else one. Without it they are read anew, for what
 * must follow a change at once.
 */
export async function readRules<Rules>(store: Store, subject: Subject<Rules>, now?: number): Promise<Rules> {
  return (await readEdition(store, subject, now)).rules
}

/** The same with its revision, for the page that edits it. */
export async function readEdition<Rules>(store: Store, subject: Subject<Rules>, now?: number): Promise<Edition<Rules>> {
  if (now === undefined) return editionOf(subject, await store.get('rule_books', subject.id))
  const found = kept.get(subject.id)
  const usable = found && now >= found.readAt && now - found.readAt < FRESH
  const book = usable ? found.book : await store.get('rule_books', subject.id)
  if (!usable) kept.set(subject.id, { book, readAt: now })
  return editionOf(subject, book)
}

function editionOf<Rules>(subject: Subject<Rules>, book: RuleBook | null): Edition<Rules> {
  if (!book) return { rules: subject.standard, revision: 0, at: null, by: null }
  return { rules: subject.read(book.rules), revision: book.revision, at: book.at, by: book.by }
}

/**
 * Writes a new revision over the one that the page had read. Three wire calls: the past revision is put aside first, so history
 * has no gap whenever this dies.
 *
 * @param change `request` is made by the page and kept until answered
 * @throws RULES_CHANGED when somebody else wrote meanwhile
 */
export async function writeRules<Rules>(
  store: Store,
  subject: Subject<Rules>,
  change: { rules: Rules; revision: number; request: string; by: string },
  now: number,
): Promise<Edition<Rules>> {
  const { rules, revision, request, by } = change
  const next: RuleBook = { _id: subject.id, schema: 1, revision: revision + 1, rules, at: now, by, request }
  const written = await settle(store, 'rule_books', subject.id, async (book) => {
    if (book?.request === request) return { answer: book }
    if ((book?.revision ?? 0) !== revision) return refuse('RULES_CHANGED', '规则刚被别人改过，请刷新后再改一次。')
    if (!book) return { insert: next, answer: next }
    await store.insert('rule_books', { ...book, _id: `${subject.id}:${book.revision}` })
    const { _id, schema, ...fields } = next
    return { guard: { _id: book._id, revision }, change: fields, answer: next }
  })
  kept.delete(subject.id)
  return editionOf(subject, written)
}
