import { View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { useAnswer } from '../../../../client/answer'
import { Beat } from '../../../../client/parts/Beat'
import { Icon } from '../../../../client/parts/Icon'
import { StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { Score } from '../../../../client/parts/Score'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { addMonths, type Day, type Month, monthOf } from '../../../../kernel/day'
import type { ScoreView } from '../../contract'
import { Campaigns } from '../Campaigns'
import { DaySheet } from '../DaySheet'
import { MakeUpSheet } from '../MakeUpSheet'
import { Milestones } from '../Milestones'
import { RepairCard } from '../RepairCard'
import { text } from '../text'
import { useRepair } from '../useRepair'
import './index.scss'

const KEY = ['done', 'made', 'shielded', 'rest', 'repair', 'now', 'miss', 'next'] as const

/** A month of beats as a score, what a streak brings, and the rules. */
export default function ScorePage() {
  const [month, setMonth] = useState<Month | null>(null)
  const asked = useAnswer('checkin.getScore', month === null ? {} : { month })
  const repairing = useRepair(asked)
  const [wanted, setWanted] = useState<{ day: Day | null } | null>(null)
  const [picked, setPicked] = useState<Day | null>(null)
  const joined = useAnswer('sop.getMonth', { month: asked.answer?.data.month ?? '' }, asked.answer !== null)
  const pitch = useMemo(() => new Map(joined.answer?.data.days.map((one) => [one.day, one.joined])), [joined.answer])
  const known = asked.answer?.data
  // What an older version kept on the phone knows nothing of marks: as good as nothing until the server answers.
  const view = known?.marks === undefined ? undefined : known
  return (
    <Page title={text.scoreTitle}>
      {view === undefined && asked.failure === null && <ScoreSkeleton />}
      {view === undefined && asked.failure !== null && (
        <Section>
          <LoadFailure title={text.monthFailed} failure={asked.failure} onAgain={() => void asked.again()} />
        </Section>
      )}
      {view && (
        <>
          <Section tight>
            <StaleNotice asked={asked} />
            <MonthHead view={view} onMonth={setMonth} />
            <Score
              month={view.month}
              done={view.days}
              today={view.today}
              since={view.since}
              marks={view.marks}
              repairable={view.repairable}
              pitch={pitch}
              onPick={(day, kind) => (kind === 'repair' ? setWanted({ day }) : setPicked(day))}
            />
            <Legend view={view} />
            <View className="caption score__hint">{text.pitchHint}</View>
            {view.restToday && <View className="caption">{text.restToday}</View>}
            {view.shield.perMonth > 0 && (
              <View className="caption">{text.shieldLeft(view.shield.left, view.shield.perMonth)}</View>
            )}
          </Section>
          <RepairCard view={view} onRepair={() => setWanted({ day: null })} />
          <Milestones view={view} />
          <Campaigns campaigns={view.campaigns} />
          {picked !== null && <DaySheet view={view} day={picked} pitch={pitch} onClose={() => setPicked(null)} />}
          {wanted !== null && view.repairable.length > 0 && (
            <MakeUpSheet view={view} first={wanted.day} repairing={repairing} onClose={() => setWanted(null)} />
          )}
          <Section title={text.rules}>
            {view.ruleLines.map((line, row) => (
              <View key={line} className="step">
                <View className="step__number">{row + 1}</View>
                <View className="grow">{line}</View>
              </View>
            ))}
          </Section>
        </>
      )}
    </Page>
  )
}

/** What the marks on this page mean; those that do not occur need no word. */
function Legend({ view }: { view: ScoreView }) {
  const there = new Set<string>(['done', 'now', 'miss', 'next', ...view.marks.map(({ mark }) => mark)])
  if (view.repairable.some((day) => monthOf(day) === view.month)) there.add('repair')
  return (
    <View className="legend">
      {KEY.filter((kind) => there.has(kind)).map((kind) => (
        <View key={kind} className="legend__item">
          <Beat kind={kind} size={kind === 'next' ? 'xxs' : kind === 'made' || kind === 'repair' ? 's' : 'xs'} />
          <View>{text.legend[kind]}</View>
        </View>
      ))}
    </View>
  )
}

function MonthHead({ view, onMonth }: { view: ScoreView; onMonth: (month: Month) => void }) {
  const { month, days, firstMonth, today } = view
  return (
    <View className="score-head">
      <View>
        <View className="lead">{text.monthName(month, today)}</View>
        <View className="score-head__figure">
          {days.length}
          <View className="score-head__unit">{text.monthUnit}</View>
        </View>
      </View>
      <View className="score-head__turn">
        <Turn
          to={addMonths(month, -1)}
          open={month > firstMonth}
          label={text.monthBefore}
          onMonth={onMonth}
          icon="back"
        />
        <Turn
          to={addMonths(month, 1)}
          open={month < monthOf(today)}
          label={text.monthAfter}
          onMonth={onMonth}
          icon="next"
        />
      </View>
    </View>
  )
}

interface TurnProps {
  to: Month
  open: boolean
  label: string
  icon: 'back' | 'next'
  onMonth: (month: Month) => void
}

function Turn({ to, open, label, icon, onMonth }: TurnProps) {
  return (
    <View
      className={`score-head__arrow${open ? '' : ' is-off'}`}
      onClick={open ? () => onMonth(to) : undefined}
      {...spoken('button', { label: open ? label : `${label}，没有了`, disabled: !open })}
    >
      <Icon name={icon} size="l" />
    </View>
  )
}

function ScoreSkeleton() {
  return (
    <View className="skeleton skeleton--padded" {...spoken('status', { label: text.loadingMonth })}>
      <SkeletonBlock look="figure" />
      {[1, 2, 3, 4, 5].map((row) => (
        <View key={row} className="sk sk--week" />
      ))}
    </View>
  )
}
