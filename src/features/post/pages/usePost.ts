import { useEffect, useRef, useState } from 'react'
import { useAnswer } from '../../../client/answer'
import { call } from '../../../client/call'
import { askConsent, withConsent } from '../../../client/consent'
import { asFailure } from '../../../client/failure'
import { haptic } from '../../../client/haptic'
import { say } from '../../../client/toast'
import type { Day } from '../../../kernel/day'
import type { MineView, PostView } from '../contract'
import { text } from './text'
import type { Sending } from './useDraft'

/** While pictures are checked the page asks again so often (ms); a verdict takes seconds to minutes. */
const ASK_EVERY = 6000

/** The member's own posts: what they are, and publishing, asking again and deleting. */
export function usePost() {
  const mine = useAnswer('post.getMine', {})
  const [busy, setBusy] = useState(false)
  // Two taps within one frame both see the old state; the ref does not wait for a drawing.
  const working = useRef(false)
  const view = mine.answer?.data
  const checking = view?.post?.state === 'checking'

  const { again } = mine
  useEffect(() => {
    if (!checking) return
    const timer = setInterval(() => void again(), ASK_EVERY)
    return () => clearInterval(timer)
  }, [checking, again])

  function put(post: PostView, now: number): void {
    if (view) mine.replace({ data: { ...view, post } satisfies MineView, now })
  }

  /** True when it was done. What failed is said, and trying again is harmless. */
  async function once(act: () => Promise<boolean>): Promise<boolean> {
    if (working.current) return false
    working.current = true
    setBusy(true)
    try {
      return await act()
    } catch (error) {
      const failure = asFailure(error)
      say(failure.message, failure.kind === 'offline' ? 'offline' : 'info')
      return false
    } finally {
      working.current = false
      setBusy(false)
    }
  }

  return {
    mine,
    busy,
    publish: (sending: () => Promise<Sending | null>) =>
      once(async () => {
        // Pictures are uploaded on the way, so the person's agreement comes before it, not only before the call.
        if (!(await askConsent())) return false
        const ready = await sending()
        if (ready === null) return false
        const sent = await withConsent(() => call('post.publish', ready))
        if (sent === null) return false
        haptic('medium')
        put(sent.data.post, sent.now)
        say(text.published, 'check')
        return true
      }),
    checkAgain: (day: Day) =>
      once(async () => {
        const { data, now } = await call('post.checkAgain', { day })
        put(data.post, now)
        return true
      }),
    share: (day: Day, agreed: boolean) =>
      once(async () => {
        await call('post.setShare', { day, agreed })
        say(agreed ? text.shareDone : text.shareBack, 'check')
        await again()
        return true
      }),
    remove: (day: Day) =>
      once(async () => {
        await call('post.remove', { day })
        say(text.removed, 'check')
        await again()
        return true
      }),
  }
}
