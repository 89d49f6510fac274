import type { QuestionResult, SurveyResults } from '../contract'
import { Chart, Trend } from './charts'
import { scoreWords, weeksOf } from './resultForm'

/** Answers and score week by week. */
export function TrendCard({ results, scored }: { results: SurveyResults; scored: QuestionResult | null }) {
  const weeks = weeksOf(results, scored)
  const [least, most] =
    scored?.type === 'nps'
      ? [-100, 100]
      : scored?.type === 'csat'
        ? [0, 100]
        : [1, Math.max(5, (scored?.scale.length ?? 1) - 1)]
  return (
    <section className="card survey-half" aria-label="每周走势">
      <header>
        <h2>每周走势</h2>
        <span className="hint">柱是份数{scored && '，线是得分和它的区间；样本太小的周没有点'}</span>
      </header>
      <div className="survey-card-body">
        <Chart
          label="每周的份数和得分"
          head={['周一', '份数', '得分']}
          rows={weeks.map(({ week, responses, score }) => [
            week,
            responses,
            (scored && scoreWords(scored.type, score)) ?? '—',
          ])}
        >
          <Trend weeks={weeks.slice(-16)} least={least ?? 0} most={most ?? 100} />
        </Chart>
      </div>
    </section>
  )
}
