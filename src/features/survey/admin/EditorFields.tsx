import type { Definition } from '../definition'
import { AskingFields } from './AskingFields'
import type { SurveyForm } from './draftForm'
import { pageOfQuestion, withQuestionChanged } from './outline'
import { PageFields } from './PageFields'
import { QuestionFields } from './QuestionFields'
import { QuotaFields } from './QuotaFields'
import type { Spot } from './spots'
import { WholeFields } from './WholeFields'

/** The fields of the place that is chosen in the structure. */
export function EditorFields({
  spot,
  form,
  fixed,
  put,
  change,
  go,
}: {
  spot: Spot
  form: SurveyForm
  /** Published before: anonymous or not can no longer be changed. */
  fixed: boolean
  put: (form: SurveyForm) => void
  change: (next: Definition) => void
  go: (spot: Spot) => void
}) {
  const { draft } = form
  if (spot.at === 'question') {
    const page = pageOfQuestion(draft, spot.key)
    const question = page?.questions.find(({ key }) => key === spot.key)
    if (!page || !question) return null
    return (
      <QuestionFields
        key={question.key}
        definition={draft}
        page={page}
        question={question}
        set={(next) => change(withQuestionChanged(draft, next))}
      />
    )
  }
  if (spot.at === 'page')
    return <PageFields key={spot.key} definition={draft} page={spot.key} change={change} go={go} />
  if (spot.at === 'asking') return <AskingFields definition={draft} change={change} />
  if (spot.at === 'quotas') return <QuotaFields definition={draft} change={change} />
  return <WholeFields form={form} fixed={fixed} put={put} />
}
