import { Input, Modal } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { DateField } from '../../../admin/fields/DateField'
import { Icon } from '../../../admin/parts/Icon'
import { hrefOf } from '../../../admin/place'
import { navigate } from '../../../admin/router'
import { useQuery } from '../../../admin/useQuery'
import { isDay } from '../../../kernel/day'
import type { TemplateSummary } from '../templates/template'

/** Name and period of the SOP that comes of a template. */
export function TemplateDialog({ template, onClose }: { template: TemplateSummary; onClose: () => void }) {
  const list = useQuery('sop.list', {})
  const [name, setName] = useState(template.name)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  // The server answers the same template under the same name with what it made before.
  const same = list.data?.sops.find((sop) => sop.name === name.trim())
  const wrong =
    name.trim() === '' ? '给它起个名字。' : from !== '' && to !== '' && from > to ? '结束要在开始之后。' : null

  async function create() {
    setBusy(true)
    setProblem(null)
    try {
      const made = await call('sop.createFromTemplate', {
        template: template.id,
        name: name.trim(),
        ...(isDay(from) ? { from } : {}),
        ...(isDay(to) ? { to } : {}),
      })
      navigate(hrefOf('/sop', { sop: made.sop, v: String(made.number) }))
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      setProblem(error instanceof CallError ? error.message : '没有建成，请再试一次。')
      setBusy(false)
    }
  }

  return (
    <Modal
      open
      width={480}
      title={`用「${template.name}」建一份 SOP`}
      okText="生成草稿"
      cancelText="先不建"
      okButtonProps={{ disabled: wrong !== null || same !== undefined, loading: busy }}
      onOk={() => void create()}
      onCancel={onClose}
    >
      <div className="template-form">
        <label htmlFor="template-name">名称</label>
        <Input id="template-name" maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        {same && (
          <p className="note" data-kind="amber">
            <Icon name="warn" size={14} />
            <span>
              已经有一份「{same.name}」。换个名字，或
              <a href={hrefOf('/sop', { sop: same.sop })}>打开它</a>。
            </span>
          </p>
        )}
        <div className="template-days">
          <p>
            <label htmlFor="template-from">开始（空着 = 发布那天）</label>
            <DateField id="template-from" value={from} onChange={(value) => setFrom(value)} clearable />
          </p>
          <p>
            <label htmlFor="template-to">结束（空着 = 一直）</label>
            <DateField id="template-to" value={to} onChange={(value) => setTo(value)} clearable />
          </p>
        </div>
        {(wrong ?? problem) && (
          <p className="note" data-kind="brick" role="alert">
            <Icon name="warn" size={14} />
            <span>{wrong ?? problem}</span>
          </p>
        )}
        <p className="hint">只生成草稿，发布之前什么都不会进群。</p>
      </div>
    </Modal>
  )
}
