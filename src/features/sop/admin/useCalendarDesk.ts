import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { serverNow } from '../../../admin/clock'
import { longDay } from '../../../admin/format'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { dayOf, timeOf } from '../../../kernel/day'
import type { SopSummary } from '../contract'
import type { Occurrence, SopNode } from '../rules'
import type { Target } from './beatMove'
import { USUAL_HOUR } from './CalendarMonth'
import { nextFree, waitingOf } from './calendarChanges'
import { changeText } from './changeText'
import { useCalendar } from './useCalendar'
import { useCalendarKeys } from './useCalendarKeys'
import { type Held, useCarry } from './useCarry'
import { useMove } from './useMove'
import { useSelecting } from './useSelecting'

/** Everything that a person does on the calendar: looking elsewhere, choosing, carrying, keys, and the dialogs that follow. */
export function useCalendarDesk(sops: readonly SopSummary[], sop: SopSummary) {
  const { query } = usePlace()
  const { canEdit } = useRights()
  const calendar = useCalendar(sops, sop)
  const { beats, number, version, today } = calendar
  const data = version.data?.version ?? null
  const moving = useMove(data, (saved) => version.put({ version: saved }))
  const editable = canEdit && data?.status === 'draft' && data.publishAt === null
  const [say, setSay] = useState('')
  const [making, setMaking] = useState<Target | null>(null)
  const [filling, setFilling] = useState<{ node: SopNode; at: Target } | null>(null)

  /** Another picture is a step that the back button takes back; opening and choosing within one is none. */
  const latest = useRef(query)
  latest.current = query
  const go = useCallback((change: Readonly<Record<string, string | null>>, replace = false) => {
    navigate(hrefOf('/calendar', { ...latest.current, ...change }), replace)
  }, [])
  const selecting = useSelecting(query.at, (at) => go({ at }, true))
  const chosen = beats.find(({ beat }) => beat === query.sel) ?? null
  const landing = useRef<{ key: string; to: Target } | null>(null)

  const foreign = (beat: Occurrence) => !beat.beat.startsWith(`${sop.sop}:`)
  const open = useCallback((beat: Occurrence | null) => go({ sel: beat?.beat ?? null }, true), [go])
  const openOwn = useCallback(
    (beat: Occurrence | null) => {
      const [own = ''] = beat?.beat.split(':') ?? []
      if (beat !== null && own !== sop.sop) go({ sop: own, v: null, sel: beat.beat })
      else open(beat)
    },
    [go, open, sop.sop],
  )

  /** Whether something may be done at all; else the sentence that says why not. */
  function mayEdit(beat: Occurrence | null = null): boolean {
    if (!editable) moving.refuse(changeText.locked)
    else if (beat !== null && foreign(beat))
      moving.refuse(changeText.foreign(sops.find((one) => beat.beat.startsWith(`${one.sop}:`))?.name ?? ''))
    else return true
    return false
  }

  function land(key: string, to: Target) {
    landing.current = { key, to }
  }

  const at = selecting.chosenAt
  const current = beats.find(({ beat }) => beat === at?.beat) ?? null

  // A beat that was moved, copied or made has the choice where it came down.
  useEffect(() => {
    const wanted = landing.current
    if (wanted === null) return
    const there = beats.find(
      ({ node, date, from }) => node.key === wanted.key && date === wanted.to.date && timeOf(from) === wanted.to.from,
    )
    if (there === undefined) return
    landing.current = null
    selecting.select({ ...wanted.to, beat: there.beat, column: selecting.chosenAt?.column ?? null }, true)
  }, [beats, selecting])

  const nudge = (beat: Occurrence, days: number, minutes: number) => {
    if (!mayEdit(beat)) return
    const to = moving.nudge(beat, days, minutes)
    land(beat.node.key, to)
    setSay(`${beat.node.column} 移到 ${longDay(to.date)} ${to.from}`)
  }

  const drop = (held: Held, to: Target) => {
    if ('node' in held) {
      land(held.node.key, to)
      void moving.date(held.node, to)
    } else if (mayEdit(held.beat)) {
      land(held.beat.node.key, to)
      moving.move(held.beat, to)
    }
  }
  const carry = useCarry(drop)

  async function copy() {
    const beat = chosen ?? current
    if (beat === null) return moving.refuse(changeText.choose)
    if (!mayEdit(beat)) return
    const made = await moving.copy(beat, beats)
    if (made === null) return
    open(null)
    land(made.key, made.to)
  }

  /** Where something new would stand: the chosen time, else the next free hour of the shown day. */
  function newPlace(): Target {
    if (at !== null) return { date: at.date, from: at.from }
    const now = serverNow()
    const date = calendar.day > dayOf(now) ? calendar.day : today
    return nextFree(beats, { date, from: USUAL_HOUR }, now)
  }

  const create = (to: Target | null) => {
    if (mayEdit()) setMaking(to ?? newPlace())
  }

  const fill = (node: SopNode | null) => {
    const [first] = data === null ? [] : waitingOf(data)
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.tray : undefined
    const named = data?.nodes.find(({ key }) => key === focused)
    const wanted = node ?? named ?? first
    if (!mayEdit()) return
    if (wanted === undefined) return moving.refuse(changeText.noTray)
    setFilling({ node: wanted, at: newPlace() })
  }

  useCalendarKeys({
    day: () => go({ view: 'day', d: null }),
    week: () => go({ view: 'week' }),
    month: () => go({ view: 'month' }),
    undo: () => void moving.undo(),
    redo: () => void moving.redo(),
    copy: () => void copy(),
    create: () => create(null),
    fill: () => fill(null),
    tryOut: () => go({ dry: calendar.dryrun ? null : '1' }),
    edit: () => {
      const beat = chosen ?? current
      if (beat === null) return moving.refuse(changeText.choose)
      const [own = ''] = beat.beat.split(':')
      navigate(hrefOf('/node', { sop: own, v: foreign(beat) ? null : String(number), node: beat.node.key }))
    },
    leave: () => {
      const beat = chosen ?? current
      if (beat === null || !mayEdit(beat)) return
      void moving.leave(beat)
    },
  })

  return {
    ...{ calendar, data, moving, editable, go, carry, selecting, chosen, say, making, filling },
    ...{ open: openOwn, nudge, create, fill, copy: () => void copy() },
    clashing: useMemo(() => ({ calendar, moving, editable }), [calendar, moving, editable]),
    askMove: () => chosen && moving.move(chosen, { date: chosen.date, from: timeOf(chosen.from) }, true),
    made: (made: { key: string; to: Target; edit: boolean } | null) => {
      setMaking(null)
      if (made === null) return
      land(made.key, made.to)
      if (made.edit) navigate(hrefOf('/node', { sop: sop.sop, v: String(number), node: made.key }))
    },
    filled: (to: Target | null) => {
      if (to !== null && filling !== null) land(filling.node.key, to)
      setFilling(null)
    },
  }
}
