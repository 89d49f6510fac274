import { Button } from 'antd'
import { call } from '../../../admin/desk'
import { shortDay } from '../../../admin/format'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import type { PhotoAnswer, QuestionResult } from '../contract'

/** Pictures of answers; those that WeChat has not let pass are only counted. */
export function PhotoCard({
  survey,
  version,
  questions,
}: {
  survey: string
  version: number
  questions: readonly QuestionResult[]
}) {
  const first = useQuery('survey.photos', { survey, version })
  return (
    <section className="card survey-whole" aria-label="图片">
      <header>
        <h2>图片</h2>
        <span className="hint">微信内容安全没有放行的不显示，只数张数</span>
      </header>
      <div className="survey-card-body">
        {first.loading && <Skeleton rows={3} />}
        {first.error && <Failure standing="图片都还在。" error={first.error} onRetry={() => void first.reload()} />}
        {first.data && <Pictures survey={survey} version={version} first={first.data} questions={questions} />}
      </div>
    </section>
  )
}

function Pictures({
  survey,
  version,
  first,
  questions,
}: {
  survey: string
  version: number
  first: { photos: PhotoAnswer[]; next: string | null }
  questions: readonly QuestionResult[]
}) {
  const pages = usePages({ lines: first.photos, next: first.next }, async (after: string) => {
    const page = await call('survey.photos', { survey, version, after })
    return { lines: page.photos, next: page.next }
  })
  return (
    <>
      {pages.lines.length === 0 && pages.next === null && <p className="hint">还没有人传图片。</p>}
      <ul className="survey-photos">
        {pages.lines.map(({ id, question, urls, hidden, day, member }) => (
          <li key={`${id} ${question}`}>
            {urls.map((url) => (
              <a key={url} href={url} target="_blank" rel="noreferrer">
                <img
                  src={url}
                  alt={`${member}在「${questions.find((each) => each.question === question)?.title ?? question}」传的图片`}
                />
              </a>
            ))}
            <small>
              {member} · {shortDay(day)}
              {hidden > 0 && ` · ${hidden} 张没有放行`}
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
