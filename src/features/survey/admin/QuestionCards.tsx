import { percent } from '../../../admin/format'
import type { QuestionResult, SurveyResults } from '../contract'
import type { QuestionType } from '../model'
import { Bars, Chart, Columns } from './charts'
import { scoreWords } from './resultForm'
import { bandOf } from './ScoreCard'
import { typeNames } from './text'
import { plainTitle } from './titles'

/** Every question that has something to count, but the one that leads the page. */
export function QuestionCards({ results, scored }: { results: SurveyResults; scored: QuestionResult | null }) {
  const questions = results.questions.filter(
    ({ question, type }) => question !== scored?.question && type !== 'text' && type !== 'image',
  )
  return (
    <>
      {questions.map((question) => (
        <Card key={question.question} question={question} />
      ))}
    </>
  )
}

function Card({ question }: { question: QuestionResult }) {
  const { type, asked, answered, seconds, options, scale, mean } = question
  const title = plainTitle(question.title)
  const score = scoreWords(type, question.nps ?? question.score)
  return (
    <section className="card survey-half" aria-label={title}>
      <header>
        <h2 className="ellipsis" title={title}>
          {title}
        </h2>
        <span className="hint">{typeNames[type as QuestionType] ?? type}</span>
      </header>
      <div className="survey-card-body">
        <p className="hint">
          问到 {asked}，答了 {answered}（{percent(answered, asked) ?? '0'}%）
          {seconds !== null && ` · 平均 ${seconds} 秒`}
          {score && ` · ${score}`}
          {mean !== null && ` · 平均 ${Math.round(mean * 100) / 100}`}
        </p>
        {scale.length > 0 ? (
          <Chart
            label={`${title}：每个分数的人数`}
            head={['分数', '人数']}
            rows={scale.map((n, value) => [value, n] as const).slice(type === 'nps' ? 0 : 1)}
          >
            <Columns
              scale={scale}
              from={type === 'nps' ? 0 : 1}
              band={(value) => bandOf(type, value, scale.length - 1)}
            />
          </Chart>
        ) : (
          options.length > 0 && (
            <Chart
              label={`${title}：每项的人数`}
              head={['选项', '人数', '占已答']}
              rows={options.map(({ text, n }) => [text, n, `${percent(n, answered) ?? '0'}%`])}
            >
              <Bars
                bars={options.map(({ key, text, n }) => ({
                  ...{ key, name: text, n, of: answered, tone: 'step' },
                  note: answered === 0 ? '' : `${Math.round((n / answered) * 100)}%`,
                }))}
              />
            </Chart>
          )
        )}
      </div>
    </section>
  )
}
