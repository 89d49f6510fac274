import { DAY } from '../../kernel/day'
import type { SendingRules } from '../delivery/sendingRules'
import type { Consents } from './consents'
import type { MessageLine, Sending } from './contract'
import { composed, type MessageKind } from './kinds'
import type { Intent } from './rules'
import { intentText } from './text'

/** How much of the member's week is used up. */
export function sendingOf(doc: Consents, rules: SendingRules, now: number): Sending {
  return {
    sent: doc.heard.filter(({ at }) => at > now - 7 * DAY).length,
    perWeek: Math.min(rules.personPerWeek, doc.preferences.perWeek ?? rules.personPerWeek),
    most: rules.personPerWeek,
    quiet: rules.quiet,
  }
}

/** Messages that are over are shown so long (ms). */
const SHOWN = 30 * DAY

/**
 * What was said to a member and what is planned. A guide's message is no wish: of it only the place under the caps is known, and it
 * stands here by that.
 */
export function messagesOf(
  intents: readonly Intent[],
  doc: Pick<Consents, 'heard'> | null,
  kinds: readonly MessageKind[],
  now: number,
): { planned: MessageLine[]; said: MessageLine[] } {
  const known = new Set(intents.map(({ _id }) => _id))
  const lines = intents.flatMap((intent) => lineOf(intent, kinds))
  const others = (doc?.heard ?? []).flatMap(({ id, at }): MessageLine[] =>
    known.has(id) ? [] : [{ id, name: intentText.byGuide, lines: [], at, state: 'said', page: null }],
  )
  const newest = (a: MessageLine, b: MessageLine) => b.at - a.at
  return {
    planned: lines.filter(({ state }) => state === 'waiting').sort((a, b) => a.at - b.at),
    said: [...lines.filter(({ state }) => state !== 'waiting'), ...others]
      .filter(({ at }) => at > now - SHOWN)
      .sort(newest),
  }
}

/** What nobody was told is no message. */
function lineOf(
  { _id: id, kind: kindId, vars, dueAt, endedAt, state }: Intent,
  kinds: readonly MessageKind[],
): MessageLine[] {
  const kind = kinds.find(({ _id }) => _id === kindId)
  if (kind === undefined || state === 'dropped') return []
  const message = composed(kind, vars)
  const words = 'problem' in message ? null : message
  return [
    {
      id,
      name: kind.name,
      lines: words?.data.map(({ value }) => value) ?? [],
      at: state === 'waiting' ? dueAt : (endedAt ?? dueAt),
      // One that is being said this moment is as good as planned.
      state: state === 'saying' ? 'waiting' : state,
      page: words?.page ?? null,
    },
  ]
}
