import './collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { changeAccount } from '../points/change'
import { requireStaff } from '../staff/access'
import { MOST_SEGMENTS, type memberStaffContract } from './contract'
import { listMembers, lookUpCodes, memberChoices } from './list'
import { text } from './text'

export const memberStaffHandlers: Handlers<typeof memberStaffContract, Context> = {
  'member.list': (asked, context) => listMembers(context, asked),

  'member.getChoices': (_input, context) => memberChoices(context),

  async 'member.exportList'({ request, ...asked }, context) {
    const { store, now, caller } = context
    const { staffId } = requireStaff(caller)
    const _id = `members:${staffId}:${request}`
    if (asked.after === null) {
      // Written before anything is read: whoever has a file has left a trace.
      await store.insert('exports', { _id, schema: 1, staffId, what: 'members', filter: asked.filter, at: now })
    } else if ((await store.get('exports', _id)) === null) return refuse('NO_SUCH_EXPORT', text.noSuchExport)
    return listMembers(context, asked)
  },

  async 'member.lookUp'({ codes }, { store }) {
    const wanted = [...new Set(codes)]
    const found = await lookUpCodes(store, wanted)
    return {
      found: wanted.map((code) => {
        const ids = found.get(code) ?? []
        const one = ids.length === 1 ? (ids[0] ?? null) : null
        return {
          code,
          memberId: one,
          why: one !== null ? null : ids.length === 0 ? ('none' as const) : ('many' as const),
        }
      }),
    }
  },

  async 'member.setSegments'({ memberId, segments: given }, { store, now }) {
    const segments = [...new Set(given)].sort()
    return changeAccount(store, memberId, now, (account, exists) => {
      if (!exists) return refuse('NO_SUCH_MEMBER', text.noSuchMember)
      const same = account.segments.join('\n') === segments.join('\n')
      return same ? { answer: { segments } } : { after: { ...account, segments }, answer: { segments } }
    })
  },

  async 'member.turnSegment'({ memberId, segment, on }, { store, now }) {
    return changeAccount<{ segments: string[]; changed: boolean }>(store, memberId, now, (account, exists) => {
      if (!exists || account.leaving) return refuse('NO_SUCH_MEMBER', text.noSuchMember)
      const has = account.segments.includes(segment)
      if (has === on) return { answer: { segments: account.segments, changed: false } }
      if (on && account.segments.length >= MOST_SEGMENTS) return refuse('TOO_MANY_SEGMENTS', text.tooManySegments)
      const segments = on ? [...account.segments, segment].sort() : account.segments.filter((one) => one !== segment)
      return { after: { ...account, segments }, answer: { segments, changed: true } }
    })
  },
}
