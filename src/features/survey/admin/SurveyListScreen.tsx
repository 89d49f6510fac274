import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useNow } from '../../../admin/clock'
import { useOnline } from '../../../admin/desk'
import { count, moment } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import type { SurveyRow } from '../contract'
import { NewSurvey } from './NewSurvey'
import { bestScore, invitedOf } from './resultForm'
import { stateNames } from './text'
import './survey.css'

/** Each row asks for its own figures; more than these are asked for on demand. */
const ROWS = 20

/** All surveys: how each stands and what it came to; a new one from a template, blank, or from a file. */
export function SurveyListScreen() {
  const list = useQuery('survey.surveys', {})
  const { query } = usePlace()
  const { canEdit } = useRights()
  const online = useOnline()
  const now = useNow(60_000)
  const [shown, setShown] = useState(ROWS)
  const blocked = !canEdit ? '要管理员或运营的账号' : online ? null : '离线，连上后再建'
  const surveys = list.data?.surveys ?? []
  const start = (
    <Tooltip title={blocked}>
      <Button
        type="primary"
        disabled={blocked !== null}
        icon={<Icon name="plus" size={14} />}
        onClick={() => navigate(hrefOf('/surveys', { new: '1' }), true)}
      >
        新建问卷
      </Button>
    </Tooltip>
  )
  return (
    <Screen
      title="问卷"
      crumb={list.data ? `${surveys.filter(({ state }) => state === 'live').length} 份在收集` : ''}
      actions={surveys.length > 0 && start}
    >
      {list.loading && <Skeleton rows={6} height={55} />}
      {list.error && (
        <Failure standing="正在收集的问卷照常收。" error={list.error} onRetry={() => void list.reload()} />
      )}
      {list.data && surveys.length === 0 && (
        <Empty title="还没有问卷" action={start}>
          从模板开始最快：偏好两问、入群一周满意度、活动后反馈、NPS 季度、退群原因，都能直接发布。
        </Empty>
      )}
      {surveys.length > 0 && now > 0 && (
        <section className="card survey-list" aria-label="问卷">
          <table>
            <thead>
              <tr>
                <th scope="col">名字</th>
                <th scope="col">状态</th>
                <th scope="col">版本</th>
                <th scope="col" className="r">
                  等回答
                </th>
                <th scope="col" className="r">
                  已回答
                </th>
                <th scope="col" className="r">
                  回收率
                </th>
                <th scope="col">得分</th>
                <th scope="col">最近改动</th>
              </tr>
            </thead>
            <tbody>
              {surveys.slice(0, shown).map((survey) => (
                <Row key={survey.id} survey={survey} now={now} />
              ))}
            </tbody>
          </table>
          {shown < surveys.length && (
            <p className="survey-more">
              <Button size="small" onClick={() => setShown(shown + ROWS)}>
                再看 {Math.min(ROWS, surveys.length - shown)} 份
              </Button>
            </p>
          )}
        </section>
      )}
      {query.new === '1' && canEdit && <NewSurvey onClose={() => navigate(hrefOf('/surveys'), true)} />}
    </Screen>
  )
}

function Row({ survey, now }: { survey: SurveyRow; now: number }) {
  const { id, name, state, live, anonymous, hasDraft, updatedAt, by } = survey
  const results = useQuery('survey.results', live === null ? null : { survey: id })
  const data = results.data
  const reached = data && invitedOf(data)
  const score = data && bestScore(data.questions)
  const wait = results.error ? '没取到' : live === null ? '—' : '…'
  return (
    <tr>
      <th scope="row">
        <a href={hrefOf(live === null ? '/survey' : '/survey-results', { s: id })}>{name}</a>
        <small>
          {anonymous ? '匿名' : '实名'} · <a href={hrefOf('/survey', { s: id })}>{hasDraft ? '接着改草稿' : '编辑'}</a>
        </small>
      </th>
      <td>
        <span className="tag" data-kind={stateNames[state].kind}>
          {stateNames[state].name}
        </span>
      </td>
      <td>{live === null ? '没有发布' : `v${live}${hasDraft ? ' · 有草稿' : ''}`}</td>
      <td className="r">{reached ? (reached.invited > 0 ? count(reached.waiting) : '—') : wait}</td>
      <td className="r">{data ? count(data.counts.responses) : wait}</td>
      <td className="r">{reached ? rateWords(reached.percent) : wait}</td>
      <td>{data ? (score ?? (data.counts.responses > 0 ? '没有打分题' : '—')) : wait}</td>
      <td>
        {moment(updatedAt, now)} {by}
      </td>
    </tr>
  )
}

function rateWords(percent: number | null): string {
  return percent === null ? '没有邀请' : `${Math.round(percent)}%`
}
