import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { type Day, weekdayOf } from '../../kernel/day'
import { silent, spoken } from '../spoken'
import { weekdayName } from '../when'
import { Beat, type BeatKind, beatWords } from './Beat'
import { Rolling } from './Rolling'

/**
 * Where today's beat stands: `ready` to be struck, on its way (`sending`, and `waiting` when the answer takes long), kept
 * on the phone (`noted`), just `landed`, or `done` before this page was opened.
 */
export type DialPhase = 'ready' | 'sending' | 'waiting' | 'noted' | 'landed' | 'done'

export interface DialDay {
  day: Day
  done: boolean
  /** What the day came to beside being struck; a rest still to come is marked too. */
  mark?: 'done' | 'made' | 'shielded' | 'rest' | null
}

export interface DialProps {
  week: readonly DialDay[]
  today: Day
  /** The member's first day: nothing was missed before it. */
  since: Day
  phase: DialPhase
  /** Nobody has to come today; who comes all the same is counted. */
  rest: boolean
  streak: number
  /** Right side: a small line over a large one. */
  goal: { lead: string; text: string } | null
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
export function Dial({ week, today, since, phase, rest, streak, goal, foot, gain, onPress }: DialProps) {
  const struck = phase === 'landed' || phase === 'done'
  const weekday = weekdayOf(today)
  // Several rewards come one below the other, as the page joins them with 、.
  const lines = goal?.text.split('、') ?? []
  const isLong = lines.length > 1 || lines.some((line) => line.length > SHORT)
  const slur = struck ? slurOf(week, weekday) : null
  const resting = rest && phase === 'ready'
  return (
    <View className={`dial dial--${phase}`}>
      <View className="dial__staff" {...silent}>
        {[1, 2, 3, 4, 5].map((line) => (
          <View key={line} className={`dial__line dial__line--${line}`} />
        ))}
      </View>
      {slur && <View className={`dial__slur dial__slur--span${slur.span} dial__turn--${slur.turn}`} {...silent} />}
      {!struck && !resting && phase !== 'noted' && <View className={`dial__arm dial__at--${weekday}`} {...silent} />}
      {/* One element from the press to the landing: a quick answer lets the dot finish its way. */}
      {(phase === 'sending' || phase === 'waiting' || phase === 'landed') && (
        <View className={`dial__lift dial__at--${weekday}`} {...silent}>
          <View className="dial__dot" />
        </View>
      )}
      <View {...spoken('list', { label: '这一小节' })}>
        {week.map((one) => (
          <DayOfWeek
            key={one.day}
            day={one.day}
            kind={kindOf(one, today, phase, rest)}
            started={one.day >= since}
            isToday={one.day === today}
            phase={phase}
          />
        ))}
      </View>
      <DialButton phase={phase} resting={resting} gain={gain} onPress={onPress} />
      <View className="dial__side dial__side--l">
        <View>已连续</View>
        <View className="dial__figure">
          {phase === 'landed' ? <Rolling from={Math.max(0, streak - 1)} to={streak} /> : streak}
          <View className="dial__unit">天</View>
        </View>
      </View>
      {goal && (
        <View className={`dial__side dial__side--r${isLong ? ' dial__side--long' : ''}`}>
          <View>{goal.lead}</View>
          <View className="dial__words">
            {lines.length > 1 ? lines.map((line) => <View key={line}>{line}</View>) : goal.text}
          </View>
        </View>
      )}
      <View className="dial__foot">{foot}</View>
    </View>
  )
}

/** What a day of the week looks like; today's look follows the phase, not yet the server's list. */
export function kindOf({ day, done, mark }: DialDay, today: Day, phase: DialPhase, rest = false): BeatKind {
  if (day > today) return mark === 'rest' ? 'rest' : 'next'
  if (day < today) return mark ?? (done ? 'done' : 'miss')
  if (phase === 'landed' || phase === 'done') return 'done'
  if (phase === 'noted' || phase === 'waiting') return 'noted'
  return rest && phase === 'ready' ? 'rest' : 'now'
}

/**
 * The arc under the unbroken days up to today: `span` is how many steps it covers, `turn` where its middle stands, in half
 * steps from Monday. Null when today stands alone in this week.
 */
export function slurOf(
  week: readonly Pick<DialDay, 'done' | 'mark'>[],
  weekday: number,
): { span: number; turn: number } | null {
  const joined = (at: number) => week[at - 1]?.done || week[at - 1]?.mark != null
  let first = weekday
  while (first > 1 && joined(first - 1)) first--
  // No arc begins on a day that only bridges.
  while (first < weekday && !week[first - 1]?.done) first++
  return first === weekday ? null : { span: weekday - first, turn: first - 1 + (weekday - 1) }
}

interface DayProps {
  day: Day
  kind: BeatKind
  started: boolean
  isToday: boolean
  phase: DialPhase
}

function DayOfWeek({ day, kind, started, isToday, phase }: DayProps) {
  const weekday = weekdayOf(day)
  const before = kind === 'miss' && !started
  const words = before ? '还没开始' : beatWords[kind]
  const label = `周${weekdayName(weekday)}，${isToday ? '今天，' : ''}${words}`
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
        <Beat kind={before ? 'next' : kind} size={isToday ? 'today' : undefined} />
      </View>
      <View className="dial__label">{isToday ? '今天' : kind === 'rest' ? '休' : weekdayName(weekday)}</View>
    </View>
  )
}

interface ButtonProps {
  phase: DialPhase
  resting: boolean
  gain: string
  onPress: () => void
}

function DialButton({ phase, resting, gain, onPress }: ButtonProps) {
  const pressable = phase === 'ready'
  const struck = phase === 'landed' || phase === 'done'
  return (
    <View
      className={`dial__btn dial__btn--${resting ? 'rest' : phase}`}
      hoverClass={pressable ? 'dial__btn--pressed' : 'none'}
      hoverStayTime={120}
      onClick={pressable ? onPress : undefined}
      {...spoken('button', {
        label: pressable ? `${resting ? '今天休止，' : ''}打卡，${gain}` : `今天${BUTTON[phase]}`,
        disabled: !pressable,
      })}
    >
      {resting && <View className="dial__pause" />}
      {(phase === 'sending' || phase === 'waiting') && <View className="dial__spin" />}
      {(struck || phase === 'noted') && <View className="icon icon--check icon--xl" />}
      <View>{resting ? '今天休止' : BUTTON[phase]}</View>
      {resting && <View className="dial__also">想打也算</View>}
    </View>
  )
}
