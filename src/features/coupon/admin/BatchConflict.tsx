import { Button, Segmented } from 'antd'
import { useState } from 'react'
import type { BatchView } from '../contract'
import { type BatchForm, type Field, fieldNames, formOf } from './batchForm'
import { conflicts, settleForms } from './merge'
import { shownField } from './words'

/** A colleague saved in between. Fields that only one of us changed need no question; for the others a person chooses. */
export function BatchConflict({
  base,
  mine,
  theirs,
  onSettle,
}: {
  base: BatchForm
  mine: BatchForm
  theirs: BatchView
  onSettle: (form: BatchForm) => void
}) {
  const [insisted, setInsisted] = useState<readonly Field[]>([])
  const other = formOf(theirs)
  const clash = conflicts(base, mine, other)
  return (
    <section className="coupon-conflict" role="alert">
      <p>
        <b>这批券刚被别人改过，你的还没有存。</b>
        {clash.length === 0 ? '你们改的不是同一处，可以合在一起存。' : '下面几处你们都改了，选用谁的：'}
      </p>
      {clash.map((field) => (
        <div key={field}>
          <dl>
            <dt>{fieldNames[field]} · 你的</dt>
            <dd>{shownField(mine, field)}</dd>
            <dt>对方的</dt>
            <dd>{shownField(other, field)}</dd>
          </dl>
          <Segmented
            size="small"
            value={insisted.includes(field) ? 'mine' : 'theirs'}
            onChange={(value) =>
              setInsisted((before) => (value === 'mine' ? [...before, field] : before.filter((one) => one !== field)))
            }
            options={[
              { label: '用对方的', value: 'theirs' },
              { label: '用我的', value: 'mine' },
            ]}
          />
        </div>
      ))}
      <Button size="small" onClick={() => onSettle(settleForms(base, mine, other, insisted))}>
        就这样，回去存
      </Button>
    </section>
  )
}
