import { Input, InputNumber, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { clockTime, isClockTime, minutesOf } from '../../../kernel/day'
import type { ExpiryPolicy } from '../../points/rules'
import type { CheckinBook } from '../book'
import type { ClockShape, NumberShape } from './shapes'
import { lifeNumber, lives } from './words'

export interface Part {
  book: CheckinBook
  disabled: boolean
  onChange: (book: CheckinBook) => void
}

/** A name at the left, its inputs in one line, and what they mean below. */
export function Row({ label, id, hint, children }: { label: string; id?: string; hint?: string; children: ReactNode }) {
  return (
    <div className="checkin-row">
      {id ? <label htmlFor={id}>{label}</label> : <span>{label}</span>}
      <div>
        {children}
        {hint && <small>{hint}</small>}
      </div>
    </div>
  )
}

export function Whole({
  id,
  label,
  value,
  least,
  most,
  tail,
  disabled,
  onChange,
}: {
  id?: string
  label?: string
  value: number
  least: number
  most: number
  tail: string
  disabled: boolean
  onChange: (value: number) => void
}) {
  return (
    <span className="checkin-whole">
      <InputNumber
        {...(id && { id })}
        {...(label && { 'aria-label': label })}
        min={least}
        max={most}
        precision={0}
        controls={false}
        disabled={disabled}
        value={value}
        onChange={(next) => onChange(next ?? least)}
      />
      {tail}
    </span>
  )
}

/** A number of the book, drawn from its shape. */
export function NumberField({ shape, book, disabled, onChange }: Part & { shape: NumberShape }) {
  const { id, label, tail, hint, least, most, read, write } = shape
  return (
    <Row label={label} id={`checkin-${id}`} hint={hint}>
      <Whole
        id={`checkin-${id}`}
        value={read(book)}
        {...{ least, most, tail, disabled }}
        onChange={(value) => onChange(write(book, value))}
      />
    </Row>
  )
}

/** A time of day; what is no time yet stays in the field and changes nothing. */
export function ClockField({ shape, book, disabled, onChange }: Part & { shape: ClockShape }) {
  const { id, read, write } = shape
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? clockTime(read(book))
  return (
    <Input
      id={`checkin-${id}`}
      className="checkin-clock"
      maxLength={5}
      disabled={disabled}
      status={isClockTime(padded(shown)) ? '' : 'error'}
      value={shown}
      onChange={(event) => {
        const next = event.target.value.replace('：', ':').trim()
        setTyped(next)
        if (isClockTime(padded(next))) onChange(write(book, minutesOf(padded(next))))
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

function padded(text: string): string {
  return text.length === 4 ? `0${text}` : text
}

/** How long something can be used. */
export function LifeField({
  label,
  life,
  disabled,
  onChange,
}: {
  label: string
  life: ExpiryPolicy
  disabled: boolean
  onChange: (life: ExpiryPolicy) => void
}) {
  const shape = lives.find(({ kind }) => kind === life.kind)
  return (
    <>
      <Select
        aria-label={label}
        className="checkin-life"
        disabled={disabled}
        value={life.kind}
        onChange={(kind) => onChange(lives.find((one) => one.kind === kind)?.of(1) ?? life)}
        options={lives.map(({ kind, name, tail }) => ({ value: kind, label: tail ? `${name} … ${tail}` : name }))}
      />
      {shape?.tail && (
        <Whole
          label={`${label}数`}
          value={lifeNumber(life)}
          least={life.kind === 'rolling_months' ? 1 : 0}
          most={365}
          tail={shape.tail}
          disabled={disabled}
          onChange={(value) => onChange(shape.of(value))}
        />
      )}
    </>
  )
}
