import { isSilent } from './codes'
import type { ChannelRow, ChannelView, CodeView } from './contract'
import { sum } from './costs'
import { warningOf } from './plan'
import { nextChange, type OnDuty } from './rota'
import { type Channel, type Code, PLACES, type Place } from './rules'
import { channelText } from './text'

/** A code as staff see it: one that nobody is at any more is told as such. */
function codeView(code: Code, now: number): CodeView {
  const { state, ref, reason, at, until } = code
  const waits = state === 'making' && isSilent(code, now)
  return { state, ref, reason: waits ? (reason ?? channelText.silent) : reason, at, until }
}

function eachPlace<T>(of: (place: Place) => T): Record<Place, T> {
  return Object.fromEntries(PLACES.map((place) => [place, of(place)])) as Record<Place, T>
}

export function rowOf(
  channel: Channel & { _id: string },
  names: { staff: ReadonlyMap<string, string>; groups: ReadonlyMap<string, string> },
): ChannelRow {
  const { _id: id, name, kind, store, state, groups, onWay, codes, costs, createdAt } = channel
  return {
    id,
    name,
    kind,
    store,
    state,
    groups: (groups?.chats ?? []).map((chat) => names.groups.get(chat) ?? chat),
    onDuty: (onWay ?? []).map((user) => names.staff.get(user) ?? user),
    codes: eachPlace((place) => codes[place].state),
    costCents: sum(costs),
    createdAt,
  }
}

export function viewOf(channel: Channel & { _id: string }, duty: OnDuty, now: number): ChannelView {
  const { _id: id, name, kind, store, state, rota, groups, welcome, invite, tags, firstSop, costs } = channel
  const { codes, onWay, revision, createdAt, createdBy } = channel
  return {
    id,
    name,
    kind,
    store,
    state,
    rota,
    groups,
    welcome,
    invite,
    tags,
    firstSop,
    costs,
    codes: eachPlace((place) => codeView(codes[place], now)),
    onWay,
    duty: rota === null ? null : { ...duty, next: nextChange(rota, now) },
    warning: warningOf(channel),
    revision,
    createdAt,
    createdBy,
  }
}
