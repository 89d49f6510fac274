import { App, Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call, useOnline } from '../../../admin/desk'
import { DateField } from '../../../admin/fields/DateField'
import { longDay } from '../../../admin/format'
import { ConflictNote } from '../../../admin/parts/ConflictNote'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { newRequest } from '../../../admin/request'
import { useRights } from '../../../admin/rights'
import { useQuery } from '../../../admin/useQuery'
import { addDays, type Day, dayOf, isDay } from '../../../kernel/day'
import { dayInfo, type HolidayOverride } from '../../../kernel/holidays'

/** The server's word for: a colleague saved in between. */
const STALE = 'RULES_CHANGED'

/** What a save is measured against: the days of one year, and the revision of the whole book. */
interface Entered {
  days: HolidayOverride[]
  revision: number
}

/** Days off and 调休 of a year: what is announced, and what the brand says of its own. */
export function HolidayPanel() {
  const thisYear = Number(dayOf(serverNow()).slice(0, 4))
  const [year, setYear] = useState(thisYear)
  const asked = useQuery('sop.getHolidays', { year })
  return (
    <section className="card sending-card" aria-label="节假日">
      <header>
        <h2>节假日</h2>
        <span className="hint">节点上写的「遇节假日、遇周末」照这里算</span>
        <span className="end">
          <Select
            size="small"
            aria-label="哪一年"
            value={year}
            onChange={setYear}
            options={[0, 1, 2].map((ahead) => ({ value: thisYear + ahead, label: `${thisYear + ahead} 年` }))}
          />
        </span>
      </header>
      {asked.loading && <Skeleton rows={8} />}
      {asked.error && !asked.data && (
        <Failure standing="节假日照常算着。" error={asked.error} onRetry={() => void asked.reload()} />
      )}
      {asked.data && (
        <Year key={year} year={year} announced={asked.data.announced} entered={asked.data} onSaved={asked.reload} />
      )}
    </section>
  )
}

