import { useCallback, useEffect, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import type { MemberDryRun, MemberForecast } from '../memberDryRunContract'

/** So many pages are asked for by themselves; the rest by a press. */
const PAGES = 10

interface Held {
  key: string
  members: number
  beats: MemberForecast[]
  remarks: string[]
  next: string | null
  error: string | null
}

/** What would be said to members, page after page, added up as it comes in. `input` null asks nothing. */
export function useMemberDryrun(input: { sop: string; version: number; from: string; days: number } | null) {
  const key = input === null ? null : JSON.stringify(input)
  const [held, setHeld] = useState<Held | null>(null)
  const [rounds, setRounds] = useState(1)
  const current = held?.key === key ? held : null
  const pagesWanted = rounds * PAGES

  useEffect(() => {
    if (key === null) return
    let stopped = false
    const run = async () => {
      let sum: Held = { key, members: 0, beats: [], remarks: [], next: '', error: null }
      for (let page = 0; page < pagesWanted && sum.next !== null; page++) {
        try {
          const found = await call('sop.dryRunMembers', { ...JSON.parse(key), after: sum.next })
          sum = added(sum, found)
        } catch (error) {
          sum = { ...sum, error: error instanceof CallError ? error.message : '页面出了点问题，刷新后再试。' }
        }
        if (stopped) return
        setHeld(sum)
        if (sum.error !== null) return
      }
    }
    void run()
    return () => {
      stopped = true
    }
  }, [key, pagesWanted])

  const more = useCallback(() => setRounds((before) => before + 1), [])
  return { ...current, loading: key !== null && current === null, more }
}

/** Figures of one more page on top of those before. */
export function added(before: Held, page: MemberDryRun): Held {
  const beats = page.beats.map((beat): MemberForecast => {
    const known = before.beats.find((each) => each.beat === beat.beat && each.version === beat.version)
    if (known === undefined) return beat
    const dropped = new Map(known.dropped.map(({ reason, count }) => [reason, count]))
    for (const { reason, count } of beat.dropped) dropped.set(reason, (dropped.get(reason) ?? 0) + count)
    return {
      ...beat,
      hears: known.hears + beat.hears,
      said: known.said + beat.said,
      putOff: known.putOff + beat.putOff,
      dropped: [...dropped].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
    }
  })
  return { ...before, beats, members: before.members + page.members, remarks: page.remarks, next: page.next }
}
