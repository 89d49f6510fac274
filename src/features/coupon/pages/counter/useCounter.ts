import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { type Asked, useAnswer } from '../../../../client/answer'
import { call, type Output } from '../../../../client/call'
import { asFailure, type CallFailure } from '../../../../client/failure'
import { haptic } from '../../../../client/haptic'
import { say } from '../../../../client/toast'
import type { ScanView, ShiftView } from '../../contract'
import { text } from './text'

type Redeemed = Output<'coupon.redeem'>

/** Where the counter stands with the coupon in front of it. */
export type Stage =
  | { at: 'scan' }
  | { at: 'ready'; code: string; scan: ScanView }
  | { at: 'refused'; why: string; scan: ScanView | null }
  | { at: 'done'; redeemed: Redeemed; scan: ScanView; billCents: number | null }

/** Between the two taps that a refusal makes in the hand (ms). */
const SECOND_TAP_MS = 160

/** From a scanned code to a redeemed coupon, for one store. */
export function useCounter(store: string) {
  const shift: Asked<ShiftView> = useAnswer('coupon.getShift', { store }, store !== '')
  const [stage, setStage] = useState<Stage>({ at: 'scan' })
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  // Two taps within one frame both see the old state; the ref does not wait for a drawing.
  const working = useRef(false)

  async function once(deed: () => Promise<void>, failed: (failure: CallFailure) => void): Promise<void> {
    if (working.current) return
    working.current = true
    setBusy(true)
    setTrouble(null)
    try {
      await deed()
    } catch (error) {
      failed(asFailure(error))
    } finally {
      working.current = false
      setBusy(false)
    }
  }

  function refuseWith(why: string, scan: ScanView | null): void {
    haptic('heavy')
    setTimeout(() => haptic('heavy'), SECOND_TAP_MS)
    setStage({ at: 'refused', why, scan })
  }

  const check = (code: string) =>
    once(
      async () => {
        const { data } = await call('coupon.scan', { code, store })
        if (data.verdict === 'refused') return refuseWith(data.why ?? '', data)
        haptic('light')
        setStage({ at: 'ready', code, scan: data })
      },
      (failure) => (failure.kind === 'refused' ? refuseWith(failure.message, null) : setTrouble(failure.message)),
    )

  async function scan(): Promise<void> {
    try {
      const { result } = await Taro.scanCode({ scanType: ['qrCode'] })
      await check(result)
    } catch (error) {
      // Somebody who closes the camera has changed their mind; there is nothing to tell them.
      if (!/cancel/.test((error as { errMsg?: string }).errMsg ?? '')) setTrouble(text.noCamera)
    }
  }

  /** The same code by the same person is answered the same, so a try after a lost answer is one redemption. */
  const redeem = (billCents: number | null) =>
    once(
      async () => {
        if (stage.at !== 'ready') return
        const { data } = await call('coupon.redeem', { code: stage.code, store, billCents })
        haptic('medium')
        setStage({ at: 'done', redeemed: data, scan: stage.scan, billCents })
        void shift.again()
      },
      (failure) => {
        if (stage.at !== 'ready') return
        // A bill below the threshold can be corrected, and without an answer one asks again; the rest is final.
        if (failure.kind === 'refused' && failure.code !== 'BELOW_THRESHOLD') refuseWith(failure.message, stage.scan)
        else setTrouble(failure.message)
      },
    )

  const undo = (redemption: string) =>
    once(
      async () => {
        await call('coupon.undo', { redemption })
        haptic('medium')
        say(text.undone, 'check')
        setStage({ at: 'scan' })
        await shift.again()
      },
      (failure) => {
        say(failure.message, failure.kind === 'offline' ? 'offline' : 'info')
        void shift.again()
      },
    )

  return {
    shift,
    stage,
    busy,
    trouble,
    check: (code: string) => {
      if (code.trim().length < 8) return setTrouble(text.codeEmpty)
      void check(code.trim())
    },
    scan: () => void scan(),
    redeem: (billCents: number | null) => void redeem(billCents),
    undo: (redemption: string) => void undo(redemption),
    next: () => {
      setTrouble(null)
      setStage({ at: 'scan' })
    },
  }
}

export type Counter = ReturnType<typeof useCounter>
