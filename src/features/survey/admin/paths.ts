import { holds } from '../../../kernel/condition'
import { factsOf, reach, type Step } from '../branching'
import type { Definition } from '../definition'
import { END, type Given, questionsOf } from '../model'
import { subjectsOf, wordsOfWhen } from './sentence'

/** One question of a test run: shown or not, and the sentence that says why. */
export interface Trace {
  page: string
  question: string
  title: string
  shown: boolean
  why: string
}

/** Why each question is seen by somebody with these answers. It retells what `reach` decided and decides nothing itself. */
export function tracesOf(definition: Pick<Definition, 'pages'>, answers: readonly Given[]): Trace[] {
  const steps = reach(definition, answers)
  const subjects = subjectsOf(questionsOf(definition))
  const shown = new Map<string, Step>(steps.map((step) => [step.page, step]))
  const skipped = skippedPages(definition, answers)
  return definition.pages.flatMap((page, at) =>
    page.questions.map(({ key: question, title, showIf }) => {
      const trace = { page: page.key, question, title }
      const step = shown.get(page.key)
      if (step?.questions.includes(question)) {
        if (showIf) return { ...trace, shown: true, why: `因为${wordsOfWhen(showIf, subjects)}` }
        if (page.showIf) return { ...trace, shown: true, why: `因为${wordsOfWhen(page.showIf, subjects)}` }
        return { ...trace, shown: true, why: '总是显示' }
      }
      const jump = skipped.get(page.key)
      if (jump)
        return {
          ...trace,
          shown: false,
          why: `被第 ${jump.from + 1} 页的跳转越过：${wordsOfWhen(jump.when, subjects)}`,
        }
      const missing = showIf && step ? showIf : (page.showIf ?? showIf)
      return {
        ...trace,
        shown: false,
        why: missing ? `还不满足：${wordsOfWhen(missing, subjects)}` : `第 ${at + 1} 页没有走到`,
      }
    }),
  )
}

/** Pages that a jump goes over, with the jump. */
function skippedPages({ pages }: Pick<Definition, 'pages'>, answers: readonly Given[]) {
  const skipped = new Map<string, { from: number; when: Definition['pages'][number]['jumps'][number]['when'] }>()
  const steps = reach({ pages }, answers)
  const asked = new Set(steps.flatMap(({ questions }) => questions))
  // The answers that count are those on the path, as in `reach`.
  const facts = factsOf(
    new Map(answers.filter(({ question }) => asked.has(question)).map((one) => [one.question, one.answer])),
  )
  for (let at = 0; at < pages.length; at++) {
    const page = pages[at]
    if (!page || skipped.has(page.key) || (page.showIf !== null && !holds(page.showIf, facts))) continue
    const jump = page.jumps.find(({ when }) => holds(when, facts))
    if (!jump) continue
    const target = jump.to === END ? pages.length : pages.findIndex(({ key }) => key === jump.to)
    for (const over of pages.slice(at + 1, Math.max(at + 1, target)))
      skipped.set(over.key, { from: at, when: jump.when })
  }
  return skipped
}
