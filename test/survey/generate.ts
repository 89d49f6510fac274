import fc from 'fast-check'
import type { Definition } from '../../src/features/survey/definition'
import {
  type Answer,
  END,
  type Given,
  type Option,
  OTHER,
  type Page,
  type Question,
} from '../../src/features/survey/model'
import { TEMPLATES } from '../../src/features/survey/templates'
import type { When } from '../../src/kernel/condition'

/** Chance as a generator's function: `below(3)` is 0, 1 or 2. */
export type Dice = (below: number) => number

const option = (key: string, alone = false): Option => ({
  key,
  text: `项${key}`,
  picture: 'https://a.b/c',
  instead: null,
  alone,
  last: false,
})

/** A survey that can be published, of every type of question, with conditions and jumps that lead forward. */
export function randomSurvey(dice: Dice): Definition {
  const pages: Page[] = []
  const before: Question[] = []
  const count = 1 + dice(6)
  for (let at = 0; at < count; at++) {
    const page: Page = {
      key: `p${at}`,
      title: '',
      showIf: at > 0 ? maybe(dice, before, 4) : null,
      questions: [],
      jumps: [],
    }
    for (let q = 0; q <= dice(4); q++) {
      const question = randomQuestion(dice, `q${at}_${q}`, maybe(dice, before, 3))
      page.questions.push(question)
      before.push(question)
    }
    for (let jump = dice(4) - 2; jump > 0; jump--) {
      const to = at + 1 + dice(count - at)
      page.jumps.push({ when: randomWhen(dice, before, 2), to: to >= count ? END : `p${to}` })
    }
    pages.push(page)
  }
  const [template] = TEMPLATES
  if (!template) throw new Error('no template')
  return { ...template.definition, title: '随机', pages }
}

function maybe(dice: Dice, before: readonly Question[], one: number): When | null {
  return before.length > 0 && dice(one) === 0 ? randomWhen(dice, before, 2) : null
}

function randomWhen(dice: Dice, before: readonly Question[], depth: number): When {
  const inner = () => randomWhen(dice, before, depth - 1)
  const kind = depth === 0 ? 3 : dice(6)
  if (kind === 0) return { all: [inner(), inner()] }
  if (kind === 1) return { any: [inner(), inner()] }
  if (kind === 2) return { not: inner() }
  const { key: fact, type } = before[dice(before.length)] ?? { key: 'none', type: 'text' }
  if (dice(4) === 0) return { fact, answered: dice(2) === 0 }
  if (type === 'matrix') return { fact: `${fact}.r${dice(2)}`, eq: `c${dice(3)}` }
  if (['single', 'dropdown', 'multi', 'picture', 'ranking'].includes(type)) {
    return dice(2) === 0 ? { fact, eq: `o${dice(4)}` } : { fact, in: [`o${dice(4)}`, OTHER] }
  }
  if (type === 'consent') return { fact, eq: dice(2) === 0 }
  if (type === 'text') return { fact, eq: '好' }
  if (type === 'date') return { fact, gte: `2026-0${1 + dice(9)}-01` }
  const bound = dice(11)
  return [
    { fact, gt: bound },
    { fact, gte: bound },
    { fact, lt: bound },
    { fact, lte: bound },
  ][dice(4)] as When
}

function randomQuestion(dice: Dice, key: string, showIf: When | null): Question {
  const asked = { key, title: key, help: '', required: dice(2) === 0, showIf, prefers: null }
  const options = [option('o0'), option('o1'), option('o2'), option('o3', dice(3) === 0)]
  const choosing = { options, other: dice(2) === 0, shuffle: dice(2) === 0 }
  const ends = { low: '', high: '' }
  const rows = [
    { key: 'r0', text: '行0' },
    { key: 'r1', text: '行1' },
  ]
  const columns = [0, 1, 2].map((at) => ({ key: `c${at}`, text: `列${at}` }))
  const all: (() => Question)[] = [
    () => ({ ...asked, ...choosing, type: 'single' }),
    () => ({ ...asked, ...choosing, type: 'dropdown' }),
    () => ({ ...asked, ...choosing, type: 'multi', min: dice(3), max: dice(2) === 0 ? null : 2 + dice(2) }),
    () => ({ ...asked, ...choosing, type: 'picture', min: 0, max: 2 }),
    () => ({ ...asked, ...choosing, type: 'ranking' }),
    () => ({ ...asked, type: 'text', lines: dice(2) === 0 ? 1 : 4, min: dice(2), max: 5, hint: '' }),
    () => ({ ...asked, type: 'number', min: 0, max: 8, decimals: 1, unit: '' }),
    () => ({ ...asked, type: 'date', from: '2026-02-01', to: null }),
    () => ({ ...asked, ...ends, type: 'rating', levels: 5 }),
    () => ({ ...asked, ...ends, type: 'nps' }),
    () => ({ ...asked, ...ends, type: 'csat' }),
    () => ({ ...asked, ...ends, type: 'ces' }),
    () => ({ ...asked, type: 'image', max: 2 }),
    () => ({ ...asked, type: 'consent', statement: '同意' }),
    () => ({ ...asked, type: 'matrix', rows, columns }),
  ]
  const make = all[dice(all.length)]
  if (!make) throw new Error('no question')
  return make()
}

/** An answer that fits more often than not; null: nothing. */
export function randomAnswer(dice: Dice, question: Question): Answer | null {
  if (dice(5) === 0) return null
  const { type } = question
  const some = (most: number) => ['o0', 'o1', 'o2', 'o3', OTHER].filter(() => dice(2) === 0).slice(0, most)
  const picked = (options: string[]): Answer => ({
    kind: 'picked',
    options,
    other: options.includes(OTHER) ? '别的' : null,
  })
  if (type === 'single' || type === 'dropdown') return picked(some(1 + (dice(9) === 0 ? 1 : 0)))
  if (type === 'multi' || type === 'picture') return picked(some(4))
  if (type === 'ranking')
    return picked(['o2', 'o0', 'o1', 'o3', ...('other' in question && question.other ? [OTHER] : [])])
  if (type === 'text') return { kind: 'text', text: ['好', '好的', '', '一\n二', '太长太长太长'][dice(5)] ?? '' }
  if (type === 'date')
    return { kind: 'day', day: ['2026-03-01', '2026-01-31', '2026-02-30', '2026-09-09'][dice(4)] ?? '' }
  if (type === 'image') return { kind: 'files', files: ['a', 'b', 'c'].slice(0, dice(4)) }
  if (type === 'consent') return { kind: 'agreed', agreed: dice(2) === 0 }
  if (type === 'matrix') {
    return {
      kind: 'cells',
      cells: [0, 1].flatMap((row) => (dice(4) === 0 ? [] : [{ row: `r${row}`, column: `c${dice(3)}` }])),
    }
  }
  return {
    kind: 'number',
    number: dice(12) - (dice(15) === 0 ? 1 : 0) + (type === 'number' && dice(4) === 0 ? 0.5 : 0),
  }
}

export function withAnswer(kept: readonly Given[], question: string, answer: Answer | null): Given[] {
  const others = kept.filter((given) => given.question !== question)
  return answer === null ? others : [...others, { question, answer }]
}

/** A die from a seed, so that a failing case can be told by one number. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39)
    mixed ^= mixed >>> 15
    return below <= 0 ? 0 : (mixed >>> 0) % below
  }
}

export const seeds = fc.integer({ min: 0, max: 0xffffffff })
