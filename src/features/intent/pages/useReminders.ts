import { useCallback, useEffect, useRef, useState } from 'react'
import { useAnswer } from '../../../client/answer'
import { call } from '../../../client/call'
import { mayKeep, withConsent } from '../../../client/consent'
import { asFailure } from '../../../client/failure'
import { forget, keep, kept } from '../../../client/keep'
import { serverNow } from '../../../client/serverClock'
import { type Allowance, askToMessage } from '../../../client/subscribe'
import { say } from '../../../client/toast'
import type { Preferences } from '../consents'
import type { Switch } from '../contract'
import { text } from './text'

/** An answer that the server has not heard yet. WeChat counts it all the same, so it must not get lost. */
interface Told {
  id: string
  answers: Allowance[]
}
const DRAWER = 'intent.told'

/** The member's switches, and the ways to change them. Kinds without a template are left out: nothing of them is sent. */
export function useReminders(ready = true) {
  const asked = useAnswer('intent.getSwitches', {}, ready)
  const [busy, setBusy] = useState<string | null>(null)
  // Two taps within one frame both see the old state; the ref does not wait for a drawing.
  const working = useRef(false)
  const { replace } = asked
  const switches = (asked.answer?.data.switches ?? []).filter(({ templateId }) => templateId !== null)

  const once = useCallback(async <T>(kind: string, deed: () => Promise<T>): Promise<T | null> => {
    if (working.current) return null
    working.current = true
    setBusy(kind)
    try {
      return await deed()
    } catch (error) {
      const failure = asFailure(error)
      say(failure.message, failure.kind === 'offline' ? 'offline' : 'info')
      return null
    } finally {
      working.current = false
      setBusy(null)
    }
  }, [])

  const tell = useCallback(
    async (told: Told): Promise<Switch[] | null> => {
      if (mayKeep()) keep(DRAWER, told)
      const answer = await withConsent(() => call('intent.recordConsent', told))
      forget(DRAWER)
      if (answer === null) return null
      replace(answer)
      return answer.data.switches
    },
    [replace],
  )

  useEffect(() => {
    const told = kept<Told>(DRAWER)
    if (ready && told !== null && mayKeep()) void once('', () => tell(told))
  }, [ready, once, tell])

  /**
   * WeChat's question about one kind; must be the first thing of a tap.
   * @returns messages that may be sent now; 0 when the person said no, null when something failed, which was said
   */
  const allow = useCallback(
    ({ kind, templateId }: Pick<Switch, 'kind' | 'templateId'>): Promise<number | null> =>
      once(kind, async () => {
        if (templateId === null) return null
        const answers = await askToMessage([templateId])
        const id = `a${serverNow().toString(36)}`
        if (answers.every(({ answer }) => answer !== 'accept')) {
          say(answers.some(({ answer }) => answer === 'ban') ? text.closed : text.notAllowed)
          return 0
        }
        const after = await tell({ id, answers })
        return after?.find((each) => each.kind === kind)?.credits ?? null
      }),
    [once, tell],
  )

  const turn = useCallback(
    (kind: string, on: boolean) =>
      once(kind, async () => {
        const answer = await withConsent(() => call('intent.setSwitch', { kind, on }))
        if (answer !== null) replace(answer)
        return answer !== null
      }),
    [once, replace],
  )

  const preferences = asked.answer?.data.preferences
  // One after the other: each change goes out on what the one before it left.
  const saving = useRef<Promise<unknown>>(Promise.resolve())
  /** False when it was not kept, which was said. */
  const prefer = useCallback(
    (change: Partial<Preferences>): Promise<boolean> => {
      const save = async () => {
        if (preferences === undefined) return false
        try {
          const answer = await withConsent(() => call('intent.setPreferences', { ...preferences, ...change }))
          if (answer !== null) replace(answer)
          return answer !== null
        } catch (error) {
          const failure = asFailure(error)
          say(failure.message, failure.kind === 'offline' ? 'offline' : 'info')
          return false
        }
      }
      const saved = saving.current.then(save)
      saving.current = saved
      return saved
    },
    [replace, preferences],
  )

  return { asked, switches, busy, allow, turn, prefer }
}
