import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { useAnswer } from '../../../client/answer'
import { call } from '../../../client/call'
import { withConsent } from '../../../client/consent'
import { asFailure } from '../../../client/failure'
import { haptic } from '../../../client/haptic'
import { keep, kept } from '../../../client/keep'
import { serverNow } from '../../../client/serverClock'
import { say } from '../../../client/toast'
import type { FlashView } from '../contract'
import { foremost, standingAt } from './standing'
import { text } from './text'

const TICK_MS = 1000
/** What is left, and whether it was drawn, is asked again this often while the page shows. */
const POLL_MS = 10_000
/** A tick runs every five minutes: the result of a draw needs no hurry. */
const DRAW_POLL_MS = 20_000
const DRAWER = 'flash.tried'
/** What is everybody's is read anew by the server within this (ms); until then an answer may be older than a refusal. */
const FRESH = 2500

/** A try that came too late, by the server's clock (ms): the result page says by how much. */
interface Tried {
  session: string
  at: number
}

/** The server's time, drawn anew every second while the page shows. */
export function useServerSecond(): { now: number; visible: boolean } {
  const [, turn] = useState(0)
  const [visible, setVisible] = useState(true)
  useDidShow(() => setVisible(true))
  useDidHide(() => setVisible(false))
  useEffect(() => {
    if (!visible) return
    const tick = setInterval(() => turn((turns) => turns + 1), TICK_MS)
    return () => clearInterval(tick)
  }, [visible])
  return { now: serverNow(), visible }
}

/**
 * The session of a page: the one that its address names, else the one that today is about; and taking part in it.
 * @param id empty for today's
 */
export function useFlash(id: string) {
  const today = useAnswer('flash.getToday', {}, id === '')
  const one = useAnswer('flash.getResult', { session: id }, id !== '')
  const asked = id === '' ? today : one
  const { now, visible } = useServerSecond()
  const sessions = id === '' ? (today.answer?.data.sessions ?? []) : one.answer ? [one.answer.data.session] : []
  const session = id === '' ? foremost(sessions, now) : (sessions[0] ?? null)
  const next = asked.answer?.data.next ?? null
  const points = today.answer?.data.points ?? null
  const tried = kept<Tried>(DRAWER)
  const triedAt = tried !== null && tried.session === session?.session ? tried.at : null
  const standing = session && standingAt(session, now)
  // An answer from just before the refusal may still count what is gone.
  const outdated = triedAt !== null && (asked.answer?.now ?? 0) < triedAt + FRESH
  const status = standing === 'running' && outdated ? 'sold_out' : standing
  const { again } = asked

  // The moment it opens or closes is asked about at once; pages tick at their own part of the second, which spreads them.
  const changed = session !== null && standing !== session.status
  useEffect(() => {
    if (changed && visible) void again()
  }, [changed, visible, again])

  useEffect(() => {
    if (!outdated || !visible) return
    const later = setTimeout(() => void again(), FRESH)
    return () => clearTimeout(later)
  }, [outdated, visible, again])

  useEffect(() => {
    if (!visible || (status !== 'running' && status !== 'drawing')) return
    const poll = setInterval(() => void again(), status === 'drawing' ? DRAW_POLL_MS : POLL_MS)
    return () => clearInterval(poll)
  }, [visible, status, again])

  const { working, act } = useAct(again)
  return {
    ...{ asked, session, status, sessions, next, points, now, working, triedAt },
    takePart: () => session && void act(session),
  }
}

/** One try at a time; a second tap is harmless on the server too. */
function useAct(again: () => Promise<void>) {
  const [working, setWorking] = useState(false)
  // Two taps within one frame both see the old state; the ref does not wait for a drawing.
  const busy = useRef(false)

  async function act({ session, mode }: FlashView): Promise<void> {
    if (busy.current) return
    busy.current = true
    setWorking(true)
    haptic('light')
    const at = serverNow()
    try {
      const done = await withConsent<unknown>(() =>
        mode === 'draw' ? call('flash.join', { session }) : call('flash.grab', { session }),
      )
      if (done === null) return
      haptic('medium')
      say(mode === 'draw' ? text.joined : text.won, 'check')
    } catch (error) {
      const failure = asFailure(error)
      if (failure.code === 'SOLD_OUT') keep(DRAWER, { session, at } satisfies Tried)
      say(failure.message, failure.kind === 'offline' ? 'offline' : 'info')
    } finally {
      await again()
      busy.current = false
      setWorking(false)
    }
  }
  return { working, act }
}
