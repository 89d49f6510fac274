import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { type Day, weekdayOf } from '../../kernel/day'
import { silent, spoken } from '../spoken'
import { weekdayName } from '../when'
import { Beat, type BeatKind, beatWords } from './Beat'

/**
 * Where today's beat stands: `ready` to be struck, on its way (`sending`, and `waiting` when the answer takes long), kept
 * on the phone (`noted`), just `landed`, or `done` before this page was opened.
 */
export type DialPhase = 'ready' | 'sending' | 'waiting' | 'noted' | 'landed' | 'done'

export interface DialProps {
  week: readonly { day: Day; done: boolean }[]
  today: Day
  phase: DialPhase
  streak: number
  /** Right side: a small line over a large one. */
  goal: { lead: string; text: string; unit?: string } | null
  /** The line below. */
  foot: ReactNode
  /** What pressing gives, for people who listen. */
  gain: string
  onPress: () => void
}

const BUTTON: Record<DialPhase, string> = {
  ready: '打卡',
  sending: '打卡',
  waiting: '等网络',
  noted: '已记下',
  landed: '已打卡',
  done: '已打卡',
}

/** Characters that fit beside the button in one large line; more are set smaller and must not reach the foot. */
const SHORT = 8

/** The week as a bar of seven beats around the one thing to do today. */
export function Dial({ week, today, phase, streak, goal, foot, gain, onPress }: DialProps) {
  const struck = phase === 'landed' || phase === 'done'
  const weekday = weekdayOf(today)
  // Several rewards come one below the other, as the page joins them with 、.
  const lines = goal?.text.split('、') ?? []
  const isLong = lines.length > 1 || lines.some((line) => line.length > SHORT)
  const slur = struck ? slurOf(week, weekday) : null
  return (
    <View className={`dial dial--${phase}`}>
      <View className="dial__staff" {...silent}>
        {[1, 2, 3, 4, 5].map((line) => (
          <View key={line} className={`dial__line dial__line--${line}`} />
        ))}
      </View>
      {slur && <View className={`dial__slur dial__slur--span${slur.span} dial__turn--${slur.turn}`} {...silent} />}
      {!struck && phase !== 'noted' && <View className={`dial__arm dial__at--${weekday}`} {...silent} />}
      {/* One element from the press to the landing: a quick answer lets the dot finish its way. */}
      {(phase === 'sending' || phase === 'waiting' || phase === 'landed') && (
        <View className={`dial__lift dial__at--${weekday}`} {...silent}>
          <View className="dial__dot" />
        </View>
      )}
      <View {...spoken('list', { label: '这一小节' })}>
        {week.map(({ day, done }) => (
          <DialDay key={day} day={day} kind={kindOf(day, done, today, phase)} isToday={day === today} phase={phase} />
        ))}
      </View>
      <DialButton phase={phase} gain={gain} onPress={onPress} />
      <View className="dial__side dial__side--l">
        <View>已连续</View>
        <View className="dial__figure">
          {streak}
          <View className="dial__unit">天</View>
        </View>
      </View>
      {goal && (
        <View className={`dial__side dial__side--r${isLong ? ' dial__side--long' : ''}`}>
          <View>{goal.lead}</View>
          <View className={goal.unit ? 'dial__figure' : 'dial__words'}>
            {lines.length > 1 ? lines.map((line) => <View key={line}>{line}</View>) : goal.text}
            {goal.unit && <View className="dial__unit">{goal.unit}</View>}
          </View>
        </View>
      )}
      <View className="dial__foot">{foot}</View>
    </View>
  )
}

/** What a day of the week looks like; today's look follows the phase, not yet the server's list. */
export function kindOf(day: Day, done: boolean, today: Day, phase: DialPhase): BeatKind {
  if (day > today) return 'next'
  if (day < today) return done ? 'done' : 'miss'
  if (phase === 'landed' || phase === 'done') return 'done'
  return phase === 'noted' || phase === 'waiting' ? 'noted' : 'now'
}

/**
 * The arc under the unbroken days up to today: `span` is how many steps it covers, `turn` where its middle stands, in half
 * steps from Monday. Null when today stands alone in this week.
 */
export function slurOf(week: readonly { done: boolean }[], weekday: number): { span: number; turn: number } | null {
  let first = weekday
  while (first > 1 && week[first - 2]?.done) first--
  return first === weekday ? null : { span: weekday - first, turn: first - 1 + (weekday - 1) }
}

function DialDay({ day, kind, isToday, phase }: { day: Day; kind: BeatKind; isToday: boolean; phase: DialPhase }) {
  const weekday = weekdayOf(day)
  const label = `周${weekdayName(weekday)}，${isToday ? '今天，' : ''}${beatWords[kind]}`
  const struck = isToday && (phase === 'landed' || phase === 'done')
  return (
    <View
      className={`dial__day dial__day--${weekday}${isToday ? ' is-today' : ''}${struck ? ' is-struck' : ''}`}
      {...spoken('listitem', { label })}
    >
      {struck && (
        <>
          <View className="dial__ripple dial__ripple--1" />
          <View className="dial__ripple dial__ripple--2" />
          <View className="dial__ripple dial__ripple--3" />
        </>
      )}
      <View className="dial__beat">
        <Beat kind={kind} size={isToday ? 'today' : undefined} />
      </View>
      <View className="dial__label">{isToday ? '今天' : weekdayName(weekday)}</View>
    </View>
  )
}

function DialButton({ phase, gain, onPress }: { phase: DialPhase; gain: string; onPress: () => void }) {
  const pressable = phase === 'ready'
  const struck = phase === 'landed' || phase === 'done'
  return (
    <View
      className={`dial__btn dial__btn--${phase}`}
      hoverClass={pressable ? 'dial__btn--pressed' : 'none'}
      hoverStayTime={120}
      onClick={pressable ? onPress : undefined}
      {...spoken('button', { label: pressable ? `打卡，${gain}` : `今天${BUTTON[phase]}`, disabled: !pressable })}
    >
      {(phase === 'sending' || phase === 'waiting') && <View className="dial__spin" />}
      {(struck || phase === 'noted') && <View className="icon icon--check icon--xl" />}
      <View>{BUTTON[phase]}</View>
    </View>
  )
}
