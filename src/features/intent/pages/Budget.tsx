import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Section } from '../../../client/parts/Page'
import { Stepper, Toggle } from '../../../client/parts/Stepper'
import { silent, spoken } from '../../../client/spoken'
import { minutesOf } from '../../../kernel/day'
import type { Quiet } from '../../../kernel/quiet'
import type { Preferences } from '../consents'
import type { Sending, Switches } from '../contract'
import { QuietSheet } from './QuietSheet'
import { text } from './text'
import './Budget.scss'

/** Quiet hours that a member begins with. */
const USUAL: Quiet = { from: '22:00', until: '08:00' }

/** After the last tap so long nothing is sent (ms): three taps are one change. */
const SETTLES_MS = 600

interface Props {
  view: Pick<Switches, 'preferences' | 'sending'>
  onPrefer: (change: Partial<Preferences>) => Promise<boolean>
}

/** How much a member wants to hear and when not: the server keeps to it, this only shows it. */
export function Budget({ view: { preferences, sending }, onPrefer }: Props) {
  const { most, sent } = sending
  const [wanted, setWanted] = useState<number | null>(null)
  const perWeek = wanted ?? sending.perWeek
  useEffect(() => {
    if (wanted === null) return
    const timer = setTimeout(() => {
      void onPrefer({ perWeek: wanted }).then(() => setWanted((now) => (now === wanted ? null : now)))
    }, SETTLES_MS)
    return () => clearTimeout(timer)
  }, [wanted, onPrefer])
  return (
    <Section title={text.budgetTitle}>
      <View className="card budget">
        <View className="budget__row">
          <View className="grow">
            <View className="list__title">{text.perWeek}</View>
            <View className="list__hint">{text.room(sent, perWeek)}</View>
          </View>
          <Stepper
            name={text.perWeek}
            value={String(perWeek)}
            less={perWeek > 0 ? () => setWanted(perWeek - 1) : null}
            more={perWeek < most ? () => setWanted(perWeek + 1) : null}
          />
        </View>
        <View className="budget__dots">
          <View className="budget__beats" {...silent}>
            {Array.from({ length: Math.min(perWeek, MOST_DOTS) }, (_, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: dots are alike and keep their places
              <View key={at} className={`budget__dot${at < sent ? ' is-full' : ''}`} />
            ))}
          </View>
          <View className="list__hint grow">
            {perWeek === 0 ? text.none : perWeek >= most ? text.atMost : text.all}
          </View>
        </View>
        <QuietHours own={preferences.quiet} brand={sending.quiet} onPrefer={onPrefer} />
      </View>
    </Section>
  )
}

/** More than these do not fit beside the words. */
const MOST_DOTS = 10

function QuietHours({
  own,
  brand,
  onPrefer,
}: { own: Quiet | null; brand: Sending['quiet'] } & Pick<Props, 'onPrefer'>) {
  const [choosing, setChoosing] = useState(false)
  return (
    <>
      <View className="budget__row budget__row--next">
        <View
          className="grow"
          hoverClass={own ? 'is-pressed' : 'none'}
          onClick={own ? () => setChoosing(true) : undefined}
          {...(own ? spoken('button', { label: `${text.quiet}，${text.span(own)}，${text.changeHours}` }) : {})}
        >
          <View className="list__title">{text.quiet}</View>
          <View className="list__hint">{own ? text.quietOn(own) : brand ? text.quietBrand(brand) : text.quietOff}</View>
        </View>
        <Toggle
          on={own !== null}
          label={`${text.quiet}，${own ? text.on : text.off}`}
          onTurn={() => void onPrefer({ quiet: own ? null : USUAL })}
        />
      </View>
      <View className="hours" {...spoken('img', { label: text.barWords(own, brand) })}>
        <View className="hours__bar">
          {[...partsOf(brand), ...partsOf(own)].map(({ left, width }) => (
            <View key={`${left}-${width}`} className="hours__quiet" style={{ left: `${left}%`, width: `${width}%` }} />
          ))}
        </View>
        <View className="hours__scale" {...silent}>
          {[0, 6, 12, 18, 24].map((hour) => (
            <View key={hour}>{hour}</View>
          ))}
        </View>
      </View>
      {choosing && own && (
        <QuietSheet quiet={own} onClose={() => setChoosing(false)} onSave={(quiet) => void onPrefer({ quiet })} />
      )}
    </>
  )
}

/** Where a span lies on a day of 24 hours, in percent; one over midnight has two parts. */
export function partsOf(quiet: Quiet | null): { left: number; width: number }[] {
  if (quiet === null) return []
  const [from, until] = [minutesOf(quiet.from), minutesOf(quiet.until)]
  const part = (a: number, b: number) => ({ left: share(a), width: share(b - a) })
  if (from === until) return []
  return from < until ? [part(from, until)] : [part(from, 1440), ...(until > 0 ? [part(0, until)] : [])]
}

function share(minutes: number): number {
  return Math.round((minutes / 1440) * 1000) / 10
}
