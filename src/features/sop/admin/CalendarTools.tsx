import { Button, Segmented, Select, Switch } from 'antd'
import { useNow } from '../../../admin/clock'
import { shortDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import type { SopSummary } from '../contract'
import { turned, type View } from './calendar'
import { type Lens, onlyKeys, storesOf } from './calendarLens'
import { overlayText } from './overlayText'
import type { Calendar } from './useCalendar'
import type { Moving } from './useMove'
import { NAMED } from './useOverlay'

const names: Readonly<Record<View, readonly [last: string, next: string]>> = {
  day: ['前一天', '后一天'],
  week: ['上一周', '下一周'],
  month: ['上个月', '下个月'],
}

/** Where and how one looks: day, week, month; by group, store or SOP; with or without the dry run; and one's own steps back. */
export function CalendarTools({
  calendar,
  sops,
  moving,
  editable,
  onGo,
}: {
  calendar: Calendar
  sops: readonly SopSummary[]
  moving: Moving
  editable: boolean
  onGo: (change: Readonly<Record<string, string | null>>) => void
}) {
  const { view, lens, day, dryrun } = calendar
  const [last, next] = names[view]
  return (
    <div className="calendar-tools">
      <Button
        aria-label={last}
        icon={<Icon name="left" size={14} />}
        onClick={() => onGo({ d: turned(view, day, -1) })}
      />
      <Button onClick={() => onGo({ d: null })}>今天</Button>
      <Button
        aria-label={next}
        icon={<Icon name="right" size={14} />}
        onClick={() => onGo({ d: turned(view, day, 1) })}
      />
      <Segmented<View>
        aria-label="日、周或月"
        value={view}
        onChange={(value) => onGo({ view: value })}
        options={[
          { label: '日', value: 'day' },
          { label: '周', value: 'week' },
          { label: '月', value: 'month' },
        ]}
      />
      <Segmented<Lens>
        aria-label="按什么看"
        value={lens}
        onChange={(value) => onGo({ lens: value === 'group' ? null : value })}
        options={[
          { label: '按群', value: 'group' },
          { label: '门店', value: 'store' },
          { label: 'SOP', value: 'sop' },
        ]}
      />
      <Only calendar={calendar} sops={sops} onGo={onGo} />
      <span className="end calendar-dry">
        {dryrun && <Freshness calendar={calendar} />}
        <Switch
          size="small"
          id="calendar-dryrun"
          aria-label="预演"
          checked={dryrun}
          onChange={(on) => onGo({ dry: on ? '1' : null })}
        />
        <label htmlFor="calendar-dryrun">预演</label>
      </span>
      {editable && (
        <>
          <Button
            aria-label="撤销"
            title="撤销 ⌘Z"
            disabled={!moving.canUndo || moving.saving}
            icon={<Icon name="undo" size={14} />}
            onClick={() => void moving.undo()}
          />
          <Button
            aria-label="重做"
            title="重做 ⇧⌘Z"
            disabled={!moving.canRedo || moving.saving}
            icon={<Icon name="redo" size={14} />}
            onClick={() => void moving.redo()}
          />
        </>
      )}
    </div>
  )
}

/** The group, store or SOP that is looked at alone. */
function Only({
  calendar: { lens, groups, group, only },
  sops,
  onGo,
}: {
  calendar: Calendar
  sops: readonly SopSummary[]
  onGo: (change: Readonly<Record<string, string | null>>) => void
}) {
  const [label, all, options] =
    lens === 'group'
      ? ['看哪个群', '全部的群', groups.map(({ id, name }) => ({ value: id, label: name }))]
      : lens === 'store'
        ? ['看哪家店', '全部门店', storesOf(groups).map((store) => ({ value: store, label: store }))]
        : ['看哪份 SOP', '全部 SOP', sops.map(({ sop, name }) => ({ value: sop, label: name }))]
  const value = lens === 'group' ? (group?.id ?? 'all') : (only ?? 'all')
  return (
    <Select
      aria-label={label}
      className="calendar-only"
      popupMatchSelectWidth={false}
      value={value}
      onChange={(chosen) => onGo({ [onlyKeys[lens]]: chosen })}
      showSearch={{ optionFilterProp: 'label' }}
      options={[{ value: 'all', label: all }, ...options]}
    />
  )
}

/** How old the dry run is, what it covers, and asking again. */
function Freshness({ calendar }: { calendar: Calendar }) {
  const now = useNow(20_000)
  const { overlaid, within, group, store } = calendar
  const { overlay, run, at, loading, error, reload } = overlaid
  const asked = group !== null || store !== null ? within.length : (run?.groups.total ?? 0)
  const looked = run?.groups.looked ?? 0
  if (error)
    return (
      <button type="button" className="linkish" onClick={() => void reload()} title={error.message}>
        没算成，再试
      </button>
    )
  if (loading) return <span className="hint">{overlay === null ? '正在算' : overlayText.stale}</span>
  if (overlay === null) return <span className="hint">{overlayText.past}</span>
  return (
    <span className="hint" title={run?.remarks.join('\n')}>
      {looked < asked || asked > NAMED ? `${overlayText.some(looked, asked)} · ` : ''}
      {shortDay(overlay.from)} – {shortDay(overlay.to)} · {overlayText.fresh(Math.max(0, now - at) / 1000)}
    </span>
  )
}
