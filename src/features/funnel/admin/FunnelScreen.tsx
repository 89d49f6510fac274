import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useNow } from '../../../admin/clock'
import { DateField } from '../../../admin/fields/DateField'
import { moment, shortDay } from '../../../admin/format'
import { Chart } from '../../../admin/parts/Chart'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { addDays, dayOf } from '../../../kernel/day'
import { type FunnelAnswer, PEOPLE_ONLY, type PeopleOnly } from '../contract'
import { ATTRIBUTIONS, DIMENSIONS, FUNNEL_STEPS, type FunnelStepId } from '../rules'
import { BookDrawer } from './BookDrawer'
import { Breakdown } from './Breakdown'
import { FunnelBars } from './FunnelBars'
import { PeopleDrawer } from './PeopleDrawer'
import { cohortModel, entryModel } from './series'
import { type Asked, addressOf, askedOf, daysBefore, inputOf, writeValue } from './view'
import { attributionWords, dimensionWords, words } from './words'
import './funnel.css'

const POLL_MS = 60_000

/** One funnel of people: who first came in some days, how far they got, where they are lost, and which source they are of. */
export function FunnelScreen() {
  const { query } = usePlace()
  const now = useNow()
  const { canEdit } = useRights()
  const today = now > 0 ? dayOf(now) : null
  const asked = today === null ? null : askedOf(query, today)
  const found = useQuery('funnel.get', asked && inputOf(asked), POLL_MS)
  const [editing, setEditing] = useState(false)
  const go = (change: Partial<Asked>) => asked && navigate(hrefOf('/funnel', addressOf({ ...asked, ...change })), true)
  const open = (step: FunnelStepId | null, only: PeopleOnly | null) => asked && navigate(peopleHref(asked, step, only))
  const answer = found.data
  const step = FUNNEL_STEPS.find((each) => each === query.people) ?? null

  return (
    <Screen
      title={words.title}
      crumb={
        asked &&
        `${shortDay(asked.from)} – ${shortDay(asked.to)} 第一次来的人${answer && answer.rolledAt > 0 ? ` · 数到 ${moment(answer.rolledAt, now)}` : ''}`
      }
      actions={
        canEdit && (
          <Button icon={<Icon name="sliders" size={14} />} onClick={() => setEditing(true)}>
            步骤
          </Button>
        )
      }
    >
      {asked && today !== null && <Filter asked={asked} today={today} answer={answer} go={go} />}
      {found.loading && <Skeleton rows={9} height={52} />}
      {found.error && (
        <Failure
          standing="人和事实都在，只是这一次没有取到。"
          error={found.error}
          onRetry={() => void found.reload()}
        />
      )}
      {answer && answer.waiting > 0 && (
        <p className="note funnel-note" data-kind="blue" role="status">
          <Icon name="refresh" size={14} /> {words.waiting(answer.waiting)}
        </p>
      )}
      {answer && asked && answer.funnel.people === 0 && (answer.compare?.people ?? 0) === 0 && (
        <section className="card">
          <Empty
            title={words.none}
            action={
              <>
                <Button type="primary" href={hrefOf('/channels')}>
                  去建渠道码
                </Button>
                <Button onClick={() => go({ from: addDays(asked.to, -89), value: null })}>看近 90 天</Button>
              </>
            }
          >
            {words.noneNext}
          </Empty>
        </section>
      )}
      {answer && asked && (answer.funnel.people > 0 || (answer.compare?.people ?? 0) > 0) && (
        <div className="funnel">
          <FunnelBars answer={answer} against={againstWords(asked, answer)} onPeople={canEdit ? open : null} />
          <Breakdown
            answer={answer}
            by={asked.by}
            chosen={asked.value}
            onChoose={(value) => go({ value })}
            peopleHref={canEdit ? (which, at, only) => peopleHref({ ...asked, value: which }, at, only) : null}
          />
          <div className="funnel-pair">
            <Chart
              title="每天新来的人"
              name={`每天新来的人 ${asked.from} 到 ${asked.to}`}
              model={entryModel(answer.days, asked, today ?? asked.to, now)}
              metrics={['entry', 'unmatched']}
              height={220}
            />
            <Chart
              title="同一批人后来怎样"
              name={`同一批人后来怎样 ${asked.from} 到 ${asked.to}`}
              hint="只看对得上的人"
              model={cohortModel(answer.days, asked)}
              metrics={['retention7', 'checkinRate', 'redeemRate']}
              few={answer.quality.few ? words.few(answer.book.least) : null}
              empty="对得上的人还太少，画不出线。在群里发一次打卡卡片，点开就能对上。"
              height={220}
            />
          </div>
          <Unmatched answer={answer} />
        </div>
      )}
      {editing && <BookDrawer onClose={() => setEditing(false)} onSaved={() => void found.reload()} />}
      {asked && canEdit && query.people !== undefined && (
        <PeopleDrawer
          key={`${query.people}:${query.only}:${JSON.stringify(inputOf(asked))}`}
          asked={asked}
          step={step}
          only={PEOPLE_ONLY.find((each) => each === query.only) ?? null}
          onClose={() => navigate(hrefOf('/funnel', addressOf(asked)), true)}
        />
      )}
    </Screen>
  )
}

