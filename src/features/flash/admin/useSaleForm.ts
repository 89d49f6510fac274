import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call } from '../../../admin/desk'
import { newRequest } from '../../../admin/request'
import type { SaleView } from '../contract'
import { changedFields, fieldsOf, formOf, newSale, type Problem, type SaleForm } from './saleForm'

/** One form from opening to saved: base, changes, what is wrong, and what a colleague did meanwhile. */
export function useSaleForm(sale: SaleView | null, onSaved: (sale: SaleView) => void) {
  const [known, setKnown] = useState(sale)
  const [base, setBase] = useState(() => (sale ? formOf(sale) : newSale(serverNow())))
  const [form, setForm] = useState(base)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [saving, setSaving] = useState(false)
  /** The sale as a colleague saved it in between. */
  const [theirs, setTheirs] = useState<SaleView | null>(null)
  // Kept until it is answered: a repeat after a lost answer makes no second sale.
  const [request] = useState(newRequest)

  function set(change: Partial<SaleForm>) {
    setForm({ ...form, ...change })
    setProblem(null)
  }

  async function save(): Promise<void> {
    const read = fieldsOf(form)
    if ('problem' in read) return setProblem(read)
    setSaving(true)
    setProblem(null)
    try {
      const answer = known
        ? await call('flash.edit', { id: known._id, revision: known.revision, sale: read.sale })
        : await call('flash.create', { request, sale: read.sale })
      onSaved(answer.sale)
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
    setProblem({ field: null, problem: error.message })
    if (error.code !== 'REVISION_CONFLICT' || !known) return
    try {
      const { sales } = await call('flash.list', {})
      setTheirs(sales.find(({ _id }) => _id === known._id) ?? null)
    } catch (second) {
      if (!(second instanceof CallError)) throw second
      setProblem({ field: null, problem: second.message })
    }
  }

  /** After a colleague's change: keeps what was typed here, or takes what is there. Neither is saved yet. */
  function settle(mine: boolean) {
    if (!theirs) return
    setKnown(theirs)
    setBase(formOf(theirs))
    if (!mine) setForm(formOf(theirs))
    setTheirs(null)
    setProblem(null)
  }

  return { known, form, set, problem, saving, theirs, settle, save, changed: changedFields(base, form) }
}
