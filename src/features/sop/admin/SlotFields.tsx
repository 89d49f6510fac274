import { Button, Input } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import type { Slot } from '../rules'

/** The windows of a day: from when, and until when it may still be confirmed. */
export function SlotFields({
  slots,
  when,
  disabled,
  onChange,
}: {
  slots: readonly Slot[]
  when: string
  disabled: boolean
  onChange: (slots: Slot[]) => void
}) {
  const change = (index: number, slot: Slot) => onChange(slots.map((one, at) => (at === index ? slot : one)))
  return (
    <fieldset>
      <legend>{when}，几点</legend>
      {slots.map((slot, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: windows have no identity but their place
        <div key={index} className="slot">
          <Input
            aria-label={`第 ${index + 1} 个时间，开始`}
            maxLength={5}
            disabled={disabled}
            value={slot.from}
            onChange={(event) => change(index, { ...slot, from: event.target.value.replace('：', ':') })}
          />
          <span>到</span>
          <Input
            aria-label={`第 ${index + 1} 个时间，关窗`}
            maxLength={5}
            disabled={disabled}
            value={slot.until}
            onChange={(event) => change(index, { ...slot, until: event.target.value.replace('：', ':') })}
          />
          <span className="hint">关窗</span>
          {!disabled && slots.length > 1 && (
            <Button
              type="text"
              aria-label={`去掉第 ${index + 1} 个时间`}
              icon={<Icon name="close" size={12} />}
              onClick={() => onChange(slots.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {slots.length === 0 && <p className="hint">没有固定时间。</p>}
      {!disabled && slots.length > 0 && slots.length < 6 && (
        <Button
          size="small"
          icon={<Icon name="plus" size={12} />}
          onClick={() => onChange([...slots, { from: '20:00', until: '21:00' }])}
        >
          加一个时间
        </Button>
      )}
    </fieldset>
  )
}
