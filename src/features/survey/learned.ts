import type { Quiet } from '../../kernel/quiet'
import type { PreferenceView } from './contract'
import { type Definition, PREFERENCES, type Preference } from './definition'
import { type Given, OTHER, questionsOf } from './model'

/** Between a preference's name and its value, in a segment: 喜欢的活动·抽奖. */
const DOT = '·'
/** Of one member at most, as staff may set them. */
const MOST_SEGMENTS = 32
/** Characters of one segment, as staff may set them. */
const LONGEST_SEGMENT = 20

type Asking = Pick<Definition, 'pages'>

export function segmentOf({ name }: Preference, value: string): string {
  return [...`${name}${DOT}${value}`].slice(0, LONGEST_SEGMENT).join('')
}

/** True when some question of it teaches something. */
export function teaches(definition: Asking): boolean {
  return questionsOf(definition).some(({ prefers }) => prefers !== null)
}

/**
 * A member's segments after an answer: of each preference that was asked and answered the old values go, the new ones come. Others
 * stay. Own words ("其它") are read by people, they are no segment.
 */
export function segmentsAfter(segments: readonly string[], definition: Asking, answers: readonly Given[]): string[] {
  return questionsOf(definition).reduce<string[]>(
    (current, question) => {
      const preference = PREFERENCES.find(({ key }) => key === question.prefers)
      const given = answers.find((each) => each.question === question.key)
      if (!preference || given?.answer.kind !== 'picked' || !('options' in question)) return current
      const { options } = given.answer
      const picked = question.options.filter(({ key }) => options.includes(key) && key !== OTHER)
      return replaced(
        current,
        preference,
        picked.map(({ text }) => text),
      )
    },
    [...segments],
  )
}

/** The segments with these values of a preference in place of the old ones. */
export function replaced(segments: readonly string[], preference: Preference, values: readonly string[]): string[] {
  const others = segments.filter((segment) => !segment.startsWith(`${preference.name}${DOT}`))
  const next = [...new Set([...others, ...values.map((value) => segmentOf(preference, value))])].sort()
  return next.slice(0, Math.max(MOST_SEGMENTS, others.length))
}

/** What else a preference moves: hours without messages, and messages in seven days. */
export interface Moves {
  quiet?: Quiet | null
  perWeek?: number | null
}

/** @param keys keys of the picked options, such as `q2200_0800` or `w3` */
export function movesOf(preference: Preference, keys: readonly string[]): Moves {
  const [key] = keys
  if (preference.moves === 'quiet') {
    const [, from = '', until = ''] = /^q(\d{4})_(\d{4})$/.exec(key ?? '') ?? []
    return { quiet: from === '' ? null : { from: clock(from), until: clock(until) } }
  }
  if (preference.moves === 'perWeek') {
    const [, count] = /^w(\d{1,2})$/.exec(key ?? '') ?? []
    return { perWeek: count === undefined ? null : Number(count) }
  }
  return {}
}

function clock(digits: string): string {
  return `${digits.slice(0, 2)}:${digits.slice(2)}`
}

/** Of the answers those whose lesson the member still lets stand. */
export function heldStill(definition: Asking, answers: readonly Given[], segments: readonly string[]): Given[] {
  return answers.filter((given) => {
    const taught = segmentsAfter([], definition, [given])
    return taught.every((segment) => segments.includes(segment))
  })
}

/** All that the answers move beside the segments; null: nothing. */
export function movesAfter(definition: Asking, answers: readonly Given[]): Moves | null {
  const moves: Moves = {}
  for (const { key, prefers } of questionsOf(definition)) {
    const preference = PREFERENCES.find((each) => each.key === prefers)
    const given = answers.find((each) => each.question === key)
    if (preference && given?.answer.kind === 'picked') Object.assign(moves, movesOf(preference, given.answer.options))
  }
  return Object.keys(moves).length === 0 ? null : moves
}

/** What is known of a member, for them to see and correct. `asked`: definitions whose questions name the choices. */
export function preferencesOf(segments: readonly string[], asked: readonly Asking[]): PreferenceView[] {
  return PREFERENCES.flatMap((preference) => {
    const { key, name } = preference
    const values = segments
      .filter((segment) => segment.startsWith(`${name}${DOT}`))
      .map((segment) => segment.slice(name.length + DOT.length))
    const choices = choicesOf(preference, asked).map(({ text }) => text)
    return values.length + choices.length === 0 ? [] : [{ key, name, values, choices: [...new Set(choices)] }]
  })
}

/** The options of all questions that ask for a preference. */
export function choicesOf({ key }: Preference, asked: readonly Asking[]): { key: string; text: string }[] {
  return asked
    .flatMap(questionsOf)
    .flatMap((question) => (question.prefers === key && 'options' in question ? question.options : []))
}
