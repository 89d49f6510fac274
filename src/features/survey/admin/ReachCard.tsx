import { count, percent } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import type { SurveyResults } from '../contract'
import { exportText } from '../text'
import { invitedOf } from './resultForm'

/** By which way they came, who did not answer, and which answers are doubtful. */
export function ReachCard({ results }: { results: SurveyResults }) {
  const { routes, counts, bias } = results
  const { invited, answered } = invitedOf(results)
  const average = counts.timed === 0 ? null : Math.round(counts.seconds / counts.timed)
  const flags = [
    { n: counts.speeders, words: '答得太快，来不及读题' },
    { n: counts.straight, words: '每道打分题都选同一档' },
  ].filter(({ n }) => n > 0)
  return (
    <section className="card survey-half" aria-label="回收">
      <header>
        <h2>回收</h2>
        <span className="hint">
          {invited > 0 ? `邀请 ${count(invited)}，回收 ${percent(answered, invited)}%` : '没有主动邀请'}
          {average !== null && ` · 平均 ${average} 秒`}
        </span>
      </header>
      <div className="survey-card-body">
        {routes.length > 0 && (
          <table className="survey-table">
            <thead>
              <tr>
                <th scope="col">来自</th>
                <th scope="col">邀请</th>
                <th scope="col">回答</th>
                <th scope="col">回收率</th>
              </tr>
            </thead>
            <tbody>
              {routes.map(({ route, invited: asked, responses, rate }) => (
                <tr key={route}>
                  <th scope="row">
                    {Object.entries(exportText.routes).find(([each]) => each === route)?.[1] ?? route}
                  </th>
                  <td>{asked === null ? '—' : count(asked)}</td>
                  <td>{count(responses)}</td>
                  <td>{rate === null ? '没有分母' : `${Math.round(rate * 100)}%`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="note" data-kind="amber">
          <Icon name="warn" size={14} />
          <span>{bias}</span>
        </p>
        {flags.map(({ n, words }) => (
          <p key={words} className="hint">
            {n} 份{words}（{percent(n, counts.responses)}%）。数里没有去掉，导出里有标记。
          </p>
        ))}
      </div>
    </section>
  )
}
