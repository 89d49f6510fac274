import Taro, { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { useAnswer } from '../../../client/answer'
import { call } from '../../../client/call'
import { asFailure } from '../../../client/failure'
import { haptic } from '../../../client/haptic'
import { shareToGroup } from '../../../client/share'
import { say } from '../../../client/toast'
import { clockText } from '../../../client/when'
import type { QueueItem } from '../contract'
import { text } from './text'

const POLL_MS = 20_000

/** The owner's queue and what can be done with an item; asks again every 20 s while the page is visible. */
export function useQueue() {
  const asked = useAnswer('delivery.getQueue', {})
  const [busy, setBusy] = useState<string | null>(null)
  // Two taps within one frame both see the old state; the ref does not wait for a drawing.
  const working = useRef(false)
  /** Items that were handed to WeChat's chooser: only the owner knows whether they went out. */
  const [handedOver, setHandedOver] = useState<ReadonlySet<string>>(new Set())
  const visible = useRef(true)
  useDidShow(() => {
    visible.current = true
  })
  useDidHide(() => {
    visible.current = false
  })
  const { again } = asked
  // What the page knows at the moment of an answer, also for an undo that was offered some seconds earlier.
  const latest = useRef(asked.answer)
  latest.current = asked.answer
  useEffect(() => {
    const timer = setInterval(() => {
      if (visible.current) void again()
    }, POLL_MS)
    return () => clearInterval(timer)
  }, [again])

  function put({ data, now }: { data: { item: QueueItem }; now: number }): QueueItem {
    const known = latest.current
    if (known) {
      const items = known.data.items.map((item) => (item.id === data.item.id ? data.item : item))
      asked.replace({ data: { ...known.data, items }, now })
    }
    return data.item
  }

  async function act(item: QueueItem, deed: () => Promise<void>): Promise<void> {
    if (working.current) return
    working.current = true
    setBusy(item.id)
    try {
      await deed()
    } catch (error) {
      say(asFailure(error).message)
      void again()
    } finally {
      working.current = false
      setBusy(null)
    }
  }

  function askLater(id: string, open: boolean): void {
    setHandedOver((before) => {
      const after = new Set(before)
      if (open) after.add(id)
      else after.delete(id)
      return after
    })
  }

  const confirm = (item: QueueItem) =>
    act(item, async () => {
      put(await call('delivery.confirm', { id: item.id }))
      askLater(item.id, false)
      haptic('medium')
      say(text.sent, 'check')
    })

  /** Sends to the group and then says so; a message that is in the group but not yet noted down stays open to be confirmed. */
  const send = (item: QueueItem) =>
    act(item, async () => {
      haptic('light')
      const outcome = await shareToGroup({ chatId: item.target, key: item.id, text: item.text, card: item.card })
      if (outcome === 'handed-over') {
        if (item.text !== '') void Taro.setClipboardData({ data: item.text })
        return askLater(item.id, true)
      }
      try {
        put(await call('delivery.confirm', { id: item.id }))
        haptic('medium')
        say(text.sent, 'check')
      } catch (error) {
        if (asFailure(error).kind !== 'offline') throw error
        askLater(item.id, true)
        say(text.sentOffline, 'offline')
      }
    })

  const postpone = (item: QueueItem) =>
    act(item, async () => {
      const moved = put(await call('delivery.postpone', { id: item.id, minutes: 10 }))
      say(text.postponed(clockText(moved.from)), 'clock')
    })

  const skip = (item: QueueItem, reason: string) =>
    act(item, async () => {
      put(await call('delivery.skip', { id: item.id, reason }))
      say(text.skipped, 'check', () => void unskip(item))
    })

  const unskip = (item: QueueItem) =>
    act(item, async () => {
      put(await call('delivery.unskip', { id: item.id }))
      say(text.unskipped, 'check')
    })

  return {
    asked,
    busy,
    handedOver,
    send,
    confirm,
    postpone,
    skip,
    notSent: (item: QueueItem) => askLater(item.id, false),
  }
}

export type Queue = ReturnType<typeof useQueue>
