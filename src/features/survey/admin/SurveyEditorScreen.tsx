import { useState } from 'react'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import type { SurveyDetail } from '../contract'
import { SURVEY_ID } from '../rules'
import { SurveyEditor } from './SurveyEditor'
import './survey.css'
import './surveyPhone.css'
import './surveyEditor.css'

/** One survey's questions and settings; `new=1` while it only stands on this computer. */
export function SurveyEditorScreen() {
  const { query } = usePlace()
  const survey = SURVEY_ID.test(query.s ?? '') ? (query.s ?? null) : null
  const fresh = query.new === '1'
  // What the editor itself stored; asking again would take the page from under the person who writes.
  const [stored, setStored] = useState<SurveyDetail | null>(null)
  const own = stored?.id === survey ? stored : null
  const one = useQuery('survey.one', survey !== null && !fresh && own === null ? { survey } : null)
  const detail = own ?? one.data
  if (survey !== null && (fresh || detail)) {
    return <SurveyEditor key={survey} survey={survey} detail={fresh ? null : detail} onStored={setStored} />
  }
  return (
    <Screen title="问卷">
      {survey === null ? (
        <Empty title="没有这份问卷">编号不对。回到问卷列表，再选一份。</Empty>
      ) : one.error ? (
        <Failure standing="正在收集的问卷照常收。" error={one.error} onRetry={() => void one.reload()} />
      ) : (
        <Skeleton rows={14} height={40} />
      )}
    </Screen>
  )
}
