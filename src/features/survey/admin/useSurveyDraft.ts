import { useEffect, useRef, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { newRequest } from '../../../admin/request'
import type { SurveyDetail } from '../contract'
import type { Definition } from '../definition'
import { blankSurvey } from './blank'
import { alignedPieces, formOfPieces, type Pieces, type SurveyForm } from './draftForm'
import { clearShelf, fromShelf, type Shelved, shelve } from './shelf'

export function formOf({ name, draft }: Pick<SurveyDetail, 'name' | 'draft'>): SurveyForm {
  return { name, draft }
}

function sameForm(a: SurveyForm, b: SurveyForm): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/**
 * One draft from opening to stored: what is typed, what it began from, what a colleague stored meanwhile, what the browser kept.
 *
 * @param detail null while the survey is not on the server; then the shelf holds what it begins with
 */
export function useSurveyDraft(survey: string, detail: SurveyDetail | null, onStored: (detail: SurveyDetail) => void) {
  const [held, setHeld] = useState<Shelved>(() => {
    if (detail) return { form: formOf(detail), base: formOf(detail), revision: detail.revision }
    const blank: SurveyForm = { name: '新问卷', draft: blankSurvey() }
    return fromShelf(survey) ?? { form: blank, base: blank, revision: 0 }
  })
  const [kept, setKept] = useState(() => {
    const found = detail ? fromShelf(survey) : null
    return found && detail && !sameForm(found.form, formOf(detail)) ? found : null
  })
  const [theirs, setTheirs] = useState<SurveyDetail | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [undo, setUndo] = useState<{ form: SurveyForm; words: string } | null>(null)
  // Named after what it carries: the same press again is the same request, another content is not.
  const sent = useRef({ text: '', request: '' })
  const dirty = held.revision === 0 || !sameForm(held.form, held.base)

  useEffect(() => {
    if (!dirty || kept) return
    shelve(survey, held)
  }, [survey, held, dirty, kept])

  function put(form: SurveyForm, deleted: string | null = null) {
    setUndo(deleted === null ? null : { form: held.form, words: deleted })
    setHeld({ ...held, form })
  }

  function setDraft(draft: Definition, deleted: string | null = null) {
    put({ ...held.form, draft }, deleted)
  }

  /** Stores what is typed. @returns the stored survey, or null when it was not stored (and why is shown) */
  async function save(): Promise<SurveyDetail | null> {
    const { form, revision } = held
    const text = JSON.stringify([form, revision])
    if (sent.current.text !== text) sent.current = { text, request: newRequest() }
    setBusy(true)
    setProblem(null)
    try {
      const { request } = sent.current
      const stored = await call('survey.saveDraft', { survey, revision, request, ...form })
      setHeld((now) => ({ form: now.form, base: form, revision: stored.revision }))
      clearShelf(survey)
      setKept(null)
      onStored(stored)
      return stored
    } catch (error) {
      if (error instanceof CallError && error.code === 'CHANGED_MEANWHILE') await compare()
      else setProblem(sentenceOfError(error))
      return null
    } finally {
      setBusy(false)
    }
  }

  async function compare(): Promise<void> {
    try {
      setTheirs(await call('survey.one', { survey }))
    } catch (error) {
      setProblem(sentenceOfError(error))
    }
  }

  /** After a person chose per piece: goes on from what the colleague stored. */
  function settle(pieces: Pieces) {
    if (!theirs) return
    const base = formOf(theirs)
    setHeld({ form: formOfPieces(pieces, base), base, revision: theirs.revision })
    setTheirs(null)
  }

  const compared = theirs ? alignedPieces([held.base, held.form, formOf(theirs)]) : null
  return {
    ...{ form: held.form, revision: held.revision, dirty, busy, problem, undo, kept, theirs, compared },
    ...{ put, setDraft, save, settle, compare },
    /** Another call brought the survey anew (published, paused): nothing typed is lost by it. */
    follow: (stored: SurveyDetail) => setHeld((now) => ({ ...now, base: formOf(stored), revision: stored.revision })),
    takeKept() {
      if (kept) setHeld(kept)
      setKept(null)
    },
    dropKept() {
      clearShelf(survey)
      setKept(null)
    },
    undoDelete() {
      if (undo) setHeld({ ...held, form: undo.form })
      setUndo(null)
    },
  }
}

export type SurveyDraft = ReturnType<typeof useSurveyDraft>

export function sentenceOfError(error: unknown): string {
  if (error instanceof CallError) return error.message
  console.error(error)
  return '页面出了点问题，请再试一次。'
}
