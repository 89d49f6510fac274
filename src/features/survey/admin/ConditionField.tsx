import { Button, Input, InputNumber, Select } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import type { When } from '../../../kernel/condition'
import {
  firstLine,
  firstValue,
  type Line,
  type Operator,
  operatorNames,
  operatorsOf,
  type Sentence,
  type Subject,
  sentenceOf,
  whenOf,
  wordsOfWhen,
} from './sentence'

/** A condition as sentences of dropdowns. `always` says what no condition means; without it the last line cannot go. */
export function ConditionField({
  label,
  when,
  subjects,
  always,
  onChange,
}: {
  label: string
  when: When | null
  subjects: readonly Subject[]
  always?: string
  onChange: (when: When | null) => void
}) {
  const sentence = when === null ? { mode: 'all' as const, lines: [] } : sentenceOf(when)
  const [first] = subjects
  if (when !== null && sentence === null) {
    return (
      <fieldset className="survey-when" aria-label={label}>
        <p>{wordsOfWhen(when, subjects)}</p>
        <p className="hint">这个条件是组合的，下拉框拼不出来，会照原样保留。</p>
        {always && (
          <Button size="small" onClick={() => onChange(null)}>
            清掉
          </Button>
        )}
      </fieldset>
    )
  }
  const { mode, lines } = sentence ?? { mode: 'all', lines: [] }
  const put = (next: Sentence) => onChange(whenOf(next))
  const putLine = (at: number, line: Line) =>
    put({ mode, lines: lines.map((each, place) => (place === at ? line : each)) })
  return (
    <fieldset className="survey-when" aria-label={label}>
      {lines.length === 0 && <p className="hint">{always}</p>}
      {lines.length > 1 && (
        <p>
          <Select<Sentence['mode']>
            size="small"
            aria-label={`${label}：怎么合起来`}
            value={mode}
            onChange={(next) => put({ mode: next, lines })}
            options={[
              { value: 'all', label: '下面都满足' },
              { value: 'any', label: '下面满足一条' },
            ]}
          />
        </p>
      )}
      {lines.map((line, at) => (
        <LineField
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one sentence have no other identity
          key={at}
          label={`${label} ${at + 1}`}
          line={line}
          subjects={subjects}
          onChange={(next) => putLine(at, next)}
        >
          {(always !== undefined || lines.length > 1) && (
            <button
              type="button"
              className="survey-tool"
              aria-label={`去掉${label} ${at + 1}`}
              onClick={() => put({ mode, lines: lines.filter((_, place) => place !== at) })}
            >
              <Icon name="close" size={12} />
            </button>
          )}
        </LineField>
      ))}
      {first ? (
        <Button
          size="small"
          type="text"
          icon={<Icon name="plus" size={12} />}
          onClick={() => put({ mode, lines: [...lines, firstLine(subjects.at(-1) ?? first)] })}
        >
          {lines.length === 0 ? '加条件' : '再加一条'}
        </Button>
      ) : (
        <p className="hint">前面没有题目，没有可以用的条件。</p>
      )}
    </fieldset>
  )
}

function LineField({
  label,
  line,
  subjects,
  onChange,
  children,
}: {
  label: string
  line: Line
  subjects: readonly Subject[]
  onChange: (line: Line) => void
  children: React.ReactNode
}) {
  const subject = subjects.find(({ fact }) => fact === line.fact)
  const operators = subject ? operatorsOf(subject) : [line.op]
  const verb = (op: Operator) =>
    (subject?.several ? { eq: '选了', ne: '没选', in: '选了其中之一' }[String(op)] : undefined) ?? operatorNames[op]
  return (
    <p className="survey-line">
      <Select
        size="small"
        aria-label={`${label}：哪一题`}
        popupMatchSelectWidth={false}
        value={line.fact}
        onChange={(fact) => {
          const next = subjects.find((each) => each.fact === fact)
          if (next) onChange(firstLine(next))
        }}
        options={[
          ...subjects.map(({ fact, name }) => ({ value: fact, label: name })),
          ...(subject ? [] : [{ value: line.fact, label: `「${line.fact}」不在前面`, disabled: true }]),
        ]}
      />
      <Select<Operator>
        size="small"
        aria-label={`${label}：怎么比`}
        popupMatchSelectWidth={false}
        value={line.op}
        onChange={(op) => onChange({ ...line, op, value: nextValue(line, op, subject) })}
        options={[...new Set([...operators, line.op])].map((op) => ({ value: op, label: verb(op) }))}
      />
      {subject && <ValueField label={`${label}：比什么`} line={line} subject={subject} onChange={onChange} />}
      {children}
    </p>
  )
}

/** The old value where it still fits. */
function nextValue(line: Line, op: Operator, subject: Subject | undefined): Line['value'] {
  if (op === 'in') return Array.isArray(line.value) ? line.value : line.value === '' ? [] : [String(line.value)]
  const one = Array.isArray(line.value) ? line.value[0] : line.value
  return one !== undefined && one !== '' ? one : subject ? firstValue(subject, op) : ''
}

function ValueField({
  label,
  line,
  subject,
  onChange,
}: {
  label: string
  line: Line
  subject: Subject
  onChange: (line: Line) => void
}) {
  const { op, value } = line
  if (op === 'answered' || op === 'unanswered') return null
  if (subject.kind === 'yes') return <span>同意</span>
  const put = (next: Line['value']) => onChange({ ...line, value: next })
  if (op === 'in') {
    const list = Array.isArray(value) ? value : []
    return (
      <Select<(string | number)[]>
        size="small"
        mode={subject.choices.length > 0 ? 'multiple' : 'tags'}
        aria-label={label}
        value={list}
        onChange={put}
        options={subject.choices.map(({ value: one, text }) => ({ value: one, label: text }))}
      />
    )
  }
  const one = Array.isArray(value) ? (value[0] ?? '') : value
  if (subject.choices.length > 0) {
    return (
      <Select<string | number>
        size="small"
        aria-label={label}
        popupMatchSelectWidth={false}
        value={typeof one === 'boolean' ? String(one) : one}
        onChange={put}
        options={subject.choices.map((choice) => ({ value: choice.value, label: choice.text }))}
      />
    )
  }
  if (subject.kind === 'number') {
    return (
      <InputNumber
        size="small"
        aria-label={label}
        value={typeof one === 'number' ? one : null}
        onChange={(next) => put(next ?? 0)}
      />
    )
  }
  return (
    <Input
      size="small"
      aria-label={label}
      type={subject.kind === 'day' ? 'date' : 'text'}
      maxLength={60}
      value={String(one)}
      onChange={(event) => put(event.target.value)}
    />
  )
}
