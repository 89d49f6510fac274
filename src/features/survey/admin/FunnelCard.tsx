import { count, percent } from '../../../admin/format'
import type { SurveyResults } from '../contract'
import { Bars, Chart } from './charts'
import { type FunnelStep, funnelOf, worstStep } from './resultForm'

/** Where people leave, question by question. */
export function FunnelCard({ results }: { results: SurveyResults }) {
  const { started, counts } = results
  const steps = funnelOf(results)
  const worst = worstStep(steps)
  return (
    <section className="card survey-funnel" aria-label="答到哪一题走的">
      <header>
        <h2>答到哪一题走的</h2>
        <span className="hint">
          打开 {count(started)} → 交卷 {count(counts.responses)}，完成 {percent(counts.responses, started) ?? '0'}%
        </span>
      </header>
      <div className="survey-card-body">
        <Chart
          label="每一题看到的人数"
          head={['题目', '看到', '在这里离开', '平均用时']}
          rows={steps.map(({ name, reached, left, seconds }) => [
            name,
            reached,
            left,
            seconds === null ? '—' : `${seconds} 秒`,
          ])}
        >
          <Bars
            bars={steps.map((step, at) => ({
              ...{ key: `${at}`, name: step.name, n: step.reached, of: started },
              note: noteOf(step),
              tone: step === worst ? 'worst' : at === steps.length - 1 ? 'last' : step.branched ? 'branched' : 'step',
            }))}
          />
        </Chart>
        {worst && (
          <p className="hint">
            走得最多的是「{worst.name.replace(/^\d+ /, '')}」，{worst.left}{' '}
            人看到后离开。灰色是按条件才问的题，少不算掉。
          </p>
        )}
      </div>
    </section>
  )
}

function noteOf({ left, seconds, branched }: FunnelStep): string {
  const lost = left > 0 ? `−${left}` : branched ? '有条件' : ''
  return [lost, seconds === null ? '' : `${Math.round(seconds)} 秒`].filter((each) => each !== '').join(' · ')
}
