import { Input, Select } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useRef } from 'react'
import { type Definition, PREFERENCES } from '../definition'
import type { Page, Question, QuestionType } from '../model'
import { pipesIn } from '../piping'
import { retyped } from './blank'
import { ConditionField } from './ConditionField'
import { Field, TextField, Tick } from './inputs'
import { earlier } from './outline'
import { ShapeFields } from './ShapeFields'
import { subjectsOf } from './sentence'
import { QUESTION_TYPES, typeNames } from './text'
import { shortTitle } from './titles'

/** Everything of one question. */
export function QuestionFields({
  definition,
  page,
  question,
  set,
}: {
  definition: Definition
  page: Page
  question: Question
  set: (question: Question) => void
}) {
  const title = useRef<TextAreaRef>(null)
  const before = earlier(definition, page.key, question.key)
  const piped = pipesIn(question.title)
  const canPrefer = question.type === 'single' || question.type === 'dropdown' || question.type === 'multi'

  /** Puts an earlier answer where the cursor stands. */
  function pipe(key: string) {
    const area = title.current?.resizableTextArea?.textArea
    const [from, to] = [area?.selectionStart ?? question.title.length, area?.selectionEnd ?? question.title.length]
    set({ ...question, title: `${question.title.slice(0, from)}{{${key}|…}}${question.title.slice(to)}` })
    area?.focus()
  }

  return (
    <>
      <div className="survey-pair">
        <Field label="题型">
          {(id) => (
            <Select<QuestionType>
              id={id}
              value={question.type}
              onChange={(type) => set(retyped(question, type))}
              options={QUESTION_TYPES.map((type) => ({ value: type, label: typeNames[type] }))}
            />
          )}
        </Field>
        <div className="survey-field">
          <span className="label">编号</span>
          <p className="survey-key">
            {question.key} <small>回答靠它认题，改文字不会变</small>
          </p>
        </div>
      </div>
      <Field label="题目">
        {(id) => (
          <Input.TextArea
            id={id}
            ref={title}
            maxLength={200}
            showCount
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={question.title}
            onChange={(event) => set({ ...question, title: event.target.value })}
          />
        )}
      </Field>
      {before.length > 0 && (
        <fieldset className="survey-chips" aria-label="引用前面的回答">
          <span className="hint">引用前面的回答</span>
          {before.slice(-6).map((each) => (
            <button key={each.key} type="button" onClick={() => pipe(each.key)}>
              {'{ }'} {shortTitle(each.title, 11)}
            </button>
          ))}
        </fieldset>
      )}
      {piped.length > 0 && <p className="hint">大括号里竖线后面的字，是没有回答时显示的。</p>}
      <TextField
        label="说明（可不填）"
        value={question.help}
        most={300}
        onChange={(help) => set({ ...question, help })}
      />
      <p className="survey-ticks">
        <Tick checked={question.required} onChange={(required) => set({ ...question, required })}>
          {question.type === 'consent' ? '同意才能继续' : '必答'}
        </Tick>
      </p>
      <ShapeFields question={question} set={set} />
      <h3>什么时候显示</h3>
      <ConditionField
        label="显示条件"
        when={question.showIf}
        subjects={subjectsOf(before)}
        always="总是显示"
        onChange={(showIf) => set({ ...question, showIf })}
      />
      {canPrefer && (
        <>
          <h3>记成会员偏好</h3>
          <Field
            label="偏好"
            hint={
              definition.anonymous
                ? '匿名问卷不能记成偏好。'
                : '会员能在自己的页面看到、改掉、删掉；栏目、券和问卷可以按它选人。'
            }
          >
            {(id) => (
              <Select<string>
                id={id}
                disabled={definition.anonymous && question.prefers === null}
                value={question.prefers ?? ''}
                onChange={(prefers) => set({ ...question, prefers: prefers === '' ? null : prefers })}
                options={[
                  { value: '', label: '不记' },
                  ...PREFERENCES.map(({ key, name }) => ({ value: key, label: name })),
                ]}
              />
            )}
          </Field>
        </>
      )}
    </>
  )
}
