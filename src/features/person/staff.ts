import './collections'
import '../channel/collections'
import '../delivery/collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { seesGroup } from '../delivery/groupScope'
import { readAll } from '../delivery/readAll'
import { moveAssets, scheduleMove } from '../points/transfer'
import { requireStaff, type Scope, scopeOf, seesStore } from '../staff/access'
import { readColleagues } from '../staff/server'
import type { PersonCard, personStaffContract } from './contract'
import { foldPerson } from './fold'
import { readChannels, readSources } from './foldJob'
import { identitiesOf, personOf, timelineOf } from './links'
import { type Identity, type IdentityKind, identityIdOf } from './rules'
import { text } from './text'
import { linesOf, type Names } from './timeline'

const KINDS: readonly IdentityKind[] = ['wxa', 'mp', 'ext']
const PAGE = 50
const FOUND = 10

export const personStaffHandlers: Handlers<typeof personStaffContract, Context> = {
  async 'person.find'({ query }, { store }) {
    const persons = [...new Set((await search(store, query)).map(({ person }) => person))]
    const people: PersonCard[] = []
    for (const person of persons) people.push(await cardOf(store, person))
    return { people }
  },

  async 'person.timeline'({ id }, { store, caller }) {
    const known = /^(wxa|mp|ext):/.test(id) ? id : ((await identitiesOf(store, id))[0]?._id ?? '')
    const found = await timelineOf(store, known)
    const { person, identities, folded } = found
    if (identities.length === 0) refuse('NO_SUCH_PERSON', text.nobody)
    const card = cardFrom(person, identities, folded.steps[0]?.at ?? null)
    return {
      card,
      lines: linesOf(found, await namesFor(store, found, await scopeOf(store, caller))),
      exits: folded.exits,
    }
  },

  async 'person.unmatched'({ kind, after }, { store }) {
    const counts = await together([countsOf(store, 'wxa'), countsOf(store, 'mp'), countsOf(store, 'ext')])
    const where = { kind, union: null, _id: is.gt(after) }
    const rows = await store.find('identities', where, { sort: [['_id', 1]], limit: PAGE, fields: ['createdAt'] })
    return {
      counts,
      rows: rows.map(({ _id, createdAt }) => ({ id: _id, since: createdAt })),
      next: rows.length === PAGE ? (rows.at(-1)?._id ?? null) : null,
    }
  },

  async 'person.move'({ request, from, to, reason, across }, { store, now, caller }) {
    const staff = requireStaff(caller)
    if (from === to) refuse('SAME_ACCOUNT', text.sameAccount)
    const [giver, receiver] = await together([
      personOf(store, identityIdOf('wxa', from)),
      personOf(store, identityIdOf('wxa', to)),
    ])
    if (giver !== receiver) {
      if (!across) refuse('NOT_SAME_PERSON', text.notSamePerson)
      if (!staff.roles.includes('owner')) refuse('OWNER_ONLY', text.ownerOnly)
    }
    const by = { staffId: staff.staffId, name: staff.name }
    const move = { id: request, from, to, reason, by }
    await scheduleMove(store, move, now)
    const moved = await moveAssets(store, move, now)
    if (moved.length === 0) refuse('NOTHING_TO_MOVE', text.nothingToMove)
    return { moved: moved.map(({ asset, amount }) => ({ asset, amount })) }
  },
}

/** A code on a member's page is the beginning of the memberId. */
async function search(store: Store, query: string): Promise<Identity[]> {
  const code = query.toLowerCase().replace(/^m/, '')
  if (/^[0-9a-f]{8,24}$/.test(code)) {
    const from = identityIdOf('wxa', `m${code}`)
    const found = await store.find('identities', { _id: is.and(is.gte(from), is.lt(`${from}g`)) }, { limit: FOUND })
    if (found.length > 0) return found
  }
  const ids = [query, ...KINDS.map((kind) => identityIdOf(kind, query))]
  const direct = await store.find('identities', { _id: is.in(ids) }, { limit: FOUND })
  return direct.length > 0 ? direct : store.find('identities', { person: query }, { limit: FOUND })
}

async function cardOf(store: Store, person: string): Promise<PersonCard> {
  const identities = await identitiesOf(store, person)
  const { facts, ties } = await readSources(store, identities)
  const channels = await readChannels(store, facts, ties)
  return cardFrom(person, identities, foldPerson({ identities, facts, ties, channels }).steps[0]?.at ?? null)
}

function cardFrom(person: string, identities: readonly Identity[], since: number | null): PersonCard {
  return {
    person,
    links: identities.map(({ _id, kind }) => ({ id: _id, kind })),
    conflict: identities.some(({ conflict }) => conflict),
    since,
  }
}

async function countsOf(store: Store, kind: IdentityKind) {
  const [all, unmatched] = await together([
    store.count('identities', { kind }),
    store.count('identities', { kind, union: null }),
  ])
  return { kind, all, unmatched }
}

/** A member is everybody's, where else they are is not: groups, guides and channels of other stores have no name here. */
async function namesFor(
  store: Store,
  { facts, stays }: Awaited<ReturnType<typeof timelineOf>>,
  scope: Scope | null,
): Promise<Names> {
  const groups = new Set(stays.filter(({ tie }) => tie.kind === 'group').map(({ tie }) => tie.place))
  for (const { group } of facts) if (group !== null) groups.add(group)
  const channels = new Set([...facts.map(({ channel }) => channel ?? ''), ...stays.map(({ stay }) => stay.state)])
  channels.delete('')
  const [named, known, colleagues] = await together([
    groups.size === 0 ? [] : readAll(store, 'groups', { _id: is.in([...groups]) }, ['name', 'owner']),
    channels.size === 0 ? [] : readAll(store, 'channels', { _id: is.in([...channels]) }, ['name', 'store']),
    readColleagues(store),
  ])
  return {
    groups: new Map(named.map(({ _id, name, owner }) => [_id, seesGroup(scope, owner) ? name : text.elsewhere])),
    channels: new Map(known.map(({ _id, name, store: of }) => [_id, seesStore(scope, of) ? name : text.elsewhere])),
    guides: new Map(colleagues.map(({ user, name }) => [user, seesGroup(scope, user) ? name : text.elsewhere])),
  }
}
