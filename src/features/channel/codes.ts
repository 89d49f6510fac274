import './collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { DAY, MINUTE } from '../../kernel/day'
import { schedule } from '../../kernel/due'
import { refuse } from '../../kernel/errors'
import { type Decision, settle } from '../../kernel/settle'
import type { Doc, Store } from '../../kernel/store'
import { is } from '../../kernel/store'
import { together } from '../../kernel/together'
import { type Asked, askPlace, findWay } from './asking'
import { forgetChannel, requireChannel } from './channelOf'
import { dutyNow } from './duty'
import { type Channel, type Code, lacks, MOST_PERMANENT, MOST_WAYS, type Place } from './rules'
import { channelText } from './text'

/** The due item that finishes what a try left behind. */
export const CODE_JOB = 'channel.code'
/** Longer than a call of a function may run (ms): after it a claim is nobody's. */
const CLAIM = MINUTE

export interface Wanted {
  id: string
  place: Place
  again?: boolean
  /** config_id that a person has found. */
  ref?: string
  /** Life of a temporary 公众号 code. */
  days?: number
}

export function codeKey(id: string, place: Place): string {
  return `${CODE_JOB}:${id}:${place}`
}

/** Whether nobody is at it any more. */
export function isSilent(code: Code, now: number): boolean {
  return code.state === 'making' && code.at + CLAIM <= now
}

/**
 * Makes a code: claim, call, note. What an earlier try may have made is looked for before another one is asked for; where the platform
 * cannot be asked (join ways) a person decides.
 */
export async function makeCode(context: Context, wanted: Wanted): Promise<Doc<'channels'>> {
  const { store, now, requestId } = context
  const { id, place } = wanted
  const channel = await requireChannel(store, id)
  if (channel.state === 'stopped') refuse('CHANNEL_STOPPED', channelText.stopped)
  const missing = lacks(channel, place)
  if (missing !== null) refuse('CHANNEL_LACKS', missing === 'rota' ? channelText.lacksRota : channelText.lacksGroups)
  const code = channel.codes[place]
  if (isWhole(code, now)) return channel
  if (code.by !== requestId && code.state === 'making' && !isSilent(code, now)) refuse('CODE_BUSY', channelText.busy)
  if (code.state === 'none' || code.state === 'failed') await requireRoom(store, place, wanted.days)
  await schedule(store, { key: codeKey(id, place), kind: CODE_JOB, at: now + CLAIM, payload: { id, place } })
  const prior = await claim(context, wanted)
  if (prior === null) return requireChannel(store, id)
  return note(context, wanted, await ask(context, channel, prior, wanted))
}

function isWhole({ state, until }: Code, now: number): boolean {
  return state === 'ready' && (until === null || until > now)
}

/** Counts what we made ourselves; what else the accounts hold the platform says in its own words. */
async function requireRoom(store: Store, place: Place, days: number | undefined): Promise<void> {
  if (place === 'wxa' || (place === 'mp' && days !== undefined)) return
  const { permanent, ways } = await roomLeft(store)
  if (place === 'mp' && permanent <= 0) refuse('NO_ROOM', channelText.noRoomPermanent)
  if (place !== 'mp' && ways <= 0) refuse('NO_ROOM', channelText.noRoomWays)
}

/** How many codes the platforms still give, as far as we have made them. */
export async function roomLeft(store: Store): Promise<{ permanent: number; ways: number }> {
  const made = is.in(['making', 'ready', 'unknown'])
  const [permanent, contacts, joins] = await together([
    store.count('channels', { 'codes.mp.state': made }),
    store.count('channels', { 'codes.contactWay.state': made }),
    store.count('channels', { 'codes.joinWay.state': made }),
  ])
  return { permanent: MOST_PERMANENT - permanent, ways: MOST_WAYS - contacts - joins }
}

/** @returns the code as it stood before, or null when another run has it, or it is whole meanwhile */
async function claim({ store, now, requestId }: Context, { id, place }: Wanted): Promise<Code | null> {
  let prior: Code | null = null
  return settle(store, 'channels', id, (found): Decision<'channels', Code | null> => {
    if (found === null) return { answer: null }
    const code = found.codes[place]
    if (code.by === requestId && code.state === 'making' && prior !== null) return { answer: prior }
    if (isWhole(code, now) || (code.state === 'making' && !isSilent(code, now))) return { answer: null }
    prior = code
    const open = code.state === 'making' || code.state === 'unknown'
    const since = open ? (code.since ?? code.at) : now
    const mine: Code = { ...code, state: 'making', reason: null, by: requestId, at: now, since }
    return { guard: guardOf(id, place, code), change: { [`codes.${place}`]: mine }, answer: code }
  })
}

function guardOf(id: string, place: Place, code: Code) {
  const path = `codes.${place}`
  return { _id: id, [`${path}.state`]: code.state, [`${path}.by`]: code.by, [`${path}.at`]: code.at }
}

async function ask(context: Context, channel: Channel & { _id: string }, prior: Code, wanted: Wanted): Promise<Asked> {
  const { place, again, ref, days } = wanted
  const open = prior.state === 'making' || prior.state === 'unknown'
  const known = ref ?? prior.ref
  try {
    if (place === 'contactWay' || place === 'joinWay') {
      const found = open && !again ? await findWay(context, channel._id, place, known, prior.since ?? prior.at) : null
      if (found !== null) return found
    }
    const users = place === 'contactWay' ? (await dutyNow(context, channel)).users : []
    return await askPlace(context, channel, { place, users, seconds: days === undefined ? null : (days * DAY) / 1000 })
  } catch (error) {
    if (error instanceof PlatformError) return { failed: error.mend, later: error.kind === 'retry_later' }
    if (error instanceof NetworkError && error.outcome === 'not_sent') return { failed: error.mend, later: true }
    if (error instanceof NetworkError) return { silent: channelText.silent }
    throw error
  }
}

/** Only the run that holds the claim writes down what became of it. */
async function note(context: Context, { id, place }: Wanted, asked: Asked): Promise<Doc<'channels'>> {
  const { store, now, requestId } = context
  const path = `codes.${place}`
  const channel = await settle(store, 'channels', id, (found): Decision<'channels', Doc<'channels'>> => {
    if (found === null) return refuse('NO_SUCH_CHANNEL', channelText.noChannel)
    const code = found.codes[place]
    if (code.by !== requestId || code.state !== 'making') return { answer: found }
    const next = after(code, asked, now)
    const people = 'made' in asked && asked.made.users !== undefined ? { onWay: asked.made.users } : {}
    if (next === code) return { answer: found }
    const answer = { ...found, ...people, codes: { ...found.codes, [place]: next } }
    return { guard: guardOf(id, place, code), change: { [path]: next, ...people }, answer }
  })
  forgetChannel(id)
  return channel
}

function after(code: Code, asked: Asked, now: number): Code {
  if ('silent' in asked) return code.reason === asked.silent ? code : { ...code, reason: asked.silent }
  if ('made' in asked) {
    const { ref, picture, until } = asked.made
    return { ...code, state: 'ready', ref, picture, until, reason: null, at: now, since: null }
  }
  if ('unknown' in asked) return { ...code, state: 'unknown', reason: asked.unknown, at: now }
  return { ...code, state: 'failed', reason: asked.failed, at: now, since: null }
}
