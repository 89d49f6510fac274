import { Select } from 'antd'
import { useNow } from '../../../admin/clock'
import { count, moment } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { SURVEY_ID } from '../rules'
import { AnswersDrawer } from './AnswersDrawer'
import { CrossCard } from './CrossCard'
import { ExportButton } from './ExportButton'
import { FollowUpCard } from './FollowUpCard'
import { FunnelCard } from './FunnelCard'
import { NoteCard } from './NoteCard'
import { PhotoCard } from './PhotoCard'
import { QuestionCards } from './QuestionCards'
import { ReachCard } from './ReachCard'
import { scoredQuestion } from './resultForm'
import { ScoreCard } from './ScoreCard'
import { rowsHrefOf } from './series'
import { TrendCard } from './TrendCard'
import { stateNames } from './text'
import { WordCard } from './WordCard'
import './survey.css'
import './surveyResults.css'

const POLL_MS = 60_000

/** What a survey came to: scores, drop-off, cross tables, words, and whom to call. The address holds every choice. */
export function ResultScreen() {
  const { query } = usePlace()
  const survey = SURVEY_ID.test(query.s ?? '') ? (query.s ?? null) : null
  const asked = Number(query.v)
  const version = Number.isInteger(asked) && asked > 0 ? asked : null
  const input = survey === null ? null : { survey, version, round: query.round ?? null }
  const results = useQuery('survey.results', input, POLL_MS)
  const one = useQuery('survey.one', survey === null ? null : { survey })
  const { canEdit } = useRights()
  const now = useNow(60_000)
  const data = results.data
  const go = (change: Record<string, string | null>) =>
    navigate(hrefOf('/survey-results', { ...query, ...change }), true)
  const scored = data ? scoredQuestion(data.questions) : null
  const state = one.data ? stateNames[one.data.state] : null
  if (survey === null) {
    return (
      <Screen title="问卷结果">
        <Empty title="没有这份问卷">编号不对。回到问卷列表，再选一份。</Empty>
      </Screen>
    )
  }
  return (
    <Screen
      title={data?.title ?? '问卷结果'}
      crumb={
        <>
          <a href={hrefOf('/surveys')}>问卷</a>
          {data && data.asOf > 0 && ` / 数到 ${moment(data.asOf, now)}`}{' '}
          {state && (
            <span className="tag" data-kind={state.kind}>
              {state.name}
            </span>
          )}
        </>
      }
      actions={
        data && (
          <>
            <Select
              aria-label="版本"
              value={data.version}
              onChange={(next) => go({ v: String(next), round: null })}
              options={data.versions.map((each) => ({ value: each, label: `v${each}` }))}
            />
            {data.rounds.length > 0 && data.round !== '' && (
              <Select
                aria-label="期数"
                value={data.round}
                onChange={(round) => go({ round })}
                options={[...new Set([data.round, ...data.rounds])].map((round) => ({ value: round, label: round }))}
              />
            )}
            {canEdit && <ExportButton survey={survey} version={data.version} />}
            <a className="survey-link" href={hrefOf('/survey', { s: survey })}>
              <Icon name="pen" size={14} /> 编辑
            </a>
          </>
        )
      }
    >
      {results.loading && <Skeleton rows={10} height={48} />}
      {results.error && (
        <Failure
          standing="回答照常在收，只是数没有取到。"
          error={results.error}
          onRetry={() => void results.reload()}
        />
      )}
      {data && data.counts.responses === 0 && (
        <Empty title="还没有人回答">
          {data.started > 0 ? `${count(data.started)} 人打开过。` : ''}
          回答交上来之后一刻钟内数进来。
        </Empty>
      )}
      {data && data.counts.responses > 0 && (
        <div className="survey-results">
          <div className="survey-results-main">
            {scored && <ScoreCard question={scored} href={rowsHrefOf(data)} />}
            <FunnelCard results={data} href={rowsHrefOf(data)} />
            <CrossCard results={data} scored={scored} query={query} go={go} />
            <TrendCard results={data} scored={scored} href={rowsHrefOf(data)} />
            <ReachCard results={data} />
            <QuestionCards results={data} scored={scored} href={rowsHrefOf(data)} />
            <WordCard survey={survey} results={data} query={query} go={go} />
            {data.questions.some(({ type }) => type === 'image') && (
              <PhotoCard survey={survey} version={data.version} questions={data.questions} />
            )}
          </div>
          <div className="survey-results-side">
            {!data.anonymous && <FollowUpCard survey={survey} state={query.done === '1' ? 'done' : 'open'} go={go} />}
            {one.data && <NoteCard survey={one.data} onSaved={one.put} />}
          </div>
        </div>
      )}
      {data && query.rows && (
        <AnswersDrawer
          key={`${query.rows}:${query.is}:${query.from}`}
          results={data}
          query={query}
          onClose={() => go({ rows: null, is: null, from: null, to: null })}
        />
      )}
    </Screen>
  )
}
