import { useRef, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { newRequest } from '../../../admin/request'
import type { ChannelView } from '../contract'
import { type ChannelForm, emptyForm, formOf, planOf, problemOf } from './channelForm'

/** A channel that is being made or changed. The request is kept until an answer came: a second press is the same channel. */
export function useChannelForm(known: ChannelView | null) {
  const [form, setForm] = useState<ChannelForm>(() => (known ? formOf(known) : emptyForm()))
  const [problem, setProblem] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const request = useRef(newRequest())

  async function save(): Promise<ChannelView | null> {
    const wrong = problemOf(form)
    setProblem(wrong)
    if (wrong !== null) return null
    setSaving(true)
    try {
      const plan = planOf(form)
      const { channel } = known
        ? await call('channel.save', { request: request.current, id: known.id, revision: known.revision, ...plan })
        : await call('channel.create', {
            request: request.current,
            ...(form.id === '' ? {} : { id: form.id }),
            ...plan,
          })
      return channel
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      // After a refusal the next press is another request; after silence it is the same.
      if (error.code !== 'OFFLINE') request.current = newRequest()
      setProblem(error.message)
      return null
    } finally {
      setSaving(false)
    }
  }

  function set(change: Partial<ChannelForm>): void {
    setForm((before) => ({ ...before, ...change }))
    setProblem(null)
  }

  return { form, set, problem, saving, save }
}
