import { Button, Select } from 'antd'
import { longDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { dayOfMonth, monthOf } from '../../../kernel/day'
import type { SopSummary } from '../contract'
import { statusWords } from '../words'
import { CarriedName } from './BoardGhost'
import { CalendarBeat } from './CalendarBeat'
import { CalendarBoard } from './CalendarBoard'
import { CalendarBottom } from './CalendarBottom'
import { FillDate, NewBeat } from './CalendarDialogs'
import { CalendarMonth } from './CalendarMonth'
import { CalendarMove } from './CalendarMove'
import { CalendarSide } from './CalendarSide'
import { CalendarTools } from './CalendarTools'
import { ClashContext } from './ClashMark'
import { daysOfWeek, type View, weekNumber } from './calendar'
import { changeText } from './changeText'
import { useCalendarDesk } from './useCalendarDesk'
import './calendar.css'
import './lanes.css'

/** Day, week and month of a version, by group, store or SOP; a draft's beats can be put elsewhere here. */
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
          有了一份 SOP，这里就按日、周和月看到每个群哪天几点听到什么。
        </Empty>
      )}
    </Screen>
  )
}

function SopCalendar({ sops, sop }: { sops: readonly SopSummary[]; sop: SopSummary }) {
  const { canEdit } = useRights()
  const desk = useCalendarDesk(sops, sop)
  const { calendar, moving, editable, go, carry, selecting, chosen, data, say } = desk
  const { view, day, today, number, version } = calendar
  const views = {
    ...{ calendar, editable, carry, selecting },
    chosen: chosen?.beat ?? null,
    onOpen: desk.open,
    onNudge: desk.nudge,
    onNew: desk.create,
  }
  return (
    <ClashContext.Provider value={desk.clashing}>
      <Screen
        title="日历"
        flush
        crumb={today !== '' && <Period view={view} day={day} />}
        actions={
          <>
            {data && !editable && (
              <span className="hint">
                <Locked sop={sop} number={number} canEdit={canEdit} />
              </span>
            )}
            {sops.length > 1 && (
              <Select
                aria-label="哪份 SOP"
                style={{ minWidth: 120 }}
                popupMatchSelectWidth={false}
                value={sop.sop}
                onChange={(value) => go({ sop: value, v: null, sel: null, at: null })}
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
            <Button
              icon={<Icon name="play" size={14} />}
              href={hrefOf('/dryrun', { sop: sop.sop, v: String(number), days: '30' })}
            >
              预演 30 天
            </Button>
            <Button href={hrefOf('/sop', { sop: sop.sop, v: String(number) })}>版本与发布</Button>
          </>
        }
      >
        <div className="calendar-page">
          <section className="calendar-main" aria-label={names[view]}>
            <CalendarTools calendar={calendar} sops={sops} moving={moving} editable={editable} onGo={go} />
            {version.error ? (
              <Failure standing="线上的版本照常进行。" error={version.error} onRetry={() => void version.reload()} />
            ) : version.loading || calendar.hearers.loading || today === '' ? (
              <Skeleton rows={12} height={48} />
            ) : view === 'month' ? (
              <CalendarMonth {...views} onDay={(date) => go({ view: 'week', d: date })} />
            ) : (
              <CalendarBoard key={view} {...views} />
            )}
            <CalendarBottom moving={moving} view={view} editable={editable} />
            <p className="sr" aria-live="polite">
              {say}
            </p>
          </section>
          <CalendarSide
            {...{ calendar, sop, editable, moving, carry }}
            onFill={desk.fill}
            onNew={() => desk.create(null)}
          />
        </div>
        <CarriedName carry={carry} />
        {chosen && data && (
          <CalendarBeat
            key={chosen.beat}
            beat={chosen}
            calendar={calendar}
            version={data}
            editable={editable}
            moving={moving}
            onMove={desk.askMove}
            onCopy={desk.copy}
            onClose={() => desk.open(null)}
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
        {desk.making && <NewBeat at={desk.making} moving={moving} onDone={desk.made} />}
        {desk.filling && (
          <FillDate key={desk.filling.node.key} {...desk.filling} moving={moving} onDone={desk.filled} />
        )}
      </Screen>
    </ClashContext.Provider>
  )
}

const names: Readonly<Record<View, string>> = { day: '一天和之后的日子', week: '一周', month: '一个月' }

function Period({ view, day }: { view: View; day: string }) {
  const [year = '', month = ''] = day.split('-')
  if (view === 'day') return `${year}年${longDay(day)} 起`
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
  return changeText.locked
}
