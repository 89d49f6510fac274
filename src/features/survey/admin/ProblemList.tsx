import { Icon } from '../../../admin/parts/Icon'
import { findQuestion } from '../branching'
import type { DesignProblem } from '../contract'
import type { Outline } from './outline'
import { type Spot, spotOfProblem } from './spots'
import { plainTitle } from './titles'

/** What keeps the draft from being published, each with the way to it. */
export function ProblemList({
  problems,
  definition,
  go,
}: {
  problems: readonly DesignProblem[]
  definition: Outline
  go: (spot: Spot) => void
}) {
  return (
    <section className="survey-checks">
      <header>
        <h2>检查</h2>
        <span className={problems.length > 0 ? 'brick' : 'jade'}>
          {problems.length > 0 ? `${problems.length} 处要改` : '可以发布'}
        </span>
      </header>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.page} ${problem.question} ${problem.message}`}>
            <button type="button" onClick={() => go(spotOfProblem(problem))}>
              <Icon name="close" size={14} />
              <span>
                <b>{placeWords(problem, definition)}</b>
                {problem.message}
              </span>
              <span className="linkish">去改</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function placeWords({ page, question }: DesignProblem, definition: Outline): string {
  const title = question === null ? null : findQuestion(definition, question)?.title
  if (title) return `「${plainTitle(title)}」`
  if (question !== null) return `题目 ${question}`
  const at = definition.pages.findIndex(({ key }) => key === page)
  return page === null ? '整份问卷' : `第 ${at + 1} 页`
}
