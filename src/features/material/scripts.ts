import type { ToneWording } from '../sop/rules'

/** Where a script stands in the tree of questions, and its answers: the material's text is the one in `tone`. */
export interface ScriptContent {
  /** 售后, 产品 …; '' is not sorted yet. */
  category: string
  /** '' when nobody named it. */
  tone: string
  /** The same in other tones. */
  answers: ToneWording[]
}

/** A script as it is written: its place, and all of its answers. */
export type ScriptForm = ScriptContent & { text: string }

/** Of scripts from before there was a tree. */
export const UNSORTED: ScriptContent = { category: '', tone: '', answers: [] }

/** Answers of one question, its first included. */
export const MOST_ANSWERS = 6
export const CATEGORY_LENGTH = 12

/** One question as a tree shows it. */
export interface Question {
  id: string
  /** The question. */
  name: string
  tags: readonly string[]
  text: string
  script: ScriptContent
  /** Nodes that say one of its answers. */
  uses: number
}

export interface Category<Q extends Question = Question> {
  category: string
  questions: Q[]
}

/** All answers of a question, the first one first. */
export function answersOf({ text, script }: Pick<Question, 'text' | 'script'>): ToneWording[] {
  return [{ tone: script.tone, text }, ...script.answers]
}

/**
 * Questions by category, the fullest category first and what is not sorted last; in each the most used first.
 *
 * @param words all of them must stand in the question, its answers, category or tags, whatever the case
 */
export function scriptTree<Q extends Question>(questions: readonly Q[], words = ''): Category<Q>[] {
  const wanted = words.toLowerCase().split(/\s+/)
  const tree = new Map<string, Q[]>()
  for (const question of questions) {
    const { name, tags, script } = question
    const answers = answersOf(question).flatMap(({ tone, text }) => [tone, text])
    const said = [name, script.category, ...tags, ...answers].join('\n').toLowerCase()
    if (!wanted.every((word) => said.includes(word))) continue
    tree.set(script.category, [...(tree.get(script.category) ?? []), question])
  }
  return [...tree]
    .map(([category, found]) => ({
      category,
      questions: found.sort((a, b) => b.uses - a.uses || (a.name < b.name ? -1 : 1)),
    }))
    .sort(
      (a, b) =>
        Number(a.category === '') - Number(b.category === '') ||
        b.questions.length - a.questions.length ||
        (a.category < b.category ? -1 : 1),
    )
}

/** The answer in a tone, else the first one. */
export function answerIn(question: Pick<Question, 'text' | 'script'>, tone: string): string {
  return answersOf(question).find((answer) => answer.tone === tone)?.text ?? question.text
}
