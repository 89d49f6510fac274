import { Button, Segmented, Select } from 'antd'
import { useEffect } from 'react'
import { isTyping, pressed } from '../../../admin/keys'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { dayOfMonth, monthOf, timeOf } from '../../../kernel/day'
import type { SopSummary } from '../contract'
import type { Occurrence } from '../rules'
import { statusWords } from '../words'
import { nudged } from './beatMove'
import { CalendarBeat } from './CalendarBeat'
import { CalendarBottom } from './CalendarBottom'
import { CalendarMonth } from './CalendarMonth'
import { CalendarMove } from './CalendarMove'
import { CalendarSide } from './CalendarSide'
import { CalendarWeek } from './CalendarWeek'
import { daysOfWeek, turned, type View, weekNumber } from './calendar'
import { useCalendar } from './useCalendar'
import { useMove } from './useMove'
import './calendar.css'

/** Week and month of a version, as one group hears it; a draft's beats can be put elsewhere here. */
export function CalendarScreen() {
  const list = useQuery('sop.list', {})
  const { query } = usePlace()
  const { canEdit } = useRights()
  const sops = (list.data?.sops ?? []).filter((one) => one.versions.length > 0)
  const sop = sops.find((one) => one.sop === query.sop) ?? sops.find((one) => one.live > 0) ?? sops[0]
  if (sop) return <SopCalendar key={sop.sop} sops={sops} sop={sop} />
  return (
    <Screen title="日历">
      {list.loading && <Skeleton rows={12} />}
      {list.error && (
        <Failure
          standing="线上的版本照常进行，只是这里看不到。"
          error={list.error}
          onRetry={() => void list.reload()}
        />
      )}
      {list.data && (
        <Empty
          title="日历还是空的"
          action={
            canEdit && (
              <Button type="primary" href={hrefOf('/import')}>
                导入 Excel
              </Button>
            )
          }
        >
          有了一份 SOP，这里就按周和月看到每个群哪天几点听到什么。
        </Empty>
      )}
    </Screen>
  )
}

