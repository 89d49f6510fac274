import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { changedFields } from '../../../admin/parts/merge'
import { batchIdOf } from '../batch'
import type { BatchView } from '../contract'
import { type BatchForm, batchOf, formOf, type Problem } from './batchForm'
import { type Draft, dropDraft, keepDraft } from './draft'

/** A colleague saved this batch in between. */
const STALE = 'REVISION_CONFLICT'
/** The request was answered before, the answer was lost, and the form has changed since. */
const REUSED = 'REQUEST_REUSED'

/** What the drawer works on: a batch that exists, or a draft that is to become one. */
export type Subject = { batch: BatchView } | { draft: Draft }

/** One form from opening to saved: base, changes, what is wrong, and what a colleague did meanwhile. */
export function useBatchForm(subject: Subject, onSaved: (batch: BatchView) => void) {
  const [known, setKnown] = useState<BatchView | null>('batch' in subject ? subject.batch : null)
  const [base, setBase] = useState(() => ('batch' in subject ? formOf(subject.batch) : subject.draft.form))
  const [form, setForm] = useState(base)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [note, setNote] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const [theirs, setTheirs] = useState<BatchView | null>(null)
  const request = 'draft' in subject ? subject.draft.request : null

  function set(change: Partial<BatchForm>) {
    const next = { ...form, ...change }
    setForm(next)
    setProblem(null)
    if (request !== null && known === null) keepDraft({ request, form: next })
  }

  async function save(): Promise<void> {
    const read = batchOf(form, known?.total)
    if ('problem' in read) return setProblem(read)
    setSaving(true)
    setProblem(null)
    try {
      const { batch } = known
        ? await call('coupon.editBatch', { id: known._id, revision: known.revision, batch: read.batch })
        : await call('coupon.createBatch', { request: request ?? '', batch: read.batch })
      if (request !== null) dropDraft()
      onSaved(batch)
    } catch (error) {
      await explain(error)
    } finally {
      setSaving(false)
    }
  }

  async function explain(error: unknown): Promise<void> {
    if (!(error instanceof CallError)) {
      console.error(error)
      return setProblem({ field: null, problem: '页面出了点问题，没有存上。请再试一次。' })
    }
    try {
      if (error.code === STALE && known) return setTheirs(await readBatch(known._id))
      if (error.code === REUSED && request !== null) return adopt(await readBatch(batchIdOf(request)))
      setProblem({ field: null, problem: error.message })
    } catch (second) {
      setProblem({ field: null, problem: second instanceof CallError ? second.message : error.message })
    }
  }

  /** The first try had arrived after all: what was typed since becomes an edit of it. */
  function adopt(batch: BatchView) {
    dropDraft()
    setKnown(batch)
    setBase(formOf(batch))
    setNote('刚才那次其实已经建好了。你后来的改动还没有存，再点一次就存进去。')
  }

  function settle(next: BatchForm) {
    if (theirs) {
      setKnown(theirs)
      setBase(formOf(theirs))
    }
    setForm(next)
    setTheirs(null)
  }

  const changed = changedFields(base, form)
  return { known, base, form, set, problem, note, saving, theirs, settle, save, changed }
}

async function readBatch(id: string): Promise<BatchView> {
  const { batches } = await call('coupon.listBatches', {})
  const found = batches.find((one) => one._id === id)
  if (!found) throw new CallError('NO_SUCH_BATCH', '这批券不在列表里了，请关掉这里刷新后再看。')
  return found
}
