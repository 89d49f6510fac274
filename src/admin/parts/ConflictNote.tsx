import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { conflicts, settleForms } from './merge'
import './conflict.css'

/** A colleague saved in between. Fields that only one of us changed need no question; for the others a person chooses. */
export function ConflictNote<Form extends object>({
  what,
  base,
  mine,
  theirs,
  names,
  shown,
  onSettle,
}: {
  /** 这批券, 这个草稿 … */
  what: string
  /** The form as it was when I began. */
  base: Form
  mine: Form
  theirs: Form
  names: Readonly<Record<keyof Form & string, string>>
  /** A field as one line. */
  shown: (form: Form, field: keyof Form & string) => string
  onSettle: (form: Form) => void
}) {
  const [insisted, setInsisted] = useState<readonly (keyof Form & string)[]>([])
  const clash = conflicts(base, mine, theirs)
  return (
    <section className="conflict" role="alert">
      <p>
        <b>{what}刚被别人改过，你的还没有存。</b>
        {clash.length === 0 ? '你们改的不是同一处，可以合在一起存。' : '下面几处你们都改了，选用谁的：'}
      </p>
      {clash.map((field) => (
        <div key={field}>
          <dl>
            <dt>{names[field]} · 你的</dt>
            <dd>{shown(mine, field)}</dd>
            <dt>对方的</dt>
            <dd>{shown(theirs, field)}</dd>
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
      <Button size="small" onClick={() => onSettle(settleForms(base, mine, theirs, insisted))}>
        就这样，回去存
      </Button>
    </section>
  )
}
