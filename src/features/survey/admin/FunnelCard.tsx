import { count, percent } from '../../../admin/format'
import type { SurveyResults } from '../contract'
import { BarFile, type BarRow, BarTable } from './charts'
import { funnelOf, worstStep } from './resultForm'
import type { RowsHref } from './series'

const heads = ['题目', '看到', '在这里离开', '平均用时']

/** Where people leave, question by question. */
export function FunnelCard({ results, href }: { results: SurveyResults; href: RowsHref }) {
  const { started, counts } = results
  const steps = funnelOf(results)
  const worst = worstStep(steps)
  const rows = steps.map((step, at): BarRow => {
    const question = results.questions[at - 1]?.question
    return {
      ...{ key: `${at}`, name: step.name, n: step.reached, of: started },
      notes: [
        step.left > 0 ? `−${step.left}` : step.branched ? '有条件' : '',
        step.seconds === null ? '' : `${Math.round(step.seconds)} 秒`,
      ],
      tone: step === worst ? 'worst' : at === steps.length - 1 ? 'last' : step.branched ? 'branched' : 'step',
      href: question === undefined ? null : href({ question }),
    }
  })
  return (
    <section className="card survey-funnel" aria-label="答到哪一题走的">
      <header>
        <h2>答到哪一题走的</h2>
        <span className="hint">
          打开 {count(started)} → 交卷 {count(counts.responses)}，完成 {percent(counts.responses, started) ?? '0'}%
        </span>
        <span className="end">
          <BarFile name={`${results.title}-答到哪一题`} heads={heads} rows={rows} metrics={['reached']} />
        </span>
      </header>
      <div className="survey-card-body">
        <BarTable heads={heads} rows={rows} />
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