function Year({
  year,
  announced,
  entered,
  onSaved,
}: {
  year: number
  announced: boolean
  entered: Entered
  onSaved: () => Promise<void>
}) {
  const { message } = App.useApp()
  const { canEdit } = useRights()
  const online = useOnline()
  const [form, setForm] = useState(entered.days)
  const [base, setBase] = useState(entered)
  const [theirs, setTheirs] = useState<Entered | null>(null)
  const [request, setRequest] = useState(newRequest)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const touched = JSON.stringify(form) !== JSON.stringify(base.days)
  const disabled = !canEdit || busy || theirs !== null
  const change = (next: HolidayOverride[]) => {
    setForm(next)
    // The same request again is answered with what it wrote first.
    setRequest(newRequest())
    setProblem(null)
  }
  const put = (at: number, one: Partial<HolidayOverride>) =>
    change(form.map((before, index) => (index === at ? { ...before, ...one } : before)))

  async function save() {
    const wrong = problemOf(form, year)
    if (wrong) return setProblem(wrong)
    setBusy(true)
    try {
      const sorted = [...form].sort((a, b) => (a.day < b.day ? -1 : 1))
      const saved = await call('sop.setHolidays', { year, days: sorted, revision: base.revision, request })
      change(saved.days)
      setBase(saved)
      void message.success('已保存，从下一次排期起照这个算。')
      await onSaved()
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      if (error instanceof CallError && error.code === STALE) await askTheirs()
      else setProblem(`没有存上。${error instanceof CallError ? error.message : '请再试一次。'}`)
    } finally {
      setBusy(false)
    }
  }

  async function askTheirs() {
    try {
      setTheirs(await call('sop.getHolidays', { year }))
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      setProblem('没有存上：别人刚改过节假日，他的改动还没有读到。请再点一次保存。')
    }
  }

  return (
    <div className="holidays">
      <div>
        <h3>{year} 年放假</h3>
        {!announced && (
          <p className="note" data-kind="amber">
            <Icon name="clock" size={14} />
            <span>{year} 年的调休还没有公布（一般在前一年 11 月），现在按法定的算。公布后把不一样的日子填在右边。</span>
          </p>
        )}
        <ul className="holiday-list">
          {breaksOf(year, form).map(({ name, off, work }) => (
            <li key={`${name}${off[0] ?? work[0]}`}>
              <b>{name}</b>
              <span>{off.length > 0 ? rangeWords(off) : '没有假日'}</span>
              <small>{work.length > 0 ? `${work.map(longDay).join('、')} 上班` : ''}</small>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3>
          自己加的 <span className="hint">比公布的优先，例如店庆休息、公布后的调休</span>
        </h3>
        {theirs && (
          <Conflict
            base={base.days}
            mine={form}
            theirs={theirs.days}
            onSettle={(days) => {
              setBase(theirs)
              change(days)
              setTheirs(null)
            }}
          />
        )}
        {problem && (
          <p className="note" data-kind="brick" role="alert">
            <Icon name="warn" size={14} />
            <span>{problem}</span>
          </p>
        )}
        {form.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: while a day is typed two rows may have the same day
          <div key={at} className="holiday-row">
            <DateField
              label={`第 ${at + 1} 个日期`}
              className="sending-date"
              disabled={disabled}
              value={one.day}
              onChange={(value) => put(at, { day: value })}
              clearable
            />
            <Segmented
              size="small"
              aria-label={`${one.day} 放假还是上班`}
              disabled={disabled}
              value={one.work ? 'work' : 'off'}
              onChange={(value) => put(at, { work: value === 'work' })}
              options={[
                { value: 'off', label: '放假' },
                { value: 'work', label: '上班' },
              ]}
            />
            <Input
              aria-label={`${one.day} 的名称`}
              maxLength={20}
              placeholder="名称"
              disabled={disabled}
              value={one.name}
              onChange={(event) => put(at, { name: event.target.value })}
            />
            <Button
              type="text"
              size="small"
              aria-label={`去掉 ${one.day}`}
              disabled={disabled}
              icon={<Icon name="close" size={12} />}
              onClick={() => change(form.filter((_, index) => index !== at))}
            />
          </div>
        ))}
        {form.length === 0 && <p className="hint">还没有。</p>}
        {canEdit && (
          <div className="actions holiday-actions">
            <Button
              size="small"
              icon={<Icon name="plus" size={12} />}
              disabled={disabled || form.length >= 100}
              onClick={() => change([...form, { day: nextDay(form, year), work: false, name: '休息' }])}
            >
              加一天
            </Button>
            <Button
              size="small"
              type="primary"
              loading={busy}
              disabled={!online || !touched || theirs !== null}
              onClick={() => void save()}
            >
              保存
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}

/** Day by day: what two people entered for different days goes together. */
function Conflict({
  base,
  mine,
  theirs,
  onSettle,
}: {
  base: readonly HolidayOverride[]
  mine: readonly HolidayOverride[]
  theirs: readonly HolidayOverride[]
  onSettle: (days: HolidayOverride[]) => void
}) {
  const days = [...new Set([...base, ...mine, ...theirs].map(({ day }) => day))].sort()
  const byDay = (list: readonly HolidayOverride[]): Record<Day, HolidayOverride | null> =>
    Object.fromEntries(days.map((day) => [day, list.find((one) => one.day === day) ?? null]))
  return (
    <ConflictNote
      what="节假日"
      base={byDay(base)}
      mine={byDay(mine)}
      theirs={byDay(theirs)}
      names={Object.fromEntries(days.map((day) => [day, longDay(day).split(' ')[0] ?? day]))}
      shown={(form, day) => {
        const one = form[day]
        return one ? `${one.work ? '上班' : '放假'}，${one.name}` : '没有这一天'
      }}
      onSettle={(next) => onSettle(days.flatMap((day) => next[day] ?? []))}
    />
  )
}

function problemOf(days: readonly HolidayOverride[], year: number): string | null {
  const seen = new Set<Day>()
  for (const { day } of days) {
    if (!isDay(day)) return '有一行还没有选日期。'
    if (!day.startsWith(`${year}-`)) return `${day} 不在 ${year} 年，请换到那一年再填。`
    if (seen.has(day)) return `${day} 写了两次，去掉一个。`
    seen.add(day)
  }
  return null
}

function nextDay(days: readonly HolidayOverride[], year: number): Day {
  const last = days.at(-1)?.day
  if (last && isDay(last) && addDays(last, 1).startsWith(`${year}`)) return addDays(last, 1)
  const today = dayOf(serverNow())
  return today.startsWith(`${year}`) ? today : `${year}-01-01`
}

interface Break {
  name: string
  off: Day[]
  work: Day[]
}

/** The year's breaks in order, each with its 调休 days; the brand's own days are in. */
function breaksOf(year: number, own: readonly HolidayOverride[]): Break[] {
  const breaks = new Map<string, Break>()
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    const { kind, name } = dayInfo(day, own)
    if (name === null || kind === 'weekend' || kind === 'workday') continue
    const found = breaks.get(name) ?? { name, off: [], work: [] }
    breaks.set(name, found)
    if (kind === 'makeup') found.work.push(day)
    else found.off.push(day)
  }
  return [...breaks.values()].sort((a, b) => ((a.off[0] ?? '') < (b.off[0] ?? '') ? -1 : 1))
}

function rangeWords(days: readonly Day[]): string {
  const runs: { first: Day; last: Day }[] = []
  for (const day of days) {
    const run = runs.at(-1)
    if (run && addDays(run.last, 1) === day) run.last = day
    else runs.push({ first: day, last: day })
  }
  const words = runs.map(({ first, last }) =>
    first === last ? longDay(first) : `${longDay(first)} 到 ${longDay(last)}`,
  )
  return `${words.join('；')}，共 ${days.length} 天`
}
