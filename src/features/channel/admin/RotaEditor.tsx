import { Button, Input, Select, Switch } from 'antd'
import { useMemo, useState } from 'react'
import { TimeField } from '../../../admin/fields/TimeField'
import { weekdayName } from '../../../admin/format'
import { onPastedGrid, PasteNotes } from '../../../admin/table/PasteNotes'
import type { ChannelChoices } from '../contract'
import type { OnRota, Rota } from '../rota'
import { pasteRota } from './pasteRota'
import { between, CELLS, cellsOf, HALVES, slotsOf } from './rotaGrid'

const EMPTY: Rota = { staff: [], backups: [], hours: null }
const WORKDAYS = [1, 2, 3, 4, 5]

/** A new brand has colleagues in WeCom, but none of them here yet. */
const nobody = (
  <p className="hint">
    还没有填了企业微信账号的同事。先去 <a href="#/people">「员工与绑定」</a> 加一位。
  </p>
)

/** Who receives when: people at the left, the week of the chosen one as a grid that is painted by hand. */
export function RotaEditor({
  rota,
  choices,
  disabled,
  onChange,
}: {
  rota: Rota | null
  choices: ChannelChoices
  disabled: boolean
  onChange: (rota: Rota | null) => void
}) {
  const now = rota ?? EMPTY
  const [chosen, setChosen] = useState<string | null>(now.staff[0]?.user ?? null)
  const [pasted, setPasted] = useState<ReturnType<typeof pasteRota> | null>(null)
  const nameOf = (user: string) => choices.staff.find((one) => one.user === user)?.name ?? user
  const person = now.staff.find(({ user }) => user === chosen) ?? now.staff[0] ?? null
  const options = choices.staff.map(({ user, name, stores }) => ({
    value: user,
    label: stores.length > 0 ? `${name} · ${stores.join('、')}` : name,
  }))
  const put = (next: OnRota) =>
    onChange({ ...now, staff: now.staff.map((one) => (one.user === next.user ? next : one)) })

  return (
    <div className="rota">
      <div
        className="rota-who"
        onPaste={onPastedGrid((grid) => {
          if (disabled) return
          const result = pasteRota(now, grid, choices.staff)
          setPasted(result)
          if (result.taken > 0) onChange(result.rota)
        })}
      >
        {pasted && <PasteNotes {...pasted} />}
        <Select
          mode="multiple"
          aria-label="值班员工"
          placeholder="选值班的员工，或粘贴表格里的名单和上限"
          optionFilterProp="label"
          disabled={disabled}
          value={now.staff.map(({ user }) => user)}
          options={options}
          notFoundContent={choices.staff.length === 0 ? nobody : undefined}
          onChange={(users: string[]) => {
            const staff = users.map(
              (user) => now.staff.find((one) => one.user === user) ?? { user, cap: null, slots: [] },
            )
            onChange(staff.length + now.backups.length === 0 ? null : { ...now, staff })
          }}
        />
        <ul>
          {now.staff.map((one) => (
            <li key={one.user} data-chosen={one.user === person?.user}>
              <button type="button" onClick={() => setChosen(one.user)}>
                {nameOf(one.user)}
                <small>
                  {one.slots.length === 0 ? (now.hours ? '按上班时间' : '全天') : `${hoursOf(one)} 小时/周`}
                </small>
              </button>
              <Input
                size="small"
                suffix="人/天"
                placeholder="不限"
                aria-label={`${nameOf(one.user)}的每日上限`}
                inputMode="numeric"
                disabled={disabled}
                value={one.cap ?? ''}
                onChange={(event) => {
                  const digits = event.target.value.replace(/\D/g, '').slice(0, 4)
                  put({ ...one, cap: digits === '' || Number(digits) === 0 ? null : Math.min(2000, Number(digits)) })
                }}
              />
            </li>
          ))}
        </ul>
        <Select
          mode="multiple"
          aria-label="备班"
          placeholder="备班：没人值班或都满了时"
          optionFilterProp="label"
          disabled={disabled}
          value={now.backups}
          options={options}
          notFoundContent={choices.staff.length === 0 ? nobody : undefined}
          onChange={(backups: string[]) =>
            onChange(backups.length + now.staff.length === 0 ? null : { ...now, backups })
          }
        />
        <Hours rota={now} disabled={disabled || now.staff.length === 0} onChange={onChange} />
      </div>
      {person && (
        <WeekGrid
          key={person.user}
          person={person}
          name={nameOf(person.user)}
          others={now.staff.filter((one) => one.user !== person.user)}
          disabled={disabled}
          onChange={(slots) => put({ ...person, slots })}
        />
      )}
    </div>
  )
}

