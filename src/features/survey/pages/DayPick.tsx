import { View } from '@tarojs/components'
import { useState } from 'react'
import { haptic } from '../../../client/haptic'
import { Icon } from '../../../client/parts/Icon'
import { serverNow } from '../../../client/serverClock'
import { silent, spoken } from '../../../client/spoken'
import { dateLine, weekdayName } from '../../../client/when'
import { addMonths, type Day, dayOf, daysInMonth, monthOf, weekdayOf } from '../../../kernel/day'
import type { Question } from '../model'
import { text } from './text'

interface Props {
  question: Extract<Question, { type: 'date' }>
  value: Day | null
  onPick: (day: Day | null) => void
}

/** A month to tap a day in. Days that the question does not take are there and say so. */
export function DayPick({ question, value, onPick }: Props) {
  const { from, to } = question
  const today = dayOf(serverNow())
  const [month, setMonth] = useState(() => monthOf(value ?? (to !== null && to < today ? to : today)))
  const first = `${month}-01`
  const days = Array.from({ length: daysInMonth(month) }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`)
  const blanks = Array.from({ length: weekdayOf(first) - 1 }, (_, i) => i)
  const turn = (months: number) => setMonth(addMonths(month, months))
  return (
    <View className="calendar">
      <View className="calendar__head">
        <Arrow label={text.yearBack} twice back onTap={() => turn(-12)} />
        <Arrow label={text.monthBack} back onTap={() => turn(-1)} />
        <View className="calendar__month" {...spoken('heading', { level: 3 })}>
          {text.month(month.slice(0, 4), Number(month.slice(5)))}
        </View>
        <Arrow label={text.monthOn} onTap={() => turn(1)} />
        <Arrow label={text.yearOn} twice onTap={() => turn(12)} />
      </View>
      <View className="calendar__grid">
        {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
          <View key={weekday} className="calendar__name" {...silent}>
            {weekdayName(weekday)}
          </View>
        ))}
        {blanks.map((blank) => (
          <View key={`blank ${blank}`} className="calendar__cell" />
        ))}
        {days.map((day) => {
          const off = (from !== null && day < from) || (to !== null && day > to)
          const looks = ['calendar__day', day === value && 'is-on', day === today && 'is-today', off && 'is-off']
          return (
            <View key={day} className="calendar__cell">
              <View
                className={looks.filter(Boolean).join(' ')}
                onClick={() => {
                  if (off) return
                  haptic('light')
                  onPick(day)
                }}
                {...spoken('radio', { label: dateLine(day), checked: day === value, disabled: off })}
              >
                {Number(day.slice(8))}
              </View>
            </View>
          )
        })}
      </View>
      <View className="calendar__foot">
        <View>{value === null ? text.noDay : `${text.pickedDay} ${value.slice(0, 4)} 年 ${dateLine(value)}`}</View>
        {value !== null && (
          <View className="link" onClick={() => onPick(null)} {...spoken('button')}>
            {text.clearDay}
          </View>
        )}
      </View>
    </View>
  )
}

function Arrow({ label, twice, back, onTap }: { label: string; twice?: boolean; back?: boolean; onTap: () => void }) {
  return (
    <View className="calendar__arrow" onClick={onTap} {...spoken('button', { label })}>
      <Icon name={back ? 'back' : 'next'} />
      {twice && (
        <View className="calendar__second">
          <Icon name={back ? 'back' : 'next'} />
        </View>
      )}
    </View>
  )
}
