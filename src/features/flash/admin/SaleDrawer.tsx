import { Button, Drawer } from 'antd'
import { useEffect } from 'react'
import { useOnline } from '../../../admin/desk'
import { pressed } from '../../../admin/keys'
import { Icon } from '../../../admin/parts/Icon'
import type { SaleView } from '../contract'
import { GiveFields, PrizeFields, RhythmFields } from './SaleFields'
import { fieldNames } from './saleForm'
import { useSaleForm } from './useSaleForm'
import { effectsOf } from './words'

/** A sale is filled in at the left; at the right what saving will and will not change. */
export function SaleDrawer({
  sale,
  onClose,
  onSaved,
}: {
  /** Null makes a new one. */
  sale: SaleView | null
  onClose: () => void
  onSaved: (sale: SaleView) => void
}) {
  const online = useOnline()
  const { known, form, set, problem, saving, theirs, settle, save, changed } = useSaleForm(sale, onSaved)
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
      size={820}
      mask={false}
      onClose={onClose}
      title={known ? `改 ${known.title}` : '新建秒杀'}
      classNames={{ body: 'flash-body' }}
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
          <Button onClick={onClose}>{known ? '不改了' : '先不建'}</Button>
          <span className="hint">{known ? changedWords(changed.length) : '⌘↵ 存'}</span>
        </div>
      }
    >
      <form className="flash-form" onSubmit={(event) => event.preventDefault()}>
        {problem && (
          <p className="note" data-kind="brick" role="alert">
            <Icon name="warn" size={14} /> <span>没有存上。{problem.problem}</span>
          </p>
        )}
        {theirs && (
          <div className="note" data-kind="amber">
            <Icon name="people" size={14} />
            <span>
              同事刚存过。你改了 {changed.map((field) => fieldNames[field]).join('、')}。
              <Button size="small" onClick={() => settle(true)}>
                用我的
              </Button>{' '}
              <Button size="small" onClick={() => settle(false)}>
                用同事的
              </Button>
            </span>
          </div>
        )}
        <h3>奖品</h3>
        <PrizeFields {...part} />
        <h3>怎么给</h3>
        <GiveFields {...part} />
        <h3>什么时候</h3>
        <RhythmFields {...part} />
      </form>
      <aside className="flash-side">
        <h3>{known ? '存下会怎样' : '存成草稿之后'}</h3>
        <ul>
          {effectsOf(known).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </aside>
    </Drawer>
  )
}

function changedWords(changed: number): string {
  return changed > 0 ? `改了 ${changed} 处，还没有存` : '没有改动'
}
