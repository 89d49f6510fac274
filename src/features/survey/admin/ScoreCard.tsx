import { percent } from '../../../admin/format'
import type { QuestionResult } from '../contract'
import { TOO_FEW } from '../scores'
import { Chart, Columns, Gauge } from './charts'
import { editorText } from './text'

const about: Record<string, { name: string; hint: string; least: number; most: number; unit: string }> = {
  nps: { name: 'NPS', hint: '推荐者 − 贬损者，占已答', least: -100, most: 100, unit: '' },
  csat: { name: 'CSAT', hint: '打 4 分和 5 分的，占已答', least: 0, most: 100, unit: '%' },
  ces: { name: 'CES', hint: '1 到 7 的平均，越高越顺手', least: 1, most: 7, unit: '' },
  rating: { name: '评分', hint: '平均', least: 1, most: 5, unit: '' },
}

/** One score with its margin, never a number where there are too few answers. */
export function ScoreCard({ question }: { question: QuestionResult }) {
  const { type, title, nps, scale, asked, answered } = question
  const score = nps ?? question.score
  const { name, hint, least, most, unit } = about[type] ?? { name: title, hint: '', least: 0, most: 100, unit: '' }
  const top = type === 'rating' ? scale.length - 1 : most
  if (!score) return null
  return (
    <section className="card survey-score" aria-label={name}>
      <header>
        <h2>{name}</h2>
        <span className="hint">{hint}</span>
      </header>
      <div className="survey-card-body">
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
                已答 {answered} / 问到 {asked}
              </small>
            </p>
            <Gauge value={score.value} margin={score.margin ?? 0} least={least} most={top} />
          </>
        )}
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
      </div>
    </section>
  )
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}

/** Which of the three groups a value counts in. */
export function bandOf(type: string, value: number, most: number): string {
  if (type === 'nps') return value <= 6 ? 'low' : value <= 8 ? 'mid' : 'high'
  const share = value / most
  return share <= 0.5 ? 'low' : share < 0.8 ? 'mid' : 'high'
}
