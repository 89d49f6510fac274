import './collections'
import '../points/collections'
import '../delivery/collections'
import type { Context } from '../../context'
import { addDays, type Day, dayOf, dayOfMonth, startOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { settle } from '../../kernel/settle'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { addressesOf, findMaterials } from '../material/find'
import { idOfRef, nameOfRef } from '../material/rules'
import { requireConsent, requireMember } from '../member/access'
import { PRIVACY_VERSION } from '../member/contract'
import type { BeatPage, BeatView, sopMemberContract } from './contract'
import { beatsOfDay, type FoundBeat, findBeat, liveVersions } from './heardBeats'
import { countAnswers } from './participation'
import { isCheckin } from './readParts'
import { sopText } from './refusals'
import type { Part, Participation } from './rules'
import { hasTones, wordedFor } from './tones'
import { filledParts } from './variables'

export const columnHandlers: Handlers<typeof sopMemberContract, Context> = {
  /**
   * Four reads whatever the number of columns: SOPs, their live versions, the group, the member's participations; two more for a
   * group in its first days.
   */
  async 'sop.getToday'({ group: chatId }, { store, now, caller }) {
    const memberId = requireMember(caller)
    const [heard, own] = await together([
      programmeOf(store, chatId ?? null, dayOf(now)),
      participationsOn(store, memberId, dayOf(now)),
    ])
    return programmeView(heard, own, now)
  },

  async 'sop.getMonth'({ month }, { store, caller }) {
    const memberId = requireMember(caller)
    const span = is.and(is.gte(`${month}-01`), is.lte(`${month}-31`))
    const found = await store.find('participations', { memberId, day: span }, { limit: 1000, fields: ['day'] })
    const joined = new Map<number, number>()
    for (const { day } of found) joined.set(dayOfMonth(day), (joined.get(dayOfMonth(day)) ?? 0) + 1)
    return { days: [...joined].map(([day, count]) => ({ day, joined: count })).sort((a, b) => a.day - b.day) }
  },

  async 'sop.openBeat'({ beat, group, version }, context) {
    const { store, caller } = context
    const memberId = requireMember(caller)
    const found = await findBeat(store, beat, { memberId, group, version })
    const mine = await rememberOpening(context, found, memberId, group ?? null)
    return pageOf(context, await asHeard(store, found, mine?.group ?? group), mine)
  },

  /** The first answer stands: a repeat, also after a lost answer, is told what was chosen first. */
  async 'sop.choose'({ beat, choice, version }, context) {
    const { store, now, caller } = context
    const memberId = requireMember(caller)
    const found = await findBeat(store, beat, { memberId, version })
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
    return pageOf(context, await asHeard(store, found, mine.group), mine)
  },
}

/** What everybody of a group hears on a day, in order of time. */
export interface HeardProgramme {
  date: Day
  groupName: string | null
  beats: FoundBeat[]
}

/** Three reads, two more for a group in its first days; the same for all members of the group. */
export async function programmeOf(store: Store, chatId: string | null, date: Day): Promise<HeardProgramme> {
  const [versions, group] = await together([liveVersions(store), chatId === null ? null : store.get('groups', chatId)])
  const beats = (await beatsOfDay(store, versions, group, date)).sort((a, b) => a.from - b.from)
  return { date, groupName: group?.name ?? null, beats }
}

/** What a member took part in on a day. One read. */
export function participationsOn(store: Store, memberId: string, date: Day): Promise<Participation[]> {
  return store.find('participations', { memberId, day: date }, { limit: 100 })
}

export function programmeView({ date, groupName, beats }: HeardProgramme, own: readonly Participation[], now: number) {
  const mine = new Map(own.map((participation) => [participation.beat, participation]))
  return {
    date,
    groupName,
    beats: beats.map((beat) => viewOf(beat, mine.get(beat.beat) ?? null, now)),
    nextBeatAt: beats.find((beat) => beat.from > now)?.from ?? null,
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

/** The beat in the words of the group whose card was opened; a read more only where tones differ. */
async function asHeard(store: Store, found: FoundBeat, chatId: string | null | undefined): Promise<FoundBeat> {
  if (chatId == null || !hasTones(found.node)) return found
  const group = await store.get('groups', chatId)
  return group === null ? found : { ...found, node: wordedFor(found.node, group, found.beat) }
}

async function pageOf(
  { store, photos, now }: Context,
  found: FoundBeat,
  mine: Participation | null,
): Promise<BeatPage> {
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
    version: found.version,
    text: text?.type === 'text' ? text.text : '',
    cover: card?.type === 'card' ? card.cover : 'notice',
    media: await withFiles({ store, photos }, parts.flatMap(mediaOf)),
    topic,
    tally,
    participants,
  }
}

/** Files of the library by an address that the phone can show; the rest by the name that people call it. */
async function withFiles(
  context: Pick<Context, 'store' | 'photos'>,
  media: BeatPage['media'],
): Promise<BeatPage['media']> {
  const refs = media.filter(({ type }) => FILES.includes(type)).map(({ material }) => material)
  const named = refs.filter((ref) => idOfRef(ref) !== null)
  if (named.length === 0) return media
  const found = await findMaterials(context.store, named)
  const urls = await addressesOf(context, found.values())
  return media.map((one) => {
    const file = found.get(one.material)?.file
    const url = file ? urls.get(file) : undefined
    const shown = url !== undefined && one.type !== 'file' ? url : nameOfRef(one.material)
    return FILES.includes(one.type) ? { ...one, material: shown } : one
  })
}

const FILES: readonly string[] = ['image', 'video', 'voice', 'file']

/** What a page shows of a part beside words and card; several pictures are several lines. */
function mediaOf(part: Part): BeatPage['media'] {
  if (part.type === 'text' || part.type === 'card') return []
  if (part.type === 'images') return part.materials.map((material) => ({ type: 'image', material }))
  if (part.type === 'link') {
    const { title: material, url, description } = part
    return [{ type: 'link', material, url, ...(description === '' ? {} : { note: description }) }]
  }
  if (part.type === 'game') return [{ type: 'game', material: part.title, page: part.page }]
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
