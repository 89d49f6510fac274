import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { count } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { newRequest } from '../../../admin/request'
import type { WalletView } from '../contract'
import { type Asset, assets } from '../rules'
import { assetName, type CorrectionForm, correctionOf, signed } from './lines'

const empty: CorrectionForm = { asset: 'points', delta: '', reason: '' }

/** The same request was booked before with other numbers, and its answer was lost. */
const REUSED = 'ID_REUSED'

/** One entry by hand, with its reason and the name of who made it. Nothing is ever changed or deleted. */
export function Correction({
  memberId,
  wallet,
  online,
  onDone,
}: {
  memberId: string
  wallet: WalletView
  online: boolean
  onDone: () => Promise<void>
}) {
  const { message } = App.useApp()
  const [form, setForm] = useState(empty)
  // Kept until an answer came: the same press again books nothing twice.
  const [request, setRequest] = useState(newRequest)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const read = correctionOf(form)
  const held: Record<Asset, number> = {
    points: wallet.balance - wallet.held,
    growth: wallet.growth,
    makeup_card: wallet.cards,
  }
  const after = 'problem' in read ? null : held[form.asset] + read.delta
  const set = (change: Partial<CorrectionForm>) => {
    setForm((before) => ({ ...before, ...change }))
    setProblem(null)
  }

  async function book() {
    if ('problem' in read) return setProblem(read.problem)
    setBusy(true)
    setProblem(null)
    try {
      const { balance } = await call('points.correct', { request, memberId, ...read })
      setForm(empty)
      setRequest(newRequest())
      void message.success(`记好了，${assetName(read.asset)}现在 ${count(balance)}。`)
      await onDone()
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      if (error instanceof CallError && error.code === REUSED) {
        setRequest(newRequest())
        await onDone()
        setProblem('上一次其实已经记上了，右边能看到。这一笔还没有记，核对后再点一次。')
      } else {
        setProblem(error instanceof CallError ? error.message : '没有记上，请再试一次。')
      }
    } finally {
      setBusy(false)
    }
  }

  return (
    <section className="card" aria-label="更正">
      <header>
        <h2>更正</h2>
        <span className="hint">只加一笔，不改也不删从前的</span>
      </header>
      <form
        className="member-correct"
        onSubmit={(event) => {
          event.preventDefault()
          void book()
        }}
      >
        <label htmlFor="correct-asset">什么</label>
        <Select<Asset>
          id="correct-asset"
          disabled={busy}
          value={form.asset}
          onChange={(asset) => set({ asset })}
          options={assets.map((asset) => ({ value: asset, label: assetName(asset) }))}
        />
        <label htmlFor="correct-delta">加减</label>
        <Input
          id="correct-delta"
          disabled={busy}
          maxLength={14}
          placeholder="加写 100，减写 -100"
          value={form.delta}
          onChange={(event) => set({ delta: event.target.value })}
        />
        <label htmlFor="correct-reason">原因</label>
        <Input.TextArea
          id="correct-reason"
          disabled={busy}
          maxLength={100}
          autoSize={{ minRows: 2, maxRows: 4 }}
          placeholder="会员看得到，例如 12/4 门店断网，补当天打卡"
          value={form.reason}
          onChange={(event) => set({ reason: event.target.value })}
        />
        <div>
          {problem && (
            <p className="note" data-kind="brick" role="alert">
              <Icon name="warn" size={14} /> <span>{problem}</span>
            </p>
          )}
          {!('problem' in read) && after !== null && (
            <p className={after < 0 ? 'brick' : 'hint'}>
              {after < 0
                ? `能用的只有 ${count(held[form.asset])}，减不了这么多。`
                : `${assetName(form.asset)} ${signed(read.delta)}，能用的变成 ${count(after)}。`}
            </p>
          )}
          <Button type="primary" htmlType="submit" loading={busy} disabled={!online || (after !== null && after < 0)}>
            记一笔更正
          </Button>
        </div>
      </form>
    </section>
  )
}
