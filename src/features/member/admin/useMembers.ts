import { useCallback, useEffect, useRef, useState } from 'react'
import { CallError, type Input } from '../../../admin/call'
import { call } from '../../../admin/desk'
import type { ListedMember } from '../contract'
import type { MemberCursor } from '../listPlan'

/** Rows that the page holds; beyond it a list is no longer looked through but narrowed. */
export const MOST_ROWS = 10_000
const PAGE = 400
/** A page may be short: so many rows are fetched before it stops. */
const ENOUGH = 60
/** Calls in one go at most; whoever scrolls on asks for more. */
const TURNS = 12

interface Held {
  key: string
  rows: readonly ListedMember[]
  next: MemberCursor | null
  error: CallError | null
  busy: boolean
  /** At least one answer came. */
  some: boolean
}

const fresh = (key: string): Held => ({ key, rows: [], next: null, error: null, busy: true, some: false })

/** Members as the address asks for them, fetched further as somebody scrolls. */
export function useMembers(asked: Omit<Input<'member.list'>, 'after' | 'limit'>) {
  const key = JSON.stringify(asked)
  const [held, setHeld] = useState<Held>(() => fresh(key))
  const latest = useRef(held)
  const turn = useRef(0)
  const put = useCallback((next: Held) => {
    latest.current = next
    setHeld(next)
  }, [])

  const fetchOn = useCallback(
    async (from: Held) => {
      const mine = ++turn.current
      let now: Held = { ...from, busy: true, error: null }
      put(now)
      const enough = now.rows.length + ENOUGH
      try {
        for (let calls = 0; calls < TURNS; calls++) {
          const input = { ...(JSON.parse(from.key) as typeof asked), after: now.next, limit: PAGE }
          const page = await call('member.list', input)
          if (mine !== turn.current) return
          const known = new Set(now.rows.map(({ memberId }) => memberId))
          const rows = [...now.rows, ...page.rows.filter(({ memberId }) => !known.has(memberId))]
          const over = page.next === null || rows.length >= enough || rows.length >= MOST_ROWS
          now = { ...now, rows, next: page.next, some: true, busy: !over && calls < TURNS - 1 }
          put(now)
          if (over) return
        }
      } catch (error) {
        if (mine !== turn.current) return
        if (!(error instanceof CallError)) console.error(error)
        const shown = error instanceof CallError ? error : new CallError('PAGE', '页面出了点问题，刷新后再试。')
        put({ ...now, busy: false, error: shown })
      }
    },
    [put],
  )

  useEffect(() => {
    void fetchOn(fresh(key))
  }, [key, fetchOn])

  const more = useCallback(() => {
    const { next, busy, error, rows } = latest.current
    if (next !== null && !busy && error === null && rows.length < MOST_ROWS) void fetchOn(latest.current)
  }, [fetchOn])

  return {
    ...(held.key === key ? held : fresh(key)),
    more,
    retry: () => void fetchOn(latest.current),
    reload: () => void fetchOn(fresh(key)),
  }
}
