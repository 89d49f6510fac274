import type { CsvCell } from '../../../admin/csv'
import { call } from '../../../admin/desk'
import { shortDay } from '../../../admin/format'
import { everyPage } from '../../../admin/parts/ExportCsv'
import { RowsDrawer } from '../../../admin/parts/RowsDrawer'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import { isDay } from '../../../kernel/day'
import type { AnswerRow, SurveyResults } from '../contract'
import { plainTitle } from './titles'

/** The answers behind a number, masked: to one question, of one value, of some days, as the address asks. */
export function AnswersDrawer({
  results,
  query,
  onClose,
}: {
  results: SurveyResults
  query: Readonly<Record<string, string>>
  onClose: () => void
}) {
  const question = results.questions.find((one) => one.question === query.rows)
  const input = {
    ...{ survey: results.survey, version: results.version, round: results.round },
    ...{ question: query.rows ?? '', value: query.is ?? null },
    ...(isDay(query.from ?? '') && { from: query.from }),
    ...(isDay(query.to ?? '') && { to: query.to }),
  }
  const first = useQuery('survey.listRows', question ? { ...input, after: null } : null)
  const ask = async (after: string) => {
    const { rows, next } = await call('survey.listRows', { ...input, after })
    return { lines: rows, next }
  }
  const page = first.data && { lines: first.data.rows, next: first.data.next }
  const { lines, next, error, busy, more } = usePages(page, ask)
  const title = question ? plainTitle(question.title) : '没有这一题'
  const chosen = question?.options.find(({ key }) => key === query.is)?.text ?? query.is
  const days = query.from && query.to ? `${query.from} 到 ${query.to}` : null
  return (
    <RowsDrawer
      title={title}
      hint={[chosen && `答「${chosen}」的`, days].filter(Boolean).join('，') || '答了这一题的'}
      heads={['日期', '会员', '来自', '回答']}
      rows={lines.map(({ id, day, member, route, answer }) => ({
        key: id,
        cells: [shortDay(day), member, route, answer],
      }))}
      file={`${results.title}-${title}${chosen ? `-${chosen}` : ''}`}
      fileRows={async () => {
        const { rows, cut } = await everyPage(page ?? { lines: [], next: null }, ask, cellsOf)
        return { rows: rows.map((row) => [...row]), cut }
      }}
      metrics={['answered']}
      loading={first.loading}
      error={first.error ?? error}
      onRetry={() => (first.error ? void first.reload() : next !== null && void more(next))}
      more={next === null || error ? null : { busy, go: () => void more(next) }}
      empty="没有这样的回答。刚交的卷一刻钟内数进来。"
      onClose={onClose}
    />
  )
}

function cellsOf({ day, member, route, answer }: AnswerRow): CsvCell[] {
  return [day, member, route, answer]
}
