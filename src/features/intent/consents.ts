import { DAY, dayOf, startOf } from '../../kernel/day'
import type { Quiet } from '../../kernel/quiet'
import type { Room } from '../delivery/gate'
import type { SendingRules } from '../delivery/sendingRules'
import { intentText } from './text'

/**
 * What one member lets us say, and what was said to them: one document, so that a message takes its consent and its place
 * under the caps in one guarded update.
 */
export interface Consents {
  /** `{memberId}` */
  _id: string
  schema: 1
  /** Counts every change up; the guard of the next. */
  seq: number
  /** Where WeChat delivers to; null after the member was forgotten. In no key and in no answer. */
  openid: string | null
  /** Accepts that are not used up: one accept is one message (WeChat keeps the count and does not tell it). */
  credits: { templateId: string; left: number }[]
  /** Ids of the last answers to the question, so that a repeated call counts once. */
  answers: string[]
  /** Kinds that the member switched; one that stands nowhere is on. */
  switches: { kind: string; on: boolean }[]
  /** What a member wishes, from the page or a survey. */
  preferences: Preferences
  /** Messages to this member by whatever route, the newest last, of the last seven days. */
  heard: { id: string; kind: string; templateId: string | null; at: number }[]
}

export interface Preferences {
  /** No message in these hours, beside the brand's own. */
  quiet: Quiet | null
  /** At most so many in seven days; null: what the brand allows. */
  perWeek: number | null
  /** Kinds (`survey.open`) or topics (`survey`) that the member does not want. */
  refused: string[]
}

/** Answers remembered: a phone repeats a call within minutes, and nobody answers sixty questions in that time. */
const ANSWERS_KEPT = 64
/** Messages remembered beyond all caps of a week. */
const HEARD_KEPT = 64
/** More than this can only be a client that counts wrongly. */
const MOST_CREDITS = 100
/** WeChat's answer to `requestSubscribeMessage` for one template. */
export type ConsentAnswer = 'accept' | 'reject' | 'ban' | 'filter'

export function newConsents(memberId: string, openid: string | null): Consents {
  return {
    _id: memberId,
    schema: 1,
    seq: 0,
    openid,
    credits: [],
    answers: [],
    switches: [],
    preferences: { quiet: null, perWeek: null, refused: [] },
    heard: [],
  }
}

/** Messages that the member still accepts from a template. */
export function creditsOf({ credits }: Pick<Consents, 'credits'>, templateId: string): number {
  return credits.find((each) => each.templateId === templateId)?.left ?? 0
}

/** The documents's new fields after an answer; null when this very answer was counted before. */
export function afterAnswer(
  doc: Consents,
  id: string,
  openid: string,
  answers: readonly { templateId: string; answer: ConsentAnswer }[],
): Pick<Consents, 'credits' | 'answers' | 'openid'> | null {
  if (doc.answers.includes(id)) return null
  let { credits } = doc
  for (const { templateId, answer } of answers) {
    // A refusal adds nothing, and it takes back nothing: what was accepted before is still WeChat's to deliver.
    if (answer === 'accept') credits = withCredits(credits, templateId, creditsOf({ credits }, templateId) + 1)
  }
  return { credits, openid, answers: [...doc.answers, id].slice(-ANSWERS_KEPT) }
}

/** The fields after a message took its place; `templateId` null: by a route that needs no consent. */
export function afterTaking(
  doc: Consents,
  message: { id: string; kind: string; templateId: string | null },
  now: number,
): Pick<Consents, 'credits' | 'heard'> {
  const { templateId } = message
  const heard = [...doc.heard.filter(({ at }) => at > now - 8 * DAY), { ...message, at: now }].slice(-HEARD_KEPT)
  if (templateId === null) return { credits: doc.credits, heard }
  return { credits: withCredits(doc.credits, templateId, creditsOf(doc, templateId) - 1), heard }
}

/** The fields after a message that surely did not go out gives its place back; null when it holds none. */
export function afterGivingBack(
  doc: Consents,
  id: string,
  { keepsCredit }: { keepsCredit: boolean },
): Pick<Consents, 'credits' | 'heard'> | null {
  const taken = doc.heard.find((each) => each.id === id)
  if (taken === undefined) return null
  const heard = doc.heard.filter((each) => each.id !== id)
  const { templateId } = taken
  if (templateId === null) return { credits: doc.credits, heard }
  const left = keepsCredit ? creditsOf(doc, templateId) + 1 : 0
  return { credits: withCredits(doc.credits, templateId, left), heard }
}

/** Why the member does not want a kind (Chinese), or null. */
export function unwantedBy({ switches, preferences }: Consents, kind: string): string | null {
  if (switches.some((each) => each.kind === kind && !each.on)) return intentText.switchedOff
  const [topic = ''] = kind.split('.')
  const refused = preferences.refused.includes(kind) || preferences.refused.includes(topic)
  return refused ? intentText.topicRefused : null
}

/** The room under the caps of a person, over everything that is said to them. */
export function roomsOf(doc: Consents, rules: SendingRules, now: number): Room[] {
  const today = dayOf(now)
  const ofToday = doc.heard.filter(({ at }) => dayOf(at) === today).length
  const week = doc.heard.map(({ at }) => at).filter((at) => at > now - 7 * DAY)
  const perWeek = Math.min(rules.personPerWeek, doc.preferences.perWeek ?? rules.personPerWeek)
  // There is room again when so many of them are older than seven days that one more fits.
  const leaving = week.sort((a, b) => a - b)[week.length - perWeek]
  return [
    {
      left: rules.personPerDay - ofToday,
      freeAt: startOf(today) + DAY,
      reason: intentText.personDay(ofToday),
    },
    {
      left: perWeek - week.length,
      freeAt: perWeek <= 0 || leaving === undefined ? Number.MAX_SAFE_INTEGER : leaving + 7 * DAY,
      reason: intentText.personWeek(week.length),
    },
  ]
}

function withCredits(credits: Consents['credits'], templateId: string, left: number): Consents['credits'] {
  const bounded = Math.max(0, Math.min(MOST_CREDITS, left))
  const others = credits.filter((each) => each.templateId !== templateId)
  return [...others, { templateId, left: bounded }]
}
