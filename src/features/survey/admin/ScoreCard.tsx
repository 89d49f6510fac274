import { percent } from '../../../admin/format'
import type { MetricId } from '../../../admin/metrics/metrics'
import { Chart } from '../../../admin/parts/Chart'
import { Metric } from '../../../admin/parts/Metric'
import { NumberLink } from '../../../admin/parts/NumberLink'
import type { QuestionResult } from '../contract'
import { TOO_FEW } from '../scores'
import { Gauge } from './charts'
import { endsOf, type RowsHref, scaleModel } from './series'
import { editorText } from './text'
import { plainTitle } from './titles'

const about: Record<string, { name: string; hint: string; metric: MetricId; unit: string }> = {
  nps: { name: 'NPS', hint: '推荐者 − 贬损者，占已答', metric: 'nps', unit: '' },
  csat: { name: 'CSAT', hint: '打 4 分和 5 分的，占已答', metric: 'csat', unit: '%' },
  ces: { name: 'CES', hint: '1 到 7 的平均，越高越顺手', metric: 'ces', unit: '' },
  rating: { name: '评分', hint: '平均', metric: 'rating', unit: '' },
}

/** One score with its margin, never a number where there are too few answers. */
export function ScoreCard({ question, href }: { question: QuestionResult; href: RowsHref }) {
  const { type, title, nps, asked, answered } = question
  const score = nps ?? question.score
  const { name, hint, metric, unit } = about[type] ?? { name: title, hint: '', metric: 'answered' as const, unit: '' }
  const { least, most } = endsOf(question)
  if (!score) return null
  return (
    <Chart
      className="survey-score"
      title={<Metric id={metric} name={name} />}
      name={`${name} ${plainTitle(title)}`}
      hint={hint}
      model={scaleModel(question, href)}
      metrics={[metric, 'answered']}
      height={150}
      before={
        <div className="survey-score-figure">
          {score.value === null ? (
            <p className="survey-few">
              <b>{editorText.tooFew}</b>
              <span className="hint">
                答了 {score.n} 份，满 {TOO_FEW} 份才给数。
              </span>
            </p>
          ) : (
            <>
              <p className="survey-figure">
                <b>
                  {score.value}
                  {unit}
                </b>
                <span>± {score.margin}</span>
                <small>
                  95% 区间 {rounded(score.value - (score.margin ?? 0))} – {rounded(score.value + (score.margin ?? 0))} ·
                  已答{' '}
                  <NumberLink n={answered} href={href({ question: question.question })} of="份">
                    {answered}
                  </NumberLink>{' '}
                  / 问到 {asked}
                </small>
              </p>
              <Gauge value={score.value} margin={score.margin ?? 0} least={least} most={most} />
            </>
          )}
        </div>
      }
    >
      {nps && (
        <p className="survey-legend">
          <span data-band="low">
            贬损 0–6 <b>{nps.detractors}</b> {percent(nps.detractors, nps.n)}%
          </span>
          <span data-band="mid">
            中立 <b>{nps.passives}</b>
          </span>
          <span data-band="high">
            推荐 9–10 <b>{nps.promoters}</b> {percent(nps.promoters, nps.n)}%
          </span>
        </p>
      )}
    </Chart>
  )
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
