import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { useQuery } from '../../../admin/useQuery'
import type { ChannelRow, ChannelView } from '../contract'
import type { ChannelKind } from '../rules'

const POLL_MS = 60_000
/** Codes that are being made are looked at more often. */
const SOON_MS = 5000

/** The list and the channel that is looked at. The first page is asked again by itself; older pages stay as they came. */
export function useChannels(kind: ChannelKind | null, state: 'active' | 'stopped' | null, chosen: string | null) {
  const filter = useMemo(() => ({ ...(kind && { kind }), ...(state && { state }) }), [kind, state])
  const list = useQuery('channel.channels', filter, POLL_MS)
  const [older, setOlder] = useState<{ rows: ChannelRow[]; next: number | null } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const rows = [...(list.data?.channels ?? []), ...(older?.rows ?? [])]
  const id = chosen ?? rows[0]?.id ?? null
  const one = useQuery('channel.channel', id === null ? null : { id })
  const next = older ? older.next : (list.data?.next ?? null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list
  useEffect(() => setOlder(null), [kind, state])

  const making = one.data !== null && Object.values(one.data.channel.codes).some((code) => code.state === 'making')
  const reload = one.reload
  useEffect(() => {
    if (!making) return
    const timer = setInterval(() => void reload(), SOON_MS)
    return () => clearInterval(timer)
  }, [making, reload])

  const asking = useRef(false)
  const more = useCallback(async () => {
    if (next === null || asking.current) return
    asking.current = true
    try {
      const page = await call('channel.channels', { ...filter, before: next })
      setOlder((before) => ({ rows: [...(before?.rows ?? []), ...page.channels], next: page.next }))
      setProblem(null)
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : '没有取到，请再试一次。')
    } finally {
      asking.current = false
    }
  }, [next, filter])

  // Answers arrive after the page has moved on to another channel, or to the one that was just made.
  const shown = useRef({ id, put: one.put })
  shown.current = { id, put: one.put }
  const changed = (channel: ChannelView) => {
    if (shown.current.id === channel.id) shown.current.put({ channel })
    void list.reload()
  }
  return { list, rows, one, channel: one.data?.channel ?? null, more: next === null ? null : more, problem, changed }
}
