import { Input, Segmented, Select } from 'antd'
import type { ReactNode } from 'react'
import { DateField } from '../../../admin/fields/DateField'
import { weekdayName } from '../../../admin/format'
import { useQuery } from '../../../admin/useQuery'
import { type Field, fieldNames, type SaleForm } from './saleForm'
import { modeNames, modeTeach } from './words'

export interface FormPart {
  form: SaleForm
  wrong: Field | null
  disabled: boolean
  set: (change: Partial<SaleForm>) => void
}

type TextField = Exclude<Field, 'mode' | 'stores' | 'weekdays'>

/** A name at the left and its inputs in one line. */
function Row({ label, id, children }: { label: string; id?: string; children: ReactNode }) {
  return (
    <div className="flash-row">
      {id ? <label htmlFor={id}>{label}</label> : <span>{label}</span>}
      <div>{children}</div>
    </div>
  )
}

function Text({
  part: { form, wrong, disabled, set },
  field,
  ...more
}: {
  part: FormPart
  field: TextField
  prefix?: string
  suffix?: string
  placeholder?: string
  maxLength?: number
  className?: string
}) {
  return (
    <Input
      id={`flash-${field}`}
      // The first of a row has the row's own label.
      aria-label={field === 'minutes' || field === 'until' ? fieldNames[field] : undefined}
      disabled={disabled}
      status={wrong === field ? 'error' : ''}
      value={form[field]}
      onChange={(event) => set({ [field]: event.target.value })}
      {...more}
    />
  )
}

function Day({ part: { form, wrong, disabled, set }, field }: { part: FormPart; field: 'from' | 'until' }) {
  return (
    <DateField
      id={`flash-${field}`}
      {...(field === 'until' && { label: fieldNames[field] })}
      clearable
      disabled={disabled}
      status={wrong === field ? 'error' : ''}
      value={form[field]}
      onChange={(day) => set({ [field]: day })}
    />
  )
}

/** What is won: an exchange coupon. */
export function PrizeFields(part: FormPart) {
  const staff = useQuery('staff.list', {})
  const known = [...new Set((staff.data?.staff ?? []).flatMap(({ stores }) => stores))]
  return (
    <>
      <Row label="换什么" id="flash-item">
        <Text part={part} field="item" maxLength={24} placeholder="例如 柔雾气垫小样" />
      </Row>
      <Row label="价值" id="flash-worth">
        <Text part={part} field="worth" prefix="¥" maxLength={10} className="flash-short" />
        <span className="hint">会员看得到，也用来算没核销的成本；不填就不显示</span>
      </Row>
      <Row label="说明" id="flash-note">
        <Text part={part} field="note" maxLength={200} placeholder="会员在名字下面读到，例如 自然色，附粉扑" />
      </Row>
      <Row label="兑换" id="flash-validDays">
        得到后
        <Text part={part} field="validDays" suffix="天内" maxLength={3} className="flash-short" />
      </Row>
      <Row label="门店" id="flash-stores">
        <Select
          id="flash-stores"
          mode="tags"
          className="flash-wide"
          placeholder="不选就是全部门店"
          tokenSeparators={['、', '，', ',']}
          disabled={part.disabled}
          value={part.form.stores}
          onChange={(stores: string[]) => part.set({ stores })}
          options={known.map((store) => ({ value: store, label: store }))}
        />
      </Row>
    </>
  )
}

/** Who gets it: whoever is first, or whoever is drawn. */
export function GiveFields(part: FormPart) {
  const { form, disabled, set } = part
  return (
    <>
      <Row label="名字" id="flash-title">
        <Text part={part} field="title" maxLength={24} />
      </Row>
      <Row label="方式">
        <Segmented
          value={form.mode}
          disabled={disabled}
          onChange={(mode) => set({ mode })}
          options={(['first_come', 'draw'] as const).map((value) => ({ value, label: modeNames[value] }))}
        />
        <span className="hint">{modeTeach[form.mode]}</span>
      </Row>
      <Row label="每场" id="flash-stock">
        <Text part={part} field="stock" suffix="份" maxLength={3} className="flash-short" />
        <span className="hint">每人 1 份，一场最多 500 份</span>
      </Row>
      {form.mode === 'first_come' && (
        <Row label="要花" id="flash-price">
          <Text part={part} field="price" suffix="积分" placeholder="免费" maxLength={8} className="flash-short" />
          <span className="hint">空着就是免费；抢到才扣</span>
        </Row>
      )}
    </>
  )
}

const WEEK = [1, 2, 3, 4, 5, 6, 7]

/** On which days and at what time it opens. */
export function RhythmFields(part: FormPart) {
  const { form, disabled, set } = part
  return (
    <>
      <Row label="哪天">
        <fieldset className="flash-week" disabled={disabled} data-wrong={part.wrong === 'weekdays'}>
          <legend className="sr">开场的星期</legend>
          {WEEK.map((weekday) => {
            const on = form.weekdays.includes(weekday)
            const others = form.weekdays.filter((one) => one !== weekday)
            return (
              <button
                key={weekday}
                type="button"
                aria-pressed={on}
                aria-label={weekdayName(weekday)}
                onClick={() => set({ weekdays: on ? others : [...others, weekday].sort((a, b) => a - b) })}
              >
                {weekdayName(weekday).slice(1)}
              </button>
            )
          })}
        </fieldset>
      </Row>
      <Row label="几点" id="flash-time">
        <Text part={part} field="time" maxLength={5} placeholder="09:00" className="flash-short" />
        {form.mode === 'draw' ? '开始报名，' : '开抢，'}
        <Text part={part} field="minutes" suffix="分钟" maxLength={3} className="flash-short" />
        <span className="hint">{form.mode === 'draw' ? '截止后几分钟内抽签' : '抢完就提前结束'}</span>
      </Row>
      <Row label="日子" id="flash-from">
        <Day part={part} field="from" />到
        <Day part={part} field="until" />
      </Row>
    </>
  )
}
