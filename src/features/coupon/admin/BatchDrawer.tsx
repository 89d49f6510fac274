import { Button, Drawer } from 'antd'
import { useEffect } from 'react'
import { useOnline } from '../../../admin/desk'
import { pressed } from '../../../admin/keys'
import { ConflictNote } from '../../../admin/parts/ConflictNote'
import { Icon } from '../../../admin/parts/Icon'
import type { BatchView } from '../contract'
import { AudienceFields } from './AudienceFields'
import { ClaimFields, WhatFields } from './BatchFields'
import { effectsOf } from './batches'
import { fieldNames, formOf } from './batchForm'
import { CouponPhone } from './CouponCard'
import { UseFields } from './UseFields'
import { type Subject, useBatchForm } from './useBatchForm'
import { shownField } from './words'

/** A batch is filled in at the left; at the right the phone, and what saving will and will not change. */
export function BatchDrawer({
  subject,
  onClose,
  onSaved,
}: {
  subject: Subject
  onClose: () => void
  onSaved: (batch: BatchView) => void
}) {
  const online = useOnline()
  const { known, base, form, set, problem, note, saving, theirs, settle, save, changed } = useBatchForm(
    subject,
    onSaved,
  )
  const part = { form, wrong: problem?.field ?? null, disabled: saving || theirs !== null, set }
  const idle = known !== null && changed.length === 0

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (pressed(event, 'save') && online && !saving && !theirs && !idle) void save()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })

  return (
    <Drawer
      open
      size={900}
      mask={false}
      onClose={onClose}
      title={known ? `改 ${base.title}` : '新建批次'}
      classNames={{ body: 'coupon-body' }}
      styles={{ body: { padding: 0 } }}
      footer={
        <div className="actions">
          <Button
            type="primary"
            loading={saving}
            disabled={!online || theirs !== null || idle}
            onClick={() => void save()}
          >
            {known ? '存下修改' : '存成草稿'}
          </Button>
          <Button onClick={onClose}>{known ? '不改了' : '先放着'}</Button>
          <span className="hint">{footWords(known !== null, changed.length)}</span>
        </div>
      }
    >
      <form className="coupon-form" onSubmit={(event) => event.preventDefault()}>
        {theirs && (
          <ConflictNote
            what="这批券"
            base={base}
            mine={form}
            theirs={formOf(theirs)}
            names={fieldNames}
            shown={shownField}
            onSettle={settle}
          />
        )}
        {note && (
          <p className="note" data-kind="blue">
            <Icon name="check" size={14} /> <span>{note}</span>
          </p>
        )}
        {problem && (
          <p className="note" data-kind="brick" role="alert">
            <Icon name="warn" size={14} /> <span>没有存上。{problem.problem}</span>
          </p>
        )}
        <h3>券</h3>
        <WhatFields {...part} />
        <h3>发多少</h3>
        <ClaimFields {...part} least={known?.total ?? null} />
        <h3>给谁</h3>
        <AudienceFields audience={form.audience} disabled={part.disabled} set={(audience) => set({ audience })} />
        <h3>怎么用</h3>
        <UseFields {...part} />
      </form>
      <aside className="coupon-side">
        <CouponPhone form={form} />
        <h3>{known ? '存下会怎样' : '存成草稿之后'}</h3>
        <ul>
          {(known ? effectsOf(known) : afterCreating).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </aside>
    </Drawer>
  )
}

const afterCreating = [
  '会员还看不到，点「开始发放」才上架。',
  '条件会抄进每一张券，领走以后再改这里，券不变。',
  '总量以后只能加。',
]

function footWords(exists: boolean, changed: number): string {
  if (!exists) return '填到一半关掉也不丢，⌘↵ 存'
  return changed > 0 ? `改了 ${changed} 处，还没有存` : '没有改动'
}