const PERIODS = [7, 30, 90] as const

function Filter({
  asked,
  today,
  answer,
  go,
}: {
  asked: Asked
  today: string
  answer: FunnelAnswer | null
  go: (change: Partial<Asked>) => void
}) {
  const { from, to, by, value, versus, attribution } = asked
  const period = to === today ? PERIODS.find((days) => from === addDays(today, 1 - days)) : undefined
  const rows = answer?.rows ?? []
  return (
    <div className="funnel-filter">
      <Segmented<number>
        aria-label="看多久"
        value={period ?? 0}
        onChange={(days) => days > 0 && go({ to: today, from: addDays(today, 1 - days) })}
        options={[
          ...PERIODS.map((days) => ({ value: days as number, label: `近 ${days} 天` })),
          ...(period === undefined ? [{ value: 0, label: '自选' }] : []),
        ]}
      />
      <DateField
        label="从哪天"
        max={to}
        value={from}
        onChange={(value) => value && value <= to && go({ from: value })}
      />
      <span>到</span>
      <DateField
        label="到哪天"
        min={from}
        value={to}
        onChange={(value) => value && value >= from && go({ to: value })}
      />
      <Select
        aria-label="分法"
        value={by}
        onChange={(next) => go({ by: next, value: null, versus: versus === 'before' ? versus : null })}
        options={DIMENSIONS.map((each) => ({ value: each, label: `按${dimensionWords[each]}` }))}
      />
      <Select
        aria-label="只看"
        className="funnel-wide"
        showSearch={{ optionFilterProp: 'label' }}
        value={value === null ? 'all' : writeValue(value)}
        onChange={(next) => go({ value: next === 'all' ? null : next === '~' ? '' : next })}
        options={[
          { value: 'all', label: `全部${dimensionWords[by]}` },
          ...rows.map((row) => ({ value: writeValue(row.value), label: row.name })),
        ]}
      />
      <Select
        aria-label="和谁比"
        className="funnel-wide"
        value={versus === null ? '' : versus === 'before' ? 'before' : writeValue(versus.value)}
        onChange={(next) =>
          go({ versus: next === '' ? null : next === 'before' ? 'before' : { value: next === '~' ? '' : next } })
        }
        options={[
          { value: '', label: '不比较' },
          { value: 'before', label: '比前一段同样长的时间' },
          ...rows
            .filter((row) => row.value !== value)
            .map((row) => ({ value: writeValue(row.value), label: `比 ${row.name}` })),
        ]}
      />
      <Select
        aria-label="来源怎么算"
        className="funnel-wide"
        value={attribution}
        onChange={(next) => go({ attribution: next })}
        options={ATTRIBUTIONS.map((each) => ({ value: each, label: attributionWords[each] }))}
      />
    </div>
  )
}

function againstWords(asked: Asked, answer: FunnelAnswer): string | null {
  if (asked.versus === null || answer.compare === null) return null
  if (asked.versus !== 'before') return ` ${answer.compareName ?? ''}`
  const { from, to } = daysBefore(asked)
  return ` ${shortDay(from)}–${shortDay(to)}`
}

/** What a large unmatched share means, and what mends it. */
function Unmatched({ answer }: { answer: FunnelAnswer }) {
  const { people, unmatched } = answer.funnel
  if (people === 0 || unmatched * 20 < people) return null
  return (
    <p className="note">
      <Icon name="warn" size={14} />
      <span>
        有 {((unmatched * 100) / people).toFixed(1)}%
        的人对不上是谁：多半还没打开过小程序，或三个平台没有绑在同一个开放平台账号下。他们算进人数，不算进质；同一个人可能被数成两个。在群里发一次打卡卡片，点开就能对上。
      </span>
    </p>
  )
}

/** The screen with the people of some step beside it. */
function peopleHref(asked: Asked, step: FunnelStepId | null, only: PeopleOnly | null): string {
  return hrefOf('/funnel', { ...addressOf(asked), people: step ?? 'all', only })
}