function Hours({ rota, disabled, onChange }: { rota: Rota; disabled: boolean; onChange: (rota: Rota) => void }) {
  const { hours } = rota
  return (
    <div className="rota-hours">
      <span>
        <Switch
          size="small"
          aria-label="上班时间"
          disabled={disabled}
          checked={hours !== null}
          onChange={(on) =>
            onChange({ ...rota, hours: on ? { weekdays: WORKDAYS, from: '09:00', until: '18:00' } : null })
          }
        />
        上班时间
      </span>
      {hours === null ? (
        <span className="hint">关着就是全天</span>
      ) : (
        <>
          <Select
            mode="multiple"
            size="small"
            aria-label="上班的日子"
            maxTagCount={2}
            disabled={disabled}
            value={hours.weekdays}
            onChange={(weekdays: number[]) => onChange({ ...rota, hours: { ...hours, weekdays: weekdays.sort() } })}
            options={[1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: weekdayName(value) }))}
          />
          {(['from', 'until'] as const).map((end) => (
            <TimeField
              key={end}
              size="small"
              label={end === 'from' ? '上班' : '下班'}
              disabled={disabled}
              value={hours[end]}
              onChange={(value) => value && onChange({ ...rota, hours: { ...hours, [end]: value } })}
            />
          ))}
        </>
      )}
    </div>
  )
}

function WeekGrid({
  person,
  name,
  others,
  disabled,
  onChange,
}: {
  person: OnRota
  name: string
  others: readonly OnRota[]
  disabled: boolean
  onChange: (slots: OnRota['slots']) => void
}) {
  const own = useMemo(() => cellsOf(person.slots), [person.slots])
  const taken = useMemo(() => cellsOf(others.flatMap(({ slots }) => slots)), [others])
  const [drag, setDrag] = useState<{ from: number; to: number; on: boolean } | null>(null)
  const touched = useMemo(() => new Set(drag ? between(drag.from, drag.to) : []), [drag])
  const shown = (cell: number) => (touched.has(cell) ? drag?.on === true : own.has(cell))

  function end(): void {
    if (drag === null) return
    const next = new Set(own)
    for (const cell of touched) {
      if (drag.on) next.add(cell)
      else next.delete(cell)
    }
    setDrag(null)
    onChange(slotsOf(next))
  }

  return (
    <div className="rota-week">
      <p>
        <b>{name}</b> 的值班时间
        <span className="hint">按住拖出时段，再拖一次擦掉；什么都不画就跟上班时间走</span>
        <Button size="small" disabled={disabled || person.slots.length === 0} onClick={() => onChange([])}>
          擦掉全部
        </Button>
      </p>
      <div className="rota-grid" onPointerUp={end} onPointerLeave={end}>
        <span />
        <div className="rota-clock" aria-hidden="true">
          {[0, 6, 12, 18].map((hour) => (
            <i key={hour}>{hour}:00</i>
          ))}
        </div>
        {[0, 1, 2, 3, 4, 5, 6].map((day) => (
          <Line key={day} day={day}>
            {Array.from({ length: HALVES }, (_, half) => {
              const cell = day * HALVES + half
              return (
                <button
                  key={cell}
                  type="button"
                  disabled={disabled}
                  tabIndex={cell % CELLS === day * HALVES + 18 ? 0 : -1}
                  aria-pressed={shown(cell)}
                  aria-label={`${weekdayName(day + 1)} ${Math.floor(half / 2)}:${half % 2 ? '30' : '00'}`}
                  data-others={taken.has(cell)}
                  onPointerDown={(event) => {
                    event.currentTarget.releasePointerCapture(event.pointerId)
                    setDrag({ from: cell, to: cell, on: !own.has(cell) })
                  }}
                  onPointerEnter={() => drag && setDrag({ ...drag, to: cell })}
                  onKeyDown={(event) => {
                    if (event.key !== ' ' && event.key !== 'Enter') return
                    const next = new Set(own)
                    if (!next.delete(cell)) next.add(cell)
                    onChange(slotsOf(next))
                  }}
                />
              )
            })}
          </Line>
        ))}
      </div>
    </div>
  )
}

function Line({ day, children }: { day: number; children: React.ReactNode }) {
  return (
    <>
      <span className="rota-day">{weekdayName(day + 1)}</span>
      <div className="rota-line">{children}</div>
    </>
  )
}

function hoursOf({ slots }: OnRota): number {
  return cellsOf(slots).size / 2
}
