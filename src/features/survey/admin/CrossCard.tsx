import { Select } from 'antd'
import { ExportCsv } from '../../../admin/parts/ExportCsv'
import { useQuery } from '../../../admin/useQuery'
import { useToday } from '../../delivery/admin/useToday'
import type { QuestionResult, SurveyResults } from '../contract'
import { TOO_FEW } from '../scores'
import { exportText } from '../text'
import { columnsOf, crossOf, DIMENSIONS, type Dimension, standsOut } from './resultForm'
import { dimensionNames, editorText } from './text'
import { shortTitle } from './titles'

/** A question's shares by who answered; both chosen in the address. */
export function CrossCard({
  results,
  scored,
  query,
  go,
}: {
  results: SurveyResults
  scored: QuestionResult | null
  query: Readonly<Record<string, string>>
  go: (change: Record<string, string | null>) => void
}) {
  const nameOf = useValueNames()
  const questions = results.questions.filter((question) => columnsOf(question).length > 0)
  const known = DIMENSIONS.filter((each) => results.slices.some(({ dimension }) => dimension === each))
  const dimension = known.find((each) => each === query.by) ?? known[0]
  const question = questions.find((each) => each.question === query.col) ?? questions[0]
  if (!dimension || !question) {
    return (
      <section className="card survey-cross" aria-label="交叉表">
        <header>
          <h2>交叉表</h2>
        </header>
        <p className="hint survey-card-body">
          {results.anonymous ? '匿名问卷不按人群拆开，拆细了会认出人。' : '还没有可以拆开看的回答。'}
        </p>
      </section>
    )
  }
  const columns = columnsOf(question)
  const rows = crossOf(results, dimension, question, scored)
  const total = rows.at(-1)
  return (
    <section className="card survey-cross" aria-label="交叉表">
      <header>
        <h2>交叉表</h2>
        <Select<Dimension>
          size="small"
          aria-label="行"
          value={dimension}
          onChange={(by) => go({ by })}
          options={known.map((each) => ({ value: each, label: `行：${dimensionNames[each]}` }))}
        />
        <Select<string>
          size="small"
          aria-label="列"
          popupMatchSelectWidth={false}
          value={question.question}
          onChange={(col) => go({ col })}
          options={questions.map((each) => ({ value: each.question, label: `列：${shortTitle(each.title, 14)}` }))}
        />
        <span className="end hint">行内占比 · 少于 {TOO_FEW} 人的行不下结论</span>
        <ExportCsv
          name={`${results.title}-交叉表-${dimensionNames[dimension]}`}
          heads={[
            dimensionNames[dimension],
            '已答',
            ...columns.map(({ name }) => `${name}（%）`),
            ...(scored ? ['得分'] : []),
          ]}
          rows={() =>
            Promise.resolve(
              rows.map(({ value, n, shares, score }) => [
                nameOf(dimension, value),
                n,
                ...shares,
                ...(scored ? [score] : []),
              ]),
            )
          }
          metrics={['answered']}
        />
      </header>
      <div className="survey-wide">
        <table>
          <thead>
            <tr>
              <th scope="col">{dimensionNames[dimension]}</th>
              <th scope="col" className="r">
                已答
              </th>
              {columns.map(({ key, name }) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
              {scored && (
                <th scope="col" className="r">
                  {scored.type === 'rating' ? '评分' : scored.type.toUpperCase()}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ value, n, shares, score }) => (
              <tr key={value} data-few={n < TOO_FEW}>
                <th scope="row">{nameOf(dimension, value)}</th>
                <td className="r">{n}</td>
                {shares.map((share, at) => (
                  <td key={columns[at]?.key} data-hot={value !== '合计' && standsOut(share, total?.shares[at] ?? null)}>
                    {share === null ? '·' : `${share}%`}
                  </td>
                ))}
                {scored && <td className="r">{score === editorText.tooFew ? '样本太小' : score}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Ids of tiers, groups and routes as people call them. */
function useValueNames() {
  const { data: board } = useToday()
  const tiers = useQuery('tier.getRules', {})
  return (dimension: Dimension, value: string): string => {
    if (dimension === 'tier') return tiers.data?.rules.tiers.find(({ id }) => id === value)?.name ?? value
    if (dimension === 'group') return board?.groups.find(({ chatId }) => chatId === value)?.name ?? value
    if (dimension !== 'route') return value
    return Object.entries(exportText.routes).find(([route]) => route === value)?.[1] ?? value
  }
}
