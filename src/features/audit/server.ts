import './collections'
import type { Context } from '../../context'
import { deeds } from '../../deeds'
import { DAY, startOf } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Doc, is, type Where } from '../../kernel/store'
import type { AuditLine, auditContract } from './contract'

const PAGE = 50
/** Two business years and the disputes about them. */
const KEPT = 800 * DAY
/** Entries that one run forgets: a second of work. */
const AT_ONCE = 1000

export const auditHandlers: Handlers<typeof auditContract, Context> = {
  async 'audit.list'({ from, to, staffId, method, about, before }, { store }) {
    if (to < from) return refuse('BAD_RANGE', '开始的日子在结束之后，换一下再查。')
    const asked = {
      at: is.and(is.gte(startOf(from)), is.lt(startOf(to) + DAY)),
      ...(staffId !== undefined && { staffId }),
      ...(method !== undefined && { method }),
      ...(about !== undefined && { about: is.eq(about) }),
    }
    const where: Where<'audit_log'> = before
      ? [
          { ...asked, at: is.and(is.gte(startOf(from)), is.lt(before.at)) },
          { ...asked, at: before.at, _id: is.lt(before.id) },
        ]
      : asked
    const found = await store.find('audit_log', where, {
      sort: [
        ['at', -1],
        ['_id', -1],
      ],
      limit: PAGE + 1,
    })
    const lines = found.slice(0, PAGE)
    const last = lines.at(-1)
    return { lines: lines.map(lineOf), next: found.length > PAGE && last ? { at: last.at, id: last._id } : null, from }
  },
}

function lineOf({ _id, schema: _, ...entry }: Doc<'audit_log'>): AuditLine {
  return { ...entry, id: _id, deed: wordsFor(entry.method) }
}

/** An entry may be of a method that this version no longer has. */
function wordsFor(method: string): string {
  return (deeds as Readonly<Record<string, string | null | undefined>>)[method] ?? method
}

/** `audit.forget`, daily: entries that nobody may ask for any more. */
export const forgetAudit: Job<Context> = {
  kind: 'audit.forget',
  async process(_item, { store, now }) {
    const old = await store.find(
      'audit_log',
      { at: is.lt(now - KEPT) },
      { sort: [['at', 1]], limit: AT_ONCE, fields: ['at'] },
    )
    if (old.length > 0) await store.remove('audit_log', { _id: is.in(old.map(({ _id }) => _id)) })
    return { again: old.length === AT_ONCE ? now : now + DAY }
  },
}
