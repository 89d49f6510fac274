import { Select } from 'antd'
import { DateField } from '../../../admin/fields/DateField'
import { isDay } from '../../../kernel/day'
import type { Question } from '../model'
import { Field, NumberField, TextField, Tick } from './inputs'
import { OptionList } from './OptionList'
import { RowList } from './RowList'

/** What only this type of question has. */
export function ShapeFields({ question, set }: { question: Question; set: (question: Question) => void }) {
  if ('options' in question) return <ChoiceFields question={question} set={set} />
  switch (question.type) {
    case 'text':
      return (
        <div className="survey-pair">
          <Field label="大小">
            {(id) => (
              <Select<1 | 4>
                id={id}
                value={question.lines}
                onChange={(lines) => set({ ...question, lines })}
                options={[
                  { value: 1, label: '一行' },
                  { value: 4, label: '多行' },
                ]}
              />
            )}
          </Field>
          <TextField
            label="框里的提示"
            value={question.hint}
            most={60}
            onChange={(hint) => set({ ...question, hint })}
          />
          <NumberField
            label="最少几个字"
            value={question.min}
            least={0}
            most={2000}
            onChange={(min) => set({ ...question, min: min ?? 0 })}
          />
          <NumberField
            label="最多几个字"
            value={question.max}
            least={1}
            most={2000}
            onChange={(max) => set({ ...question, max: max ?? 500 })}
          />
        </div>
      )
    case 'number':
      return (
        <div className="survey-pair">
          <NumberField
            label="最小"
            placeholder="不限"
            decimals={question.decimals}
            value={question.min}
            onChange={(min) => set({ ...question, min })}
          />
          <NumberField
            label="最大"
            placeholder="不限"
            decimals={question.decimals}
            value={question.max}
            onChange={(max) => set({ ...question, max })}
          />
          <Field label="小数">
            {(id) => (
              <Select<0 | 1 | 2>
                id={id}
                value={question.decimals}
                onChange={(decimals) => set({ ...question, decimals })}
                options={[
                  { value: 0, label: '整数' },
                  { value: 1, label: '1 位' },
                  { value: 2, label: '2 位' },
                ]}
              />
            )}
          </Field>
          <TextField label="单位" value={question.unit} most={10} onChange={(unit) => set({ ...question, unit })} />
        </div>
      )
    case 'date':
      return (
        <div className="survey-pair">
          <DayField label="不早于" value={question.from} onChange={(from) => set({ ...question, from })} />
          <DayField label="不晚于" value={question.to} onChange={(to) => set({ ...question, to })} />
        </div>
      )
    case 'rating':
    case 'nps':
    case 'csat':
    case 'ces':
      return (
        <div className="survey-pair">
          {question.type === 'rating' && (
            <NumberField
              label="几级"
              value={question.levels}
              least={3}
              most={10}
              onChange={(levels) => set({ ...question, levels: levels ?? 5 })}
            />
          )}
          <TextField
            label="最低那头的字"
            value={question.low}
            most={20}
            onChange={(low) => set({ ...question, low })}
          />
          <TextField
            label="最高那头的字"
            value={question.high}
            most={20}
            onChange={(high) => set({ ...question, high })}
          />
        </div>
      )
    case 'image':
      return (
        <NumberField
          label="最多几张"
          value={question.max}
          least={1}
          most={9}
          onChange={(max) => set({ ...question, max: max ?? 3 })}
        />
      )
    case 'consent':
      return (
        <TextField
          label="要同意的内容"
          lines={3}
          most={2000}
          value={question.statement}
          onChange={(statement) => set({ ...question, statement })}
        />
      )
    case 'matrix':
      return (
        <div className="survey-pair">
          <RowList name="行" prefix="r" list={question.rows} onChange={(rows) => set({ ...question, rows })} />
          <RowList name="列" prefix="c" list={question.columns} onChange={(columns) => set({ ...question, columns })} />
        </div>
      )
  }
}

type Choice = Extract<Question, { options: unknown }>

function ChoiceFields({ question, set }: { question: Choice; set: (question: Question) => void }) {
  const counted = question.type === 'multi' || question.type === 'picture'
  return (
    <>
      <OptionList
        options={question.options}
        pictures={question.type === 'picture'}
        coded={question.prefers === 'quiet' || question.prefers === 'often'}
        alone={counted}
        onChange={(options) => set({ ...question, options })}
      />
      <p className="survey-ticks">
        <Tick checked={question.other} onChange={(other) => set({ ...question, other })}>
          最后加「其它」，可以自己写
        </Tick>
        <Tick checked={question.shuffle} onChange={(shuffle) => set({ ...question, shuffle })}>
          每人看到的顺序不同
        </Tick>
      </p>
      {counted && (
        <div className="survey-pair">
          <NumberField
            label="至少选几项"
            value={question.min}
            least={0}
            most={60}
            onChange={(min) => set({ ...question, min: min ?? 0 })}
          />
          <NumberField
            label="最多选几项"
            placeholder="不限"
            value={question.max}
            least={1}
            most={60}
            onChange={(max) => set({ ...question, max })}
          />
        </div>
      )}
    </>
  )
}

function DayField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string | null
  onChange: (day: string | null) => void
}) {
  return (
    <Field label={label}>
      {(id) => (
        <DateField id={id} value={value ?? ''} onChange={(value) => onChange(isDay(value) ? value : null)} clearable />
      )}
    </Field>
  )
}
