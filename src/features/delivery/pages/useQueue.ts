import Taro, { useDidHide, useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useAnswer } from '../../../client/answer'
import { call } from '../../../client/call'
import { asFailure } from '../../../client/failure'
import { haptic } from '../../../client/haptic'
import { serverNow } from '../../../client/serverClock'
import { shareToGroups } from '../../../client/share'
import { say } from '../../../client/toast'
import { clockText } from '../../../client/when'
import type { QueueItem } from '../contract'
import type { ActResult, OwnerAct } from '../ownerContract'
import { withWaiting } from './outbox'
import type { Card } from './queueOrder'
import { text } from './text'
import { useOutbox } from './useOutbox'

const POLL_MS = 20_000

/** The owner's queue and what can be done with a card; asks again every 20 s while the page is visible. */
export function useQueue() {
  const asked = useAnswer('delivery.getQueue', {})
  const [busy, setBusy] = useState<string | null>(null)
  // Two taps within one frame both see the old state; the ref does not wait for a drawing.
  const working = useRef(false)
  /** Items that were handed to WeChat's chooser: only the owner knows whether they went out. */
  const [handedOver, setHandedOver] = useState<ReadonlySet<string>>(new Set())
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set())
  const { answer, again, replace } = asked
  // What the page knows at the moment of an answer, also for an undo that was offered some seconds earlier.
  const latest = useRef(answer)
  latest.current = answer

  /** A no that was told must not be talked over by the yes of the other groups. */
  const wasRefused = useRef(false)
  function refusal(message: string): void {
    wasRefused.current = true
    say(message)
    void again()
  }

  const outbox = useOutbox({
    onResults(results, now) {
      const known = latest.current
      if (known) {
        const news = new Map(results.flatMap(({ item }) => (item ? [[item.id, item] as const] : [])))
        const items = known.data.items.map((item) => news.get(item.id) ?? item)
        latest.current = { data: { ...known.data, items }, now }
        replace(latest.current)
      }
      const no = firstNo(results)
      if (no !== null) refusal(no)
    },
    onFailure: refusal,
  })
  const { waiting, add, flush } = outbox

  const visible = useRef(true)
  useDidShow(() => {
    visible.current = true
    void flush()
  })
  useDidHide(() => {
    visible.current = false
  })
  usePullDownRefresh(() => {
    void flush()
      .then(again)
      .finally(() => Taro.stopPullDownRefresh())
  })
  useEffect(() => {
    const timer = setInterval(() => {
      if (visible.current) void flush().then(again)
    }, POLL_MS)
    const online = ({ isConnected }: { isConnected: boolean }) => {
      if (isConnected) void flush()
    }
    Taro.onNetworkStatusChange(online)
    return () => {
      clearInterval(timer)
      Taro.offNetworkStatusChange(online)
    }
  }, [again, flush])

  const items = useMemo(() => (answer ? withWaiting(answer.data.items, waiting, answer.now) : []), [answer, waiting])

  async function act(key: string, deed: () => Promise<void>): Promise<void> {
    if (working.current) return
    working.current = true
    setBusy(key)
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

  /** Notes what the owner did; `done` is said when the server has it, or that it is kept when there is no network. */
  async function note(ids: readonly string[], wanted: OwnerAct, done: string, undo?: () => void): Promise<void> {
    setHandedOver((before) => without(before, ids))
    wasRefused.current = false
    const arrived = await add(ids, wanted)
    if (wasRefused.current) return
    if (arrived) say(done, wanted.do === 'postpone' ? 'clock' : 'check', undo)
    else say(text.keptForLater, 'offline', undo)
  }

  const confirm = (card: Card, ids: readonly string[]) =>
    act(card.key, async () => {
      haptic('medium')
      await note(ids, { do: 'confirm', at: serverNow() }, text.sent)
      // What was not ticked was not sent: it stays to be sent.
      setHandedOver((before) =>
        without(
          before,
          card.items.map(({ id }) => id),
        ),
      )
    })

  /** Sends to all groups of the card and then says so; what is in a group but not yet noted down waits on the phone. */
  const send = (card: Card) =>
    act(card.key, async () => {
      haptic('light')
      const { lead } = card
      const outcome = await shareToGroups({
        targets: card.items.map(({ target, id, card: own }) => ({ chatId: target, key: id, path: own?.path ?? '' })),
        text: lead.text,
        card: lead.card && { ...lead.card, path: sharedPath(card) },
      })
      if (outcome.how === 'sent') return note(outcome.keys, { do: 'confirm', at: serverNow() }, text.sent)
      if (lead.text !== '') void Taro.setClipboardData({ data: lead.text })
      setRefused(new Set(outcome.how === 'refused' ? [lead.id] : []))
      setHandedOver((before) => new Set([...before, ...card.items.map(({ id }) => id)]))
    })

  const postpone = (card: Card) =>
    act(card.key, () => {
      const until = Math.max(card.lead.from, serverNow()) + 10 * 60_000
      return note(idsOf(card), { do: 'postpone', minutes: 10 }, text.postponed(clockText(until)))
    })

  const skip = (card: Card, reason: string) =>
    act(card.key, () => note(idsOf(card), { do: 'skip', reason }, text.skipped, () => void unskip(card)))

  const unskip = (card: Card) => act(card.key, () => note(idsOf(card), { do: 'unskip' }, text.unskipped))

  const sendAfterAll = (item: QueueItem) =>
    act(item.id, async () => {
      await call('delivery.sendAfterAll', { id: item.id })
      say(text.resendPlanned, 'clock')
      await again()
    })

  const notSent = (card: Card) => setHandedOver((before) => without(before, idsOf(card)))

  return { asked, items, waiting, busy, handedOver, refused, send, confirm, postpone, skip, notSent, sendAfterAll }
}

export type Queue = ReturnType<typeof useQueue>

/** The card's page: one group's own, or for several at once the one that names no group. */
export function sharedPath({ lead, items }: Card): string {
  const path = lead.card?.path ?? ''
  return items.length === 1 ? path : path.replace(/&g=[^&]*/, '')
}

function idsOf({ items }: Card): string[] {
  return items.map(({ id }) => id)
}

function without(all: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  const gone = new Set(ids)
  return new Set([...all].filter((id) => !gone.has(id)))
}

function firstNo(results: readonly ActResult[]): string | null {
  for (const result of results) if (result.item === null) return result.message
  return null
}
