import { useState } from 'react'
import * as v from 'valibot'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { newRequest } from '../../../admin/request'
import { bookSchema } from '../book'
import type { MpView } from '../contract'
import type { MpBook } from '../rules'

export interface Problem {
  words: string
  /** Somebody else saved meanwhile. */
  stale: boolean
}

/** The draft of one revision: saving it and handing the menu over to WeChat. */
export function useBook(view: MpView, onSaved: (view: MpView) => void) {
  const [draft, setDraft] = useState<MpBook>(view.book)
  // Kept until an answer came: the same press again saves nothing twice.
  const [request, setRequest] = useState(newRequest)
  const [busy, setBusy] = useState<'save' | 'publish' | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const touched = JSON.stringify(draft) !== JSON.stringify(view.book)

  async function run(what: 'save' | 'publish', work: () => Promise<MpView>): Promise<MpView | null> {
    setBusy(what)
    setProblem(null)
    try {
      const saved = await work()
      onSaved(saved)
      return saved
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      const stale = error instanceof CallError && error.code === 'RULES_CHANGED'
      setProblem({ words: error instanceof CallError ? error.message : '没有成功，请再试一次。', stale })
      return null
    } finally {
      setBusy(null)
    }
  }

  return {
    draft,
    change(next: MpBook) {
      setDraft(next)
      setProblem(null)
    },
    touched,
    busy,
    problem,
    async save(): Promise<boolean> {
      const read = v.safeParse(bookSchema, draft)
      if (!read.success) {
        setProblem({ words: `${read.issues[0].message}。`, stale: false })
        return false
      }
      const saved = await run('save', () =>
        call('mp.saveBook', { book: read.output, revision: view.revision, request }),
      )
      if (saved !== null) setRequest(newRequest())
      return saved !== null
    },
    async publish(): Promise<MpView['menu'] | null> {
      const told = await run('publish', async () => {
        const { menu } = await call('mp.publishMenu', { revision: view.revision })
        return { ...view, menu }
      })
      return told?.menu ?? null
    },
  }
}
