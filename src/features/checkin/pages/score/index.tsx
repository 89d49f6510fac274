import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAnswer } from '../../../../client/answer'
import { Beat } from '../../../../client/parts/Beat'
import { Icon } from '../../../../client/parts/Icon'
import { StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { Score } from '../../../../client/parts/Score'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { addMonths, type Month, monthOf } from '../../../../kernel/day'
import type { ScoreView } from '../../contract'
import { Milestones } from '../Milestones'
import { text } from '../text'

const KEY = ['done', 'now', 'miss', 'next'] as const

/** A month of beats as a score, what a streak brings, and the rules. */
export default function ScorePage() {
  const [month, setMonth] = useState<Month | null>(null)
  const asked = useAnswer('checkin.getScore', month === null ? {} : { month })
  const view = asked.answer?.data
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
            <Score month={view.month} done={view.days} today={view.today} since={view.since} />
            <View className="legend">
              {KEY.map((kind) => (
                <View key={kind} className="legend__item">
                  <Beat kind={kind} size={kind === 'next' ? 'xxs' : 'xs'} />
                  <View>{text.legend[kind]}</View>
                </View>
              ))}
            </View>
            <View className="caption score__hint">{text.slurHint}</View>
          </Section>
          <Milestones view={view} />
          <Section title={text.rules}>
            {text.ruleLines.map((line, row) => (
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
