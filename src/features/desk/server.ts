import '../inbound/collections'
import '../post/collections'
import '../referral/collections'
import type { Context } from '../../context'
import type { Handlers, StaffRole } from '../../kernel/rpc'
import { together } from '../../kernel/together'
import { best, fitsOf } from '../../kernel/words'
import { hasCheckedIn } from '../checkin/server'
import { findBatches } from '../coupon/findBatches'
import { findGroups } from '../delivery/findGroups'
import { readGroups } from '../delivery/groups'
import { searchMaterials } from '../material/find'
import { answering } from '../points/contract'
import { findMemberCodes, isMemberCode } from '../points/findMember'
import { findNodes } from '../sop/findNodes'
import { newestSop } from '../sop/findSop'
import { requireStaff, scopeOf } from '../staff/access'
import { editors } from '../staff/contract'
import { readPeople } from '../staff/server'
import type { DeskHit, DeskStart, deskContract } from './contract'
import { text } from './text'

/** Hits of one kind. */
const EACH = 5
/** Names that the first steps show. */
const NAMED = 12

export const deskHandlers: Handlers<typeof deskContract, Context> = {
  async 'desk.getMenu'(_input, { store, caller, settings }) {
    const { roles } = requireStaff(caller)
    const edits = roles.some((role) => role === 'owner' || role === 'operator')
    const [posts, referrals, events] = await together([
      edits || roles.includes('reviewer') ? store.count('posts', { state: 'waiting' }) : 0,
      edits ? store.count('referrals', { state: 'review' }) : 0,
      edits ? store.count('inbound_events', { state: 'dead' }) : 0,
    ])
    return { brand: settings.brandName, posts, referrals, events }
  },

  /**
   * At most six reads, each of a bounded number of documents: 40 versions, 1,000 groups, 200 batches, 1,000 materials, 1,000
   * colleagues (those who may see them) or the scope of a store, two accounts.
   */
  async 'desk.search'({ words }, { store, caller }) {
    const { roles } = requireStaff(caller)
    const may = (allowed: readonly StaffRole[]) => roles.some((role) => allowed.includes(role))
    const fits = fitsOf(words)
    const scope = await scopeOf(store, caller)
    const [nodes, groups, batches, materials, people, codes] = await together([
      findNodes(store, fits, EACH),
      findGroups(store, scope, fits, EACH),
      findBatches(store, fits, EACH),
      searchMaterials(store, fits, EACH),
      may(editors) ? readPeople(store) : [],
      may(answering) && isMemberCode(words) ? findMemberCodes(store, words) : [],
    ])
    const hits: DeskHit[] = [
      ...codes.map((code) => ({ kind: 'member' as const, id: code, title: code, detail: text.member })),
      ...nodes.map(({ sop, sopName, number, live, node, column, text: said }) => ({
        ...{ kind: 'node' as const, sop, number, node, title: column },
        detail: `${sopName} v${number}${live ? '' : text.draft} · ${said}`,
      })),
      ...groups.map(({ _id: id, name: title, ownerName, members }) => ({
        ...{ kind: 'group' as const, id, title },
        detail: text.group(ownerName, members),
      })),
      ...batches.map(({ _id: id, terms, state, total }) => ({
        ...{ kind: 'coupon' as const, id, title: terms.title },
        detail: text.coupon(state, total),
      })),
      ...materials.map(({ _id: id, name: title, tags }) => ({
        ...{ kind: 'material' as const, id, title, detail: tags.join('、') || text.material },
      })),
      ...best(people, ({ name, login, stores }) => fits(name, login, ...stores), EACH).map(
        ({ _id: id, name, stores }) => ({
          ...{ kind: 'colleague' as const, id, title: name, detail: stores.join('、') || text.colleague },
        }),
      ),
    ]
    return { hits }
  },

  /** The newest SOP, groups, colleagues, one account: four reads while the brand has fewer than a thousand groups. */
  async 'desk.getStart'(_input, { store, caller }): Promise<DeskStart> {
    const scope = await scopeOf(store, caller)
    const [sop, all, people, checkedIn] = await together([
      newestSop(store),
      readGroups(store),
      readPeople(store),
      hasCheckedIn(store),
    ])
    const groups = all.filter(({ gone, owner }) => !gone && (scope === null || scope.owners.includes(owner)))
    const owners = new Map(groups.map(({ owner, ownerName }) => [owner, ownerName]))
    const phones = new Set(people.flatMap(({ wecomUserId, bound }) => (bound && wecomUserId ? [wecomUserId] : [])))
    const known = new Set(people.map(({ wecomUserId }) => wecomUserId))
    const missing = [...owners].flatMap(([user, name]) =>
      phones.has(user) ? [] : [{ user, name, known: known.has(user) }],
    )
    return {
      sop,
      groups: {
        count: groups.length,
        members: groups.reduce((sum, { members }) => sum + members, 0),
        owners: owners.size,
        syncedAt: Math.max(0, ...groups.map((group) => group.syncedAt)),
        names: groups.slice(0, NAMED).map(({ name, members }) => `${name} ${members}`),
      },
      bound: { count: owners.size - missing.length, missing: missing.slice(0, NAMED) },
      checkedIn,
    }
  },
}
