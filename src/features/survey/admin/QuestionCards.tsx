import { percent } from '../../../admin/format'
import { Chart } from '../../../admin/parts/Chart'
import { NumberLink } from '../../../admin/parts/NumberLink'
import type { QuestionResult, SurveyResults } from '../contract'
import type { QuestionType } from '../model'
import { BarFile, type BarRow, BarTable } from './charts'
import { type RowsHref, scaleModel, scoreOf } from './series'
import { typeNames } from './text'
import { plainTitle } from './titles'

/** Every question that has something to count, but the one that leads the page. */
export function QuestionCards({
  results,
  scored,
  href,
}: {
  results: SurveyResults
  scored: QuestionResult | null
  href: RowsHref
}) {
  const questions = results.questions.filter(
    ({ question, type }) => question !== scored?.question && type !== 'text' && type !== 'image',
  )
  return (
    <>
      {questions.map((question) =>
        question.scale.length > 0 ? (
          <Chart
            key={question.question}
            className="survey-half"
            title={plainTitle(question.title)}
            name={plainTitle(question.title)}
            hint={typeNames[question.type as QuestionType] ?? question.type}
            model={scaleModel(question, href)}
            metrics={['answered']}
            empty="还没有人答这一题。"
            height={150}
            before={<About question={question} href={href} />}
          />
        ) : (
          <Choices key={question.question} question={question} href={href} />
        ),
      )}
    </>
  )
}

const heads = ['选项', '人数', '占已答']

function Choices({ question, href }: { question: QuestionResult; href: RowsHref }) {
  const { type, answered, options } = question
  const title = plainTitle(question.title)
  const rows = options.map(
    ({ key, text, n }): BarRow => ({
      ...{ key, name: text, n, of: answered, tone: 'step' },
      notes: [answered === 0 ? '' : `${Math.round((n / answered) * 100)}%`],
      href: type === 'ranking' ? null : href({ question: question.question, value: key }),
    }),
  )
  return (
    <section className="card survey-half" aria-label={title}>
      <header>
        <h2 className="ellipsis" title={title}>
          {title}
        </h2>
        <span className="hint">{typeNames[type as QuestionType] ?? type}</span>
        {rows.length > 0 && (
          <span className="end">
            <BarFile name={title} heads={heads} rows={rows} metrics={['answered']} />
          </span>
        )}
      </header>
      <About question={question} href={href} />
      {rows.length > 0 && <BarTable heads={heads} rows={rows} />}
    </section>
  )
}

function About({ question, href }: { question: QuestionResult; href: RowsHref }) {
  const { asked, answered, seconds, mean } = question
  const score = scoreOf(question)
  return (
    <p className="hint survey-about">
      问到 {asked}，答了{' '}
      <NumberLink n={answered} href={href({ question: question.question })} of="份">
        {answered}
      </NumberLink>
      （{percent(answered, asked) ?? '0'}%）
      {seconds !== null && ` · 平均 ${seconds} 秒`}
      {score && ` · ${score}`}
      {mean !== null && ` · 平均 ${Math.round(mean * 100) / 100}`}
    </p>
  )
}