function SopCalendar({ sops, sop }: { sops: readonly SopSummary[]; sop: SopSummary }) {
  const { query } = usePlace()
  const { canEdit } = useRights()
  const calendar = useCalendar(sop)
  const { view, day, today, group, groups, number, version, beats } = calendar
  const data = version.data?.version ?? null
  const moving = useMove(data, (saved) => version.put({ version: saved }))
  const editable = canEdit && data?.status === 'draft' && data.publishAt === null
  const go = (change: Readonly<Record<string, string | null>>, replace = true) =>
    navigate(hrefOf('/calendar', { ...query, ...change }), replace)
  const select = (beat: string | null) => go({ sel: beat })
  const chosen = beats.find(({ beat }) => beat === query.sel) ?? null
  const nudge = (beat: Occurrence, days: number, minutes: number) => moving.move(beat, nudged(beat, days, minutes))

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target)) return
      if (pressed(event, 'undoMove') && moving.canUndo) {
        event.preventDefault()
        void moving.undo()
      } else if (pressed(event, 'week')) go({ view: 'week' })
      else if (pressed(event, 'month')) go({ view: 'month' })
      else if (pressed(event, 'thisDay')) go({ d: null })
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })

  return (
    <Screen
      title="日历"
      flush
      crumb={today !== '' && <Period view={view} day={day} />}
      actions={
        <>
          <Select
            aria-label="看哪个群"
            style={{ minWidth: 132 }}
            value={group?.id ?? 'all'}
            onChange={(value) => go({ group: value, sel: null })}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: 'all', label: '全部的群' },
              ...groups.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          {sops.length > 1 && (
            <Select
              aria-label="哪份 SOP"
              style={{ minWidth: 120 }}
              value={sop.sop}
              onChange={(value) => go({ sop: value, v: null, sel: null })}
              options={sops.map((one) => ({ value: one.sop, label: one.name }))}
            />
          )}
          <Select
            aria-label="哪一版"
            style={{ minWidth: 104 }}
            value={number}
            onChange={(value) => go({ v: String(value), sel: null })}
            options={sop.versions.map((one) => ({
              value: one.number,
              label: `v${one.number} ${statusWords[one.status]}`,
            }))}
          />
          <Button href={hrefOf('/sop', { sop: sop.sop, v: String(number) })}>版本与发布</Button>
        </>
      }
    >
      <div className="calendar-page">
        <section className="calendar-main" aria-label={view === 'week' ? '一周' : '一个月'}>
          <div className="calendar-tools">
            <Button
              aria-label={view === 'week' ? '上一周' : '上个月'}
              icon={<Icon name="left" size={14} />}
              onClick={() => go({ d: turned(view, day, -1) })}
            />
            <Button onClick={() => go({ d: null })}>今天</Button>
            <Button
              aria-label={view === 'week' ? '下一周' : '下个月'}
              icon={<Icon name="right" size={14} />}
              onClick={() => go({ d: turned(view, day, 1) })}
            />
            <Segmented<View>
              aria-label="周或月"
              value={view}
              onChange={(value) => go({ view: value })}
              options={[
                { label: '周', value: 'week' },
                { label: '月', value: 'month' },
              ]}
            />
            <span className="hint end">
              {data && (editable ? '拖动就能改时间，存进草稿' : <Locked sop={sop} number={number} canEdit={canEdit} />)}
            </span>
          </div>
          {version.error ? (
            <Failure standing="线上的版本照常进行。" error={version.error} onRetry={() => void version.reload()} />
          ) : version.loading || calendar.hearers.loading || today === '' ? (
            <Skeleton rows={12} height={48} />
          ) : view === 'week' ? (
            <CalendarWeek
              calendar={calendar}
              editable={editable}
              chosen={query.sel ?? null}
              onOpen={select}
              onMove={(beat, to) => moving.move(beat, to)}
              onNudge={nudge}
            />
          ) : (
            <CalendarMonth
              calendar={calendar}
              editable={editable}
              chosen={query.sel ?? null}
              onOpen={select}
              onDay={(date) => go({ view: 'week', d: date })}
              onMove={(beat, to) => moving.move(beat, to)}
              onNudge={nudge}
            />
          )}
          <CalendarBottom moving={moving} view={view} editable={editable} />
        </section>
        <CalendarSide calendar={calendar} sop={sop} editable={editable} moving={moving} />
      </div>
      {chosen && data && (
        <CalendarBeat
          key={chosen.beat}
          beat={chosen}
          calendar={calendar}
          version={data}
          editable={editable}
          moving={moving}
          onMove={() => moving.move(chosen, { date: chosen.date, from: timeOf(chosen.from) }, true)}
          onClose={() => select(null)}
        />
      )}
      {moving.asking && data && (
        <CalendarMove
          key={`${moving.asking.beat.beat}:${moving.asking.theirs?.revision ?? ''}`}
          moving={moving}
          asking={moving.asking}
          version={data}
          calendar={calendar}
        />
      )}
    </Screen>
  )
}

function Period({ view, day }: { view: View; day: string }) {
  const [year = '', month = ''] = day.split('-')
  if (view === 'month') return `${year}年${Number(month)}月`
  const [first = day, ...rest] = daysOfWeek(day)
  const last = rest.at(-1) ?? day
  const end =
    monthOf(first) === monthOf(last) ? `${dayOfMonth(last)}日` : `${Number(last.slice(5, 7))}月${dayOfMonth(last)}日`
  return `${first.slice(0, 4)}年${Number(first.slice(5, 7))}月${dayOfMonth(first)}日 – ${end} · 第 ${weekNumber(day)} 周`
}

function Locked({ sop, number, canEdit }: { sop: SopSummary; number: number; canEdit: boolean }) {
  const draft = sop.versions.find(({ status }) => status === 'draft')
  if (!canEdit) return '只看；移动要管理员或运营的账号'
  if (draft && draft.number !== number) {
    return (
      <a className="linkish" href={hrefOf('/calendar', { sop: sop.sop, v: String(draft.number) })}>
        v{number} 不能改，到 v{draft.number} 草稿里移动
      </a>
    )
  }
  return `v${number} 不能改，要移动先到「版本与发布」里起草`
}

/** Single keys belong to whoever is writing. */
