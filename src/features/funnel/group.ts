import './collections'
import '../delivery/collections'
import '../person/collections'
import '../points/collections'
import type { Context } from '../../context'
import { addDays, DAY, type Day, dayOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { readEdition } from '../../kernel/ruleBook'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { seesGroup } from '../delivery/groupScope'
import { readAll } from '../delivery/readAll'
import { refusalText } from '../delivery/text'
import { bareId, identityIdOf } from '../person/rules'
import { staysOf, type Tie } from '../person/ties'
import { scopeOf } from '../staff/access'
import { funnelSubject } from './book'
import type { GroupHealth } from './contract'
import { emptySums, sumRows, viewOf } from './figures'
import { readRange } from './read'
import { text } from './text'

/** A group below this is hard to keep alive; above it needs a rhythm. */
const BIG = 150
/** Of a hundred matched members so many should have checked in within a week. */
const LIVELY = 3000
const CHART = 30
const MESSAGES = 14
const LOOK_BACK = 90

/**
 * How a group is: size, who is active, who comes and goes, what it was sent, what its people came to. Up to eleven wire calls; documents grow with the
 * group, never with facts.
 */
export async function healthOf({ store, now, caller }: Context, chatId: string): Promise<GroupHealth> {
  const today = dayOf(now)
  const scope = await scopeOf(store, caller)
  const group = (await store.get('groups', chatId)) ?? refuse('NO_SUCH_GROUP', text.noGroup)
  if (!seesGroup(scope, group.owner)) refuse('NOT_YOUR_GROUP', refusalText.notYourGroup)
  const { rules, revision } = await readEdition(store, funnelSubject, now)
  const from = addDays(today, -LOOK_BACK)
  const [ties, recent, last, range] = await together([
    readAll(store, 'ties', { kind: 'group', place: chatId }),
    readAll(store, 'deliveries', { target: chatId, date: is.gte(addDays(today, 1 - MESSAGES)) }, ['state', 'date']),
    lastPost(store, chatId, from),
    readRange(store, { from, to: today, dimension: 'group', attribution: 'first' }, revision),
  ])
  const { active, matched } = await activityOf(store, ties, addDays(today, -6))
  const shown = (value: string) => (value === chatId ? chatId : null)
  const sums = sumRows(range.days, { steps: rules.steps.length, today, shown })
  const activeShare = matched === 0 ? null : Math.round((active * 10_000) / matched)
  const messages = { planned: 0, sent: 0, late: 0, missed: 0, skipped: 0, open: 0 }
  for (const { state, date } of recent) {
    if (date > today) continue
    messages.planned += 1
    if (state === 'sent' || state === 'late' || state === 'missed' || state === 'skipped') messages[state] += 1
    else messages.open += 1
  }
  return {
    ...{ chatId, name: group.name, owner: group.ownerName, size: group.members, bigEnough: group.members >= BIG },
    ...{ active, matched, activeShare, lively: activeShare === null ? null : activeShare >= LIVELY },
    ...comingsAndGoings(ties, today),
    lastPostAt: last,
    quietDays: last === null ? null : Math.floor((now - last) / DAY),
    messages,
    funnel: viewOf(sums.get(chatId) ?? emptySums(rules.steps.length), rules),
  }
}

/** ms of the newest message that reached the group, or null. */
async function lastPost(store: Store, chatId: string, from: Day): Promise<number | null> {
  const where = { target: chatId, date: is.gte(from), state: is.in(['sent', 'late']) }
  const [row] = await store.find('deliveries', where, { sort: [['date', -1]], limit: 1, fields: ['sentAt', 'from'] })
  return row === undefined ? null : (row.sentAt ?? row.from)
}

/** Of those who are in the group now: whose account is known, and who of them checked in since a day. Three wire calls. */
async function activityOf(
  store: Store,
  ties: readonly Tie[],
  since: Day,
): Promise<{ active: number; matched: number }> {
  const customers = ties.filter(({ open }) => open).map(({ externalUserid }) => identityIdOf('ext', externalUserid))
  const faces = await readAll(store, 'identities', { _id: is.in(customers) }, ['person'])
  const persons = faces.map(({ person }) => person).filter((person) => !person.includes(':'))
  const members =
    persons.length === 0 ? [] : await readAll(store, 'identities', { person: is.in(persons), kind: 'wxa' })
  const byPerson = new Map(members.map(({ _id, person }) => [bareId(_id), person]))
  const accounts =
    byPerson.size === 0 ? [] : await readAll(store, 'accounts', { _id: is.in([...byPerson.keys()]) }, ['checkin'])
  const active = accounts.filter(({ checkin }) => checkin.lastDay !== null && checkin.lastDay >= since)
  return {
    active: new Set(active.map(({ _id }) => byPerson.get(_id))).size,
    matched: new Set(byPerson.values()).size,
  }
}

function comingsAndGoings(ties: readonly Tie[], today: Day): Pick<GroupHealth, 'days' | 'joinScenes' | 'quitScenes'> {
  const first = addDays(today, 1 - CHART)
  const days = Array.from({ length: CHART }, (_, i) => ({ day: addDays(first, i), joins: 0, quits: 0 }))
  const byDay = new Map(days.map((one) => [one.day, one]))
  const [joinScenes, quitScenes] = [new Map<number | null, number>(), new Map<number | null, number>()]
  const add = (scenes: Map<number | null, number>, scene: number | null) =>
    scenes.set(scene, (scenes.get(scene) ?? 0) + 1)
  for (const { from, to, joinScene, quitScene } of ties.flatMap(staysOf)) {
    const [came, went] = [
      from === null ? undefined : byDay.get(dayOf(from)),
      to === null ? undefined : byDay.get(dayOf(to)),
    ]
    if (came) {
      came.joins += 1
      add(joinScenes, joinScene)
    }
    if (went) {
      went.quits += 1
      add(quitScenes, quitScene)
    }
  }
  return { days, joinScenes: listed(joinScenes), quitScenes: listed(quitScenes) }
}

function listed(scenes: ReadonlyMap<number | null, number>) {
  return [...scenes].map(([scene, people]) => ({ scene, people })).sort((a, b) => b.people - a.people)
}
