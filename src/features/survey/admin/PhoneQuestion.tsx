import { useId } from 'react'
import type { Definition } from '../definition'
import { type Answer, type Given, OTHER, type Question, scaleOf } from '../model'
import { piped } from '../piping'
import { shownOptions } from '../shuffle'
import { surveyText } from '../text'
import { check } from '../validation'

type Set = (answer: Answer | null) => void

/** One question on the preview's phone, by the same rules as on a member's. */
export function PhoneQuestion({
  definition,
  question,
  answers,
  seed,
  wrong,
  chosen,
  onAnswer,
}: {
  definition: Definition
  question: Question
  answers: readonly Given[]
  seed: string
  wrong: boolean
  chosen: boolean
  onAnswer: Set
}) {
  const id = useId()
  const answer = answers.find((given) => given.question === question.key)?.answer ?? null
  const problem = wrong || answer ? check(question, answer) : null
  return (
    <section className="survey-phone-question" data-chosen={chosen} aria-labelledby={id}>
      <h4 id={id}>
        {piped(question.title, definition, answers) || '（没有题目）'}
        {question.required && <i aria-hidden="true"> *</i>}
      </h4>
      {question.help && <p className="survey-phone-off">{piped(question.help, definition, answers)}</p>}
      <Control question={question} answer={answer} seed={seed} label={id} set={onAnswer} />
      {problem && <p className="survey-phone-wrong">{problem}</p>}
    </section>
  )
}

function Control({
  question,
  answer,
  seed,
  label,
  set,
}: {
  question: Question
  answer: Answer | null
  seed: string
  label: string
  set: Set
}) {
  const scale = scaleOf(question)
  if (scale && 'low' in question) {
    const steps = Array.from({ length: scale.most - scale.least + 1 }, (_, step) => scale.least + step)
    return (
      <>
        <fieldset className="survey-phone-scale" aria-labelledby={label}>
          {steps.map((number) => (
            <button
              key={number}
              type="button"
              aria-pressed={answer?.kind === 'number' && answer.number === number}
              onClick={() => set({ kind: 'number', number })}
            >
              {number}
            </button>
          ))}
        </fieldset>
        <p className="survey-phone-ends">
          <span>{question.low}</span>
          <span>{question.high}</span>
        </p>
      </>
    )
  }
  if ('options' in question) return <Choices question={question} answer={answer} seed={seed} label={label} set={set} />
  const text = answer?.kind === 'text' ? answer.text : answer?.kind === 'day' ? answer.day : ''
  switch (question.type) {
    case 'text':
      return (
        <textarea
          rows={question.lines}
          aria-labelledby={label}
          placeholder={question.hint}
          value={text}
          onChange={({ target }) => set({ kind: 'text', text: target.value })}
        />
      )
    case 'number':
      return (
        <span className="survey-phone-number">
          <input
            type="number"
            aria-labelledby={label}
            value={answer?.kind === 'number' ? answer.number : ''}
            onChange={({ target }) =>
              set(target.value === '' ? null : { kind: 'number', number: Number(target.value) })
            }
          />
          {question.unit}
        </span>
      )
    case 'date':
      return (
        <input
          type="date"
          aria-labelledby={label}
          value={text}
          onChange={({ target }) => set(target.value === '' ? null : { kind: 'day', day: target.value })}
        />
      )
    case 'image':
      return <p className="survey-phone-image">＋ 最多 {question.max} 张图片</p>
    case 'consent':
      return (
        <>
          <p className="survey-phone-statement">{question.statement}</p>
          <label>
            <input
              type="checkbox"
              checked={answer?.kind === 'agreed' && answer.agreed}
              onChange={({ target }) => set({ kind: 'agreed', agreed: target.checked })}
            />{' '}
            {surveyText.agreed}
          </label>
        </>
      )
    case 'matrix':
      return <Matrix question={question} answer={answer} set={set} />
    default:
      return null
  }
}

function Choices({
  question,
  answer,
  seed,
  label,
  set,
}: {
  question: Extract<Question, { options: unknown }>
  answer: Answer | null
  seed: string
  label: string
  set: Set
}) {
  const picked = answer?.kind === 'picked' ? answer.options : []
  const other = answer?.kind === 'picked' ? answer.other : null
  const shown = shownOptions(question, seed)
  const alone = new Set(question.options.filter((option) => option.alone).map(({ key }) => key))
  const one = question.type === 'single' || question.type === 'dropdown'
  const press = (key: string) => {
    const rest = picked.filter((each) => each !== key && !alone.has(each))
    const options =
      picked.includes(key) && !one
        ? picked.filter((each) => each !== key)
        : one || alone.has(key)
          ? [key]
          : [...rest, key]
    set({ kind: 'picked', options, other: options.includes(OTHER) ? (other ?? '') : null })
  }
  const all = [
    ...shown,
    ...(question.other ? [{ key: OTHER, text: surveyText.other, instead: null, picture: null }] : []),
  ]
  return (
    <fieldset className="survey-phone-options" data-pictures={question.type === 'picture'} aria-labelledby={label}>
      {all.map(({ key, text, instead, picture }) => (
        <button key={key} type="button" aria-pressed={picked.includes(key)} onClick={() => press(key)}>
          {question.type === 'ranking' && picked.includes(key) && <b>{picked.indexOf(key) + 1} </b>}
          {question.type === 'picture' && (picture ? <img src={picture} alt="" /> : <span>没有图片</span>)}
          {text || '（没有写）'}
          {instead !== null && <small>{surveyText.instead(instead || '…')}</small>}
        </button>
      ))}
      {picked.includes(OTHER) && (
        <input
          aria-label="其它是什么"
          value={other ?? ''}
          onChange={({ target }) => set({ kind: 'picked', options: picked, other: target.value })}
        />
      )}
    </fieldset>
  )
}

function Matrix({
  question,
  answer,
  set,
}: {
  question: Extract<Question, { type: 'matrix' }>
  answer: Answer | null
  set: Set
}) {
  const cells = answer?.kind === 'cells' ? answer.cells : []
  return (
    <table className="survey-phone-matrix">
      <thead>
        <tr>
          <td />
          {question.columns.map(({ key, text }) => (
            <th key={key} scope="col">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {question.rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.text}</th>
            {question.columns.map((column) => (
              <td key={column.key}>
                <input
                  type="radio"
                  aria-label={`${row.text}：${column.text}`}
                  checked={cells.some((cell) => cell.row === row.key && cell.column === column.key)}
                  onChange={() =>
                    set({
                      kind: 'cells',
                      cells: [...cells.filter((cell) => cell.row !== row.key), { row: row.key, column: column.key }],
                    })
                  }
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
