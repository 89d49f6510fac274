import type { Definition } from '../definition'
import type { Option, Page, Question, QuestionType } from '../model'
import { editorText } from './text'

/** Keys that are free: `q1`, `q2` …; a deleted key is not taken again while the page is open if `used` still names it. */
export function freeKey(prefix: string, used: Iterable<string>): string {
  const taken = new Set(used)
  for (let number = 1; ; number++) if (!taken.has(`${prefix}${number}`)) return `${prefix}${number}`
}

export function blankOption(used: Iterable<string>, text = ''): Option {
  return { key: freeKey('o', used), text, picture: null, instead: null, alone: false, last: false }
}

/** A question of a type with everything that it needs; it can be answered at once. */
export function blankQuestion(type: QuestionType, key: string, title: string = editorText.blankQuestion): Question {
  const asked = { key, title, help: '', required: true, showIf: null, prefers: null }
  const options = ['选项一', '选项二'].map((text, at) => ({ ...blankOption([], text), key: `o${at + 1}` }))
  const choosing = { options, other: false, shuffle: false }
  switch (type) {
    case 'single':
    case 'dropdown':
    case 'ranking':
      return { ...asked, type, ...choosing }
    case 'multi':
    case 'picture':
      return { ...asked, type, ...choosing, min: 0, max: null }
    case 'text':
      return { ...asked, required: false, type, lines: 4, min: 0, max: 500, hint: '写一两句就好' }
    case 'number':
      return { ...asked, type, min: null, max: null, decimals: 0, unit: '' }
    case 'date':
      return { ...asked, type, from: null, to: null }
    case 'rating':
      return { ...asked, type, levels: 5, low: '不好', high: '很好' }
    case 'nps':
      return { ...asked, type, low: '完全不愿意', high: '非常愿意' }
    case 'csat':
      return { ...asked, type, low: '很不满意', high: '很满意' }
    case 'ces':
      return { ...asked, type, low: '很麻烦', high: '很轻松' }
    case 'image':
      return { ...asked, required: false, type, max: 3 }
    case 'consent':
      return { ...asked, type, statement: '' }
    case 'matrix':
      return {
        ...asked,
        type,
        rows: [{ key: 'r1', text: '第一项' }],
        columns: [
          { key: 'c1', text: '不满意' },
          { key: 'c2', text: '满意' },
        ],
      }
  }
}

/** Another type for the same question: what both know stays. */
export function retyped(question: Question, type: QuestionType): Question {
  const fresh = blankQuestion(type, question.key, question.title)
  const kept: Record<string, unknown> = { ...question }
  const fits = Object.fromEntries(
    Object.keys(fresh).flatMap((field) => (field !== 'type' && field in kept ? [[field, kept[field]]] : [])),
  )
  return { ...fresh, ...fits } as Question
}

export function blankPage(key: string, questions: Question[] = []): Page {
  return { key, title: '', showIf: null, questions, jumps: [] }
}

export function blankSurvey(): Definition {
  return {
    title: editorText.blankTitle,
    intro: '大约 1 分钟',
    thanks: '收到了，谢谢你。你说的我们会放在心上。',
    anonymous: false,
    pages: [blankPage('p1', [blankQuestion('single', 'q1')])],
    quotas: [],
    reward: { points: null, batch: null },
    rounds: 'once',
    audience: null,
    triggers: [],
    listed: true,
    opensAt: null,
    closesAt: null,
  }
}
