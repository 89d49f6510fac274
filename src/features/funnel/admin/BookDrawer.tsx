import { Button, Checkbox, Drawer, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { newRequest } from '../../../admin/request'
import { useQuery } from '../../../admin/useQuery'
import type { BookView } from '../contract'
import { FUNNEL_STEPS, type FunnelBook } from '../rules'
import { stepWords } from './words'

/** Which steps the funnel has, which of them are required, and how many days each may take. */
export function BookDrawer({ onClose, onSaved }: { onClose: () => void; onSaved: () => void }) {
  const found = useQuery('funnel.book', {})
  return (
    <Drawer open size={560} mask={false} onClose={onClose} title="漏斗的步骤和窗口">
      {found.loading && <Skeleton rows={7} height={44} />}
      {found.error && <Failure standing="步骤没有变。" error={found.error} onRetry={() => void found.reload()} />}
      {found.data && (
        <Form
          key={found.data.revision}
          view={found.data}
          onSaved={() => {
            onSaved()
            onClose()
          }}
        />
      )}
    </Drawer>
  )
}

function Form({ view, onSaved }: { view: BookView; onSaved: () => void }) {
  const [book, setBook] = useState<FunnelBook>(view.book)
  // Kept until an answer came: the same press again saves nothing twice.
  const [request] = useState(newRequest)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const steps = book.steps
  const unused = FUNNEL_STEPS.filter((step) => !steps.some((one) => one.step === step))
  const put = (next: FunnelBook['steps']) => setBook({ ...book, steps: next })
  const change = (at: number, part: Partial<FunnelBook['steps'][number]>) =>
    put(steps.map((one, i) => (i === at ? { ...one, ...part } : one)))

  async function save(): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      await call('funnel.saveBook', { request, revision: view.revision, book })
      onSaved()
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : '没有存成，请再试一次。')
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="funnel-book">
      <p className="hint">
        必经步没走到的人，后面的步骤就不再数；窗口从最近的必经步起算，超过天数才做的不算。改了之后，过去的每一天都会重算。
      </p>
      <ol>
        {steps.map((step, at) => (
          <li key={step.step}>
            <b>{stepWords[step.step]}</b>
            <Checkbox checked={step.required} onChange={({ target }) => change(at, { required: target.checked })}>
              必经
            </Checkbox>
            <InputNumber
              aria-label={`${stepWords[step.step]}的天数`}
              min={1}
              max={365}
              precision={0}
              suffix="天内"
              value={step.windowDays}
              onChange={(days) => change(at, { windowDays: days ?? 30 })}
            />
            <Button
              type="text"
              size="small"
              aria-label={`把${stepWords[step.step]}往前移`}
              disabled={at === 0}
              onClick={() => put(moved(steps, at))}
            >
              ↑
            </Button>
            <Button
              type="text"
              size="small"
              aria-label={`去掉${stepWords[step.step]}`}
              disabled={steps.length === 1}
              icon={<Icon name="close" size={14} />}
              onClick={() => put(steps.filter((_, i) => i !== at))}
            />
          </li>
        ))}
      </ol>
      {unused.length > 0 && (
        <Select
          aria-label="加一步"
          placeholder="加一步"
          value={null}
          onChange={(step) => step && put([...steps, { step, required: false, windowDays: 30 }])}
          options={unused.map((step) => ({ value: step, label: stepWords[step] }))}
        />
      )}
      <div className="funnel-least">
        少于
        <InputNumber
          min={1}
          max={100_000}
          precision={0}
          aria-label="最小样本"
          value={book.least}
          onChange={(least) => setBook({ ...book, least: least ?? 300 })}
        />
        人的来源，标「先别下结论」
      </div>
      {problem && (
        <p className="note" data-kind="brick" role="alert">
          {problem}
        </p>
      )}
      <Button type="primary" loading={busy} onClick={() => void save()}>
        存下并重算
      </Button>
    </div>
  )
}

function moved(steps: FunnelBook['steps'], at: number): FunnelBook['steps'] {
  const next = [...steps]
  const [one] = next.splice(at, 1)
  if (one) next.splice(at - 1, 0, one)
  return next
}
