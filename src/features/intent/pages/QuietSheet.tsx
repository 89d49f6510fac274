import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../client/parts/Button'
import { Sheet } from '../../../client/parts/Sheet'
import { Stepper } from '../../../client/parts/Stepper'
import { type ClockTime, clockTime, minutesOf } from '../../../kernel/day'
import type { Quiet } from '../../../kernel/quiet'
import { text } from './text'

const STEP = 30
const DAY_MINUTES = 1440

/** From when to when nothing comes, in half hours. */
export function QuietSheet({
  quiet,
  onClose,
  onSave,
}: {
  quiet: Quiet
  onClose: () => void
  onSave: (quiet: Quiet) => void
}) {
  const [from, setFrom] = useState(quiet.from)
  const [until, setUntil] = useState(quiet.until)
  const rows = [
    { name: text.quietFrom, value: from, set: setFrom, other: until },
    { name: text.quietUntil, value: until, set: setUntil, other: from },
  ]
  return (
    <Sheet title={text.quiet} onClose={onClose}>
      {rows.map(({ name, value, set, other }) => (
        <View key={name} className="list__row">
          <View className="grow list__title">{name}</View>
          <Stepper
            name={name}
            value={value}
            less={() => set(moved(value, -STEP, other))}
            more={() => set(moved(value, STEP, other))}
          />
        </View>
      ))}
      <View className="sheet__act">
        <Button
          look="primary"
          size="lg"
          block
          onPress={() => {
            onSave({ from, until })
            onClose()
          }}
        >
          {text.saveHours(from, until)}
        </Button>
      </View>
    </Sheet>
  )
}

/** Round the clock, and past the other end: a span of no length would be no quiet at all. */
export function moved(time: ClockTime, by: number, other: ClockTime): ClockTime {
  const next = clockTime((minutesOf(time) + by + DAY_MINUTES) % DAY_MINUTES)
  return next === other ? moved(next, by, other) : next
}
