import { Button, Input, Select } from 'antd'
import { call } from '../../../admin/desk'
import { shortDay } from '../../../admin/format'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import type { SurveyResults, TextAnswer } from '../contract'
import { exportText } from '../text'
import { plainTitle } from './titles'

/** What people wrote: searched, by question, with the words that come most often. */
export function WordCard({
  survey,
  results,
  query,
  go,
}: {
  survey: string
  results: SurveyResults
  query: Readonly<Record<string, string>>
  go: (change: Record<string, string | null>) => void
}) {
  const written = results.questions.filter(
    ({ type, options }) => type === 'text' || options.some(({ key }) => key === 'other'),
  )
  const question = written.find((each) => each.question === query.q)?.question ?? null
  const search = (query.find ?? '').slice(0, 40)
  const input = { survey, question, search }
  const first = useQuery('survey.answers', written.length > 0 ? input : null)
  const words = written
    .filter((each) => question === null || each.question === question)
    .flatMap((each) => each.words)
    .sort((a, b) => b.n - a.n)
    .slice(0, 20)
  if (written.length === 0) return null
  return (
    <section className="card survey-whole" aria-label="写的话">
      <header>
        <h2>写的话</h2>
        <Select<string>
          size="small"
          aria-label="哪一题"
          popupMatchSelectWidth={false}
          value={question ?? ''}
          onChange={(q) => go({ q: q || null })}
          options={[
            { value: '', label: '所有文字题' },
            ...written.map((each) => ({ value: each.question, label: plainTitle(each.title) })),
          ]}
        />
        <span className="end">
          <Input.Search
            size="small"
            key={search}
            aria-label="搜写的话"
            placeholder="搜词"
            maxLength={40}
            allowClear
            defaultValue={search}
            onSearch={(find) => go({ find: find.trim() || null })}
          />
        </span>
      </header>
      <div className="survey-card-body">
        {words.length > 0 && (
          <ul className="survey-words" aria-label="常见的词">
            {words.map(({ word, n }) => (
              <li key={word}>
                <button
                  type="button"
                  aria-pressed={search === word}
                  onClick={() => go({ find: search === word ? null : word })}
                >
                  {word} <small>{n}</small>
                </button>
              </li>
            ))}
          </ul>
        )}
        {first.loading && <Skeleton rows={4} />}
        {first.error && <Failure standing="回答都还在。" error={first.error} onRetry={() => void first.reload()} />}
        {first.data && <Answers key={JSON.stringify(input)} input={input} first={first.data} results={results} />}
      </div>
    </section>
  )
}

function Answers({
  input,
  first,
  results,
}: {
  input: { survey: string; question: string | null; search: string }
  first: { answers: TextAnswer[]; next: string | null }
  results: SurveyResults
}) {
  const pages = usePages({ lines: first.answers, next: first.next }, async (after: string) => {
    const page = await call('survey.answers', { ...input, after })
    return { lines: page.answers, next: page.next }
  })
  if (pages.lines.length === 0) {
    return <p className="hint">{input.search ? `没有人写到「${input.search}」。` : '还没有人写话。'}</p>
  }
  return (
    <>
      <ul className="survey-said">
        {pages.lines.map(({ id, question, text, day, flags, member }) => (
          <li key={id}>
            <p>{text}</p>
            <small>
              {member} · {shortDay(day)}
              {input.question === null &&
                ` · ${plainTitle(results.questions.find((each) => each.question === question)?.title ?? question)}`}
              {flags.map((flag) => (
                <span key={flag} className="tag" data-kind="amber">
                  {exportText.flagNames[flag]}
                </span>
              ))}
            </small>
          </li>
        ))}
      </ul>
      {pages.error && (
        <p className="note" data-kind="brick">
          {pages.error.message}
        </p>
      )}
      {pages.next !== null && (
        <Button size="small" loading={pages.busy} onClick={() => pages.next !== null && void pages.more(pages.next)}>
          再看一些
        </Button>
      )}
    </>
  )
}
