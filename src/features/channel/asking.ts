import './collections'
import { OpenapiFailed } from '../../../cloudfunctions/platform/openapi'
import { PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { JoinWay } from '../../../cloudfunctions/platform/wecomWays'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { is } from '../../kernel/store'
import type { Channel, Place } from './rules'
import { channelText } from './text'

/** Where a mini-program code leads; it must be a page of the published version. */
export const SCANNED_PAGE = 'features/checkin/pages/today/index'

export interface Made {
  ref: string | null
  picture: string | null
  until: number | null
  /** Whom a contact way holds; absent where there are none. */
  users?: string[]
}

/** What became of asking a platform for a code. `silent`: it may exist. `unknown`: and nobody can be asked about it. */
export type Asked = { made: Made } | { failed: string; later: boolean } | { silent: string } | { unknown: string }

/** Clocks of two machines, and a request that was on its way (ms). */
const SLACK = 10 * MINUTE
/** Codes that were made elsewhere meanwhile; more than so many a person has to tell apart. */
const MOST_STRANGERS = 50

/** Asks the platform of a place for a code that carries the channel's id. Throws what the clients throw. */
export async function askPlace(
  context: Context,
  channel: Channel & { _id: string },
  { place, users, seconds }: { place: Place; users: string[]; seconds: number | null },
): Promise<Asked> {
  const { wecom, mp, wxa, now } = context
  const { _id: state, name } = channel
  if (place === 'contactWay') {
    const made = await wecom.addContactWay({ state, remark: name.slice(0, 30), users })
    return { made: { ref: made.configId, picture: made.picture, until: null, users } }
  }
  if (place === 'joinWay') {
    const way = joinWayOf(channel)
    if (way === null) return { failed: channelText.lacksGroups, later: false }
    return { made: { ref: await wecom.addJoinWay(way), picture: null, until: null } }
  }
  if (place === 'mp') {
    // A second code of the same scene is the same scene: nothing has to be looked for.
    const { ticket, picture, expiresIn } = await mp.createQr(state, seconds)
    return { made: { ref: ticket, picture, until: expiresIn === null ? null : now + expiresIn * 1000 } }
  }
  try {
    await wxa.getCode(state, SCANNED_PAGE)
    return { made: { ref: null, picture: null, until: null } }
  } catch (error) {
    // Nothing is kept at WeChat of such a code, so a try without an answer is simply not made.
    if (error instanceof OpenapiFailed) return { failed: channelText.wxaFailed(error.code), later: error.code === null }
    throw error
  }
}

export function joinWayOf({ _id: state, name, groups }: Channel & { _id: string }): JoinWay | null {
  return groups === null ? null : { state, remark: name.slice(0, 30), ...groups }
}

/**
 * What an earlier try left at WeCom: the way that carries this channel's id. Null when there surely is none.
 *
 * @param since ms from which it may have been made
 */
export async function findWay(
  context: Context,
  id: string,
  place: 'contactWay' | 'joinWay',
  ref: string | null,
  since: number,
): Promise<Asked | null> {
  if (ref !== null) return adopt(context, id, place, ref)
  if (place === 'joinWay') return { unknown: channelText.joinUnknown }
  const { wecom, store, now } = context
  const listed = await wecom.listContactWays(since - SLACK, now + SLACK)
  const ours = await store.find(
    'channels',
    { 'codes.contactWay.ref': is.in(listed.slice(0, 1000)) },
    { fields: ['codes'], limit: 1000 },
  )
  const known = new Set(ours.map(({ codes }) => codes.contactWay.ref))
  const strangers = listed.filter((each) => !known.has(each))
  if (strangers.length > MOST_STRANGERS) return { unknown: channelText.tooMany }
  for (const configId of strangers) {
    const way = await wecom.getContactWay(configId)
    if (way.state === id) return { made: { ref: configId, picture: way.picture, until: null, users: way.users } }
  }
  return null
}

async function adopt(context: Context, id: string, place: 'contactWay' | 'joinWay', ref: string): Promise<Asked> {
  const { wecom } = context
  try {
    if (place === 'joinWay') {
      const way = await wecom.getJoinWay(ref)
      return way.state === id ? { made: { ref, picture: way.picture, until: null } } : { unknown: channelText.notThis }
    }
    const way = await wecom.getContactWay(ref)
    return way.state === id
      ? { made: { ref, picture: way.picture, until: null, users: way.users } }
      : { unknown: channelText.notThis }
  } catch (error) {
    if (error instanceof PlatformError && error.kind === 'bad_argument') return { unknown: channelText.notThis }
    throw error
  }
}
