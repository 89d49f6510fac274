import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useNow } from '../../../admin/clock'
import { moment } from '../../../admin/format'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { useQuery } from '../../../admin/useQuery'
import type { SurveyDetail } from '../contract'
import { questionsOf } from '../model'
import { subjectsOf, wordsOfWhen } from './sentence'
import { typeNames } from './text'
import { plainTitle } from './titles'

/** Every publication, and what was asked in it: it never changes. */
export function VersionDrawer({ survey, onClose }: { survey: SurveyDetail; onClose: () => void }) {
  const [chosen, setChosen] = useState<number | null>(null)
  const now = useNow(60_000)
  const one = useQuery('survey.version', chosen === null ? null : { survey: survey.id, version: chosen })
  const definition = one.data?.definition
  const subjects = definition ? subjectsOf(questionsOf(definition)) : []
  return (
    <Drawer open width={560} title={`${survey.name} · 版本`} onClose={onClose}>
      {survey.versions.length === 0 && <p className="hint">还没有发布过。</p>}
      <ul className="survey-versions">
        {[...survey.versions].reverse().map(({ version, at, by }) => (
          <li key={version}>
            <b>v{version}</b>
            <span>
              {moment(at, now)} {by}
            </span>
            {version === survey.live && (
              <span className="tag" data-kind="jade">
                现在问的
              </span>
            )}
            <Button size="small" onClick={() => setChosen(version)}>
              看题目
            </Button>
          </li>
        ))}
      </ul>
      {one.loading && <Skeleton rows={6} />}
      {one.error && <Failure standing="正在收集的照常收。" error={one.error} onRetry={() => void one.reload()} />}
      {definition && (
        <section className="survey-version">
          <h3>
            v{one.data?.version} · {definition.title}
          </h3>
          <ol>
            {questionsOf(definition).map((question) => (
              <li key={question.key}>
                {plainTitle(question.title)} <small>{typeNames[question.type]}</small>
                {'options' in question && <p className="hint">{question.options.map(({ text }) => text).join('、')}</p>}
                {question.showIf && <p className="hint">{wordsOfWhen(question.showIf, subjects)}时显示</p>}
              </li>
            ))}
          </ol>
        </section>
      )}
    </Drawer>
  )
}
