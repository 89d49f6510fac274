import type { Definition } from '../definition'
import { type Page, type Question, questionsOf } from '../model'

/** What the editor holds: the operators' name for it and everything that is asked. */
export interface SurveyForm {
  name: string
  draft: Definition
}

/**
 * The form in pieces that two editors can have changed apart: the survey's own fields, each page, each question, and the order.
 * A piece that is not there is null.
 */
export type Pieces = Record<string, unknown>

const WHOLE = {
  name: '内部名字',
  title: '标题',
  intro: '开头',
  thanks: '结尾',
  anonymous: '匿名或实名',
  quotas: '名额',
  reward: '奖励',
  rounds: '期数',
  audience: '对象',
  triggers: '什么时候问',
  listed: '列表里可见',
  opensAt: '开始时间',
  closesAt: '结束时间',
} as const

function piecesOf({ name, draft }: SurveyForm): Pieces {
  const { pages, ...whole } = draft
  return {
    name,
    ...whole,
    order: pages.map(({ key, questions }) => ({ page: key, questions: questions.map((question) => question.key) })),
    ...Object.fromEntries(pages.map(({ questions: _, ...page }) => [`page ${page.key}`, page])),
    ...Object.fromEntries(questionsOf(draft).map((question) => [`question ${question.key}`, question])),
  }
}

/** The pieces of several forms with the same names each. */
export function alignedPieces(forms: readonly SurveyForm[]): Pieces[] {
  const pieces = forms.map(piecesOf)
  const empty = Object.fromEntries(pieces.flatMap((each) => Object.keys(each)).map((name) => [name, null]))
  return pieces.map((each) => ({ ...empty, ...each }))
}

/** The form that pieces make; questions that no order names stand at the end of the last page. */
export function formOfPieces(pieces: Pieces, like: SurveyForm): SurveyForm {
  const { name, order, ...rest } = pieces
  const questions = new Map<string, Question>()
  const pages = new Map<string, Omit<Page, 'questions'>>()
  const whole: Record<string, unknown> = {}
  for (const [piece, value] of Object.entries(rest)) {
    const [kind, key = ''] = piece.split(' ')
    if (kind === 'question' && value !== null) questions.set(key, value as Question)
    else if (kind === 'page' && value !== null) pages.set(key, value as Omit<Page, 'questions'>)
    else if (!piece.includes(' ')) whole[piece] = value
  }
  const placed = (order as { page: string; questions: string[] }[]).flatMap(({ page: key, questions: keys }) => {
    const page = pages.get(key)
    if (!page) return []
    pages.delete(key)
    return [{ ...page, questions: keys.flatMap((one) => taken(questions, one)) }]
  })
  const all = [...placed, ...[...pages.values()].map((page) => ({ ...page, questions: [] as Question[] }))]
  all.at(-1)?.questions.push(...questions.values())
  return { name: String(name), draft: { ...like.draft, ...(whole as Partial<Definition>), pages: all } }
}

function taken(questions: Map<string, Question>, key: string): Question[] {
  const found = questions.get(key)
  questions.delete(key)
  return found ? [found] : []
}

/** How each piece is called. */
export function pieceNames(forms: readonly SurveyForm[]): Record<string, string> {
  const names: Record<string, string> = { ...WHOLE, order: '页和题的顺序' }
  for (const { draft } of forms) {
    draft.pages.forEach((page, at) => {
      names[`page ${page.key}`] = `第 ${at + 1} 页的设置`
    })
    for (const { key, title } of questionsOf(draft)) names[`question ${key}`] = `题目「${title}」`
  }
  return names
}

/** A piece in one line, for comparing. */
export function shownPiece(pieces: Pieces, name: string): string {
  const value = pieces[name]
  if (value === null || value === undefined) return '没有'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string' || typeof value === 'number') return String(value) || '空着'
  if (name === 'order') {
    return (value as { questions: string[] }[]).map(({ questions }) => questions.join('、')).join(' ／ ')
  }
  if (name.startsWith('question ')) return shownQuestion(value as Question)
  return JSON.stringify(value).slice(0, 160)
}

function shownQuestion(question: Question): string {
  const options = 'options' in question ? `：${question.options.map(({ text }) => text).join('、')}` : ''
  return `${question.title}${question.required ? '（必答）' : ''}${options}${question.showIf ? '（有显示条件）' : ''}`
}
