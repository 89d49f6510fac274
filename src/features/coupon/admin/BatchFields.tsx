import { Input, Segmented } from 'antd'
import type { BatchForm, Field } from './batchForm'
import { Row, Short, When } from './inputs'
import { type FieldShape, fieldsOf, kinds, shapes } from './shapes'

export interface FormPart {
  form: BatchForm
  wrong: Field | null
  disabled: boolean
  set: (change: Partial<BatchForm>) => void
}

/** What it is: name, kind, and the fields that the kind declares. */
export function WhatFields({ form, wrong, disabled, set }: FormPart) {
  const { kind, texts } = form.value
  return (
    <>
      <Row label="名字" id="coupon-title">
        <Input
          id="coupon-title"
          maxLength={24}
          showCount
          disabled={disabled}
          status={wrong === 'title' ? 'error' : ''}
          placeholder="例如 周五福利"
          value={form.title}
          onChange={(event) => set({ title: event.target.value })}
        />
      </Row>
      <Row label="种类">
        <Segmented
          value={kind}
          disabled={disabled}
          onChange={(next) => set({ value: { kind: next, texts: {} } })}
          options={kinds.map((one) => ({ value: one, label: shapes[one].name }))}
        />
        <span className="hint">{shapes[kind].teach}</span>
      </Row>
      <div className="coupon-value" data-wrong={wrong === 'value'}>
        {fieldsOf(kind).map(([key, shape]) => (
          <ValueField
            key={`${kind}.${key}`}
            id={`coupon-${key}`}
            shape={shape}
            text={texts[key] ?? ''}
            disabled={disabled}
            onChange={(text) => set({ value: { kind, texts: { ...texts, [key]: text } } })}
          />
        ))}
      </div>
    </>
  )
}

function ValueField({
  id,
  shape,
  text,
  disabled,
  onChange,
}: {
  id: string
  shape: FieldShape
  text: string
  disabled: boolean
  onChange: (text: string) => void
}) {
  const { label, unit, hint } = shape
  return (
    <div data-unit={unit}>
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        inputMode={unit === 'text' ? 'text' : 'decimal'}
        maxLength={unit === 'text' ? 40 : 10}
        prefix={unit === 'yuan' ? '¥' : undefined}
        suffix={shape.tail}
        disabled={disabled}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  )
}

/** How many there are and who may take how many when. */
export function ClaimFields({ form, wrong, disabled, set, least }: FormPart & { least: number | null }) {
  const texts = { form, wrong, disabled, set }
  return (
    <>
      <Row label="数量">
        <Short {...texts} field="total" label="总量" tail="张" />
        <Short {...texts} field="perMember" label="每人" tail="张" />
        <Short {...texts} field="perDay" label="每天" tail="张" placeholder="不限" />
        {least !== null && <span className="hint">总量只能加，现在 {least} 张</span>}
      </Row>
      <Row label="领取">
        <When
          label="开始领取"
          text={form.claimFrom}
          wrong={wrong === 'claimFrom'}
          disabled={disabled}
          onChange={(claimFrom) => set({ claimFrom })}
        />
        到
        <When
          label="领取截止"
          text={form.claimUntil}
          wrong={wrong === 'claimUntil'}
          disabled={disabled}
          onChange={(claimUntil) => set({ claimUntil })}
        />
      </Row>
      <Row label="要花">
        <Short {...texts} field="price" label="积分价" tail="积分" placeholder="免费" />
        <span className="hint">空着就是免费领</span>
      </Row>
    </>
  )
}
