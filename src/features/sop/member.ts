import './collections'
import '../points/collections'
import '../delivery/collections'
import type { Context } from '../../context'
import { addDays, type Day, dayOf, instantAt, startOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { settle } from '../../kernel/settle'
import { type Doc, is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { factsOfGroup } from '../delivery/groupFacts'
import { requireConsent, requireMember } from '../member/access'
import { PRIVACY_VERSION } from '../member/contract'
import type { GroupFacts } from './audience'
import type { BeatPage, BeatView, sopMemberContract } from './contract'
import { expand, parseBeat } from './expand'
import { countAnswers } from './participation'
import { isCheckin } from './readParts'
import { sopText } from './refusals'
import { isSpeaking, type Part, type Participation, type SopNode, type SopVersion } from './rules'
import { lastRunDay, runId } from './runs'
import { upcastVersion } from './upcast'
import { filledParts } from './variables'
import { newestVersions } from './versionStore'
import { versionOfBeat } from './versions'

/** A beat that was found in its version. */
interface FoundBeat {
  beat: string
  node: SopNode
  date: Day
  from: number
  until: number
}

export const columnHandlers: Handlers<typeof sopMemberContract, Context> = {
  /** Four reads whatever the number of columns: SOPs, their live versions, the group, the member's participations. */
  async 'sop.getToday'({ group: chatId }, { store, now, caller }) {
    const memberId = requireMember(caller)
    const date = dayOf(now)
    const [versions, group, done] = await together([
      liveVersions(store),
      chatId === undefined ? null : store.get('groups', chatId),
      store.find('participations', { memberId, day: date }, { limit: 100 }),
    ])
    const own = new Map(done.map((participation) => [participation.beat, participation]))
    const facts = group === null ? null : await factsOf(store, versions, group)
    const beats = versions.flatMap((version) => beatsOfDay(version, date, facts)).sort((a, b) => a.from - b.from)
    const next = beats.find((beat) => beat.from > now)
    return {
      date,
      groupName: group?.name ?? null,
      beats: beats.map((beat) => viewOf(beat, own.get(beat.beat) ?? null, now)),
      nextBeatAt: next?.from ?? null,
    }
  },

  async 'sop.openBeat'({ beat, group }, context) {
    const { store, now, caller } = context
    const memberId = requireMember(caller)
    const found = await findBeat(store, beat)
    const mine = await rememberOpening(context, found, memberId, group ?? null)
    return pageOf(store, found, mine, now)
  },

  /** The first answer stands: a repeat, also after a lost answer, is told what was chosen first. */
  async 'sop.choose'({ beat, choice }, context) {
    const { store, now, caller } = context
    const memberId = requireMember(caller)
    const found = await findBeat(store, beat)
    const { topic } = found.node
    if (topic === null) return refuse('NO_TOPIC', sopText.noTopic)
    if (!topic.options.some((option) => option.key === choice)) refuse('NO_SUCH_CHOICE', sopText.noSuchChoice)
    requireConsent(await store.get('accounts', memberId), context.settings)
    const mine = await settle(store, 'participations', participationId(found, memberId), (doc) => {
      if (doc?.choice != null) return { answer: doc }
      if (now < found.from) return refuse('NOT_YET', sopText.notYet)
      if (now >= startOf(addDays(found.date, 1))) return refuse('TOPIC_CLOSED', sopText.topicClosed)
      const answered = { ...(doc ?? opened(found, memberId, null, now)), actedAt: now, choice }
      if (doc === null) return { insert: answered, answer: answered }
      return { guard: { _id: doc._id, choice: null }, change: { actedAt: now, choice }, answer: answered }
    })
    return pageOf(store, found, mine, now)
  },
}

async function liveVersions(store: Store): Promise<SopVersion[]> {
  const sops = (await store.find('sops', { live: is.gt(0) }, { limit: 100 })).filter(isSpeaking)
  if (sops.length === 0) return []
  const ids = sops.map((sop) => `${sop._id}:${sop.live}`)
  return (await store.find('sop_versions', { _id: is.in(ids) }, { limit: 100 })).map(upcastVersion)
}

/** The group as the SOP sees it: on the version that it began with, as long as it is in its first days. */
async function factsOf(store: Store, versions: readonly SopVersion[], group: Doc<'groups'>): Promise<GroupFacts> {
  const counting = versions.filter((version) => lastRunDay(version.nodes) > 0)
  const ids = counting.map((version) => runId(version.sop, group._id))
  const [run] = ids.length === 0 ? [] : await store.find('sop_runs', { _id: is.in(ids) }, { limit: 1 })
  return factsOfGroup(group, [], run?.version ?? null)
}

/** What a group hears on a day, or without a group what is said to everybody; nothing that goes to members one by one. */
function beatsOfDay(version: SopVersion, date: Day, group: GroupFacts | null): FoundBeat[] {
  return (
    expand(version, { from: date, to: date }, group === null ? {} : { groups: [group] })
      .filter((beat) => beat.to === 'groups' && (group === null || beat.targets.length > 0))
      // Before the first publication nothing was heard; a later version goes on where the one before it was.
      .filter((beat) => version.parent !== null || beat.until > (version.publishedAt ?? 0))
  )
}

async function findBeat(store: Store, beat: string): Promise<FoundBeat> {
  const place = parseBeat(beat)
  if (place === null) return refuse('NO_SUCH_BEAT', sopText.noSuchBeat)
  const versions = await newestVersions(store, place.sop, 10, ['live', 'retired'])
  const windowIn = (version: SopVersion) => {
    const node = version.nodes.find((each) => each.key === place.node)
    const slot = node?.slots[place.slot]
    return node && slot ? { node, slot } : null
  }
  const version = versionOfBeat(versions, (each) => {
    const window = windowIn(each)
    return window && instantAt(place.date, window.slot.from)
  })
  const window = version && windowIn(version)
  if (!window) return refuse('NO_SUCH_BEAT', sopText.noSuchBeat)
  return {
    beat,
    node: window.node,
    date: place.date,
    from: instantAt(place.date, window.slot.from),
    until: instantAt(place.date, window.slot.until),
  }
}

/** Nothing of a visitor is kept before consent, nor before the column has begun. */
async function rememberOpening(
  { store, now, settings }: Context,
  found: FoundBeat,
  memberId: string,
  group: string | null,
): Promise<Participation | null> {
  const known = await store.get('participations', participationId(found, memberId))
  if (known || now < found.from) return known
  const account = settings.demo ? null : await store.get('accounts', memberId)
  if (!settings.demo && account?.consent?.version !== PRIVACY_VERSION) return null
  const fresh = opened(found, memberId, group, now)
  return settle(store, 'participations', fresh._id, (doc) => (doc ? { answer: doc } : { insert: fresh, answer: fresh }))
}

function opened(found: FoundBeat, memberId: string, group: string | null, now: number): Participation {
  return {
    _id: participationId(found, memberId),
    schema: 1,
    beat: found.beat,
    memberId,
    day: found.date,
    group,
    openedAt: now,
    actedAt: null,
    choice: null,
  }
}

function participationId(found: FoundBeat, memberId: string): string {
  return `${found.beat}:${memberId}`
}

async function pageOf(store: Store, found: FoundBeat, mine: Participation | null, now: number): Promise<BeatPage> {
  const parts = filledParts(found.node)
  const text = parts.find((part) => part.type === 'text')
  const card = parts.find((part) => part.type === 'card')
  const { topic } = found.node
  const [participants, tally] = await together([
    store.count('participations', { beat: found.beat }),
    // Who has not answered yet is not led by the others.
    topic !== null && mine?.choice != null ? countAnswers(store, found.beat, topic) : null,
  ])
  return {
    ...viewOf(found, mine, now),
    text: text?.type === 'text' ? text.text : '',
    cover: card?.type === 'card' ? card.cover : 'notice',
    media: parts.flatMap(mediaOf),
    topic,
    tally,
    participants,
  }
}

/** What a page shows of a part beside words and card; several pictures are several lines. */
function mediaOf(part: Part): BeatPage['media'] {
  if (part.type === 'text' || part.type === 'card') return []
  if (part.type === 'images') return part.materials.map((material) => ({ type: 'image', material }))
  return [{ type: part.type, material: 'material' in part ? part.material : part.title }]
}

function viewOf(found: FoundBeat, mine: Participation | null, now: number): BeatView {
  const { beat, node, from, until } = found
  const card = filledParts(node).find((part) => part.type === 'card')
  const chosen = node.topic?.options.find((option) => option.key === mine?.choice)
  return {
    beat,
    column: node.column,
    title: card?.type === 'card' ? card.title : node.column,
    module: node.module,
    from,
    until,
    when: now < from ? 'next' : now < until ? 'now' : 'past',
    opened: mine !== null,
    choice: mine?.choice ?? null,
    choiceText: chosen?.text ?? null,
    hasTopic: node.topic !== null,
    isCheckin: isCheckin(node),
  }
}
