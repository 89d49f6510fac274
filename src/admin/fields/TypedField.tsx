import { Input } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'

export interface FieldProps {
  value: string
  /** Told with every value that is whole, and with '' when the field is emptied and may be. */
  onChange: (value: string) => void
  id?: string
  /** Its name, where no label stands beside it. */
  label?: string
  disabled?: boolean
  /** May be empty. */
  clearable?: boolean
  className?: string
  status?: '' | 'error'
  size?: 'small'
}

/**
 * Words that mean a value of one form. What is typed is taken as soon as it is whole and put into form when the field is left; what means
 * nothing stays, marked, and the value stays as it was.
 */
export function TypedField({
  value,
  onChange,
  id,
  label,
  disabled = false,
  clearable = false,
  className,
  status = '',
  size,
  placeholder,
  most,
  read,
  isWhole,
  step,
  suffix,
}: FieldProps & {
  placeholder: string
  most: number
  read: (typed: string) => string | null
  isWhole: (typed: string) => boolean
  /** The value after an arrow; -1 is down. */
  step: (value: string, by: 1 | -1, far: boolean) => string
  suffix?: ReactNode
}) {
  const [typed, setTyped] = useState(value)
  const [wrong, setWrong] = useState(false)
  useEffect(() => {
    setTyped(value)
    setWrong(false)
  }, [value])

  function put(next: string) {
    setTyped(next)
    setWrong(false)
    if (next !== value) onChange(next)
  }

  function leave() {
    if (typed.trim() === '') return clearable ? put('') : put(value)
    const meant = read(typed)
    if (meant === null) setWrong(true)
    else put(meant)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') leave()
    const by = ({ ArrowUp: 1, ArrowDown: -1 } as const)[event.key]
    if (by === undefined || event.altKey || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    put(step(read(typed) ?? value, by, event.shiftKey))
  }

  return (
    <Input
      {...{ id, disabled, placeholder, suffix, size }}
      aria-label={label}
      aria-invalid={wrong || undefined}
      className={className}
      maxLength={most}
      autoComplete="off"
      inputMode="text"
      status={wrong ? 'error' : status}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value)
        setWrong(false)
        if (isWhole(target.value)) put(target.value)
        else if (target.value === '' && clearable) put('')
      }}
      onBlur={leave}
      onKeyDown={onKeyDown}
    />
  )
}
