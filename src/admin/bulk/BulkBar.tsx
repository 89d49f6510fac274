import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useOnline } from '../desk'
import { count } from '../format'
import type { BulkItem } from './run'
import type { Bulk } from './useBulk'
import './bulk.css'

/**
 * What can be done with the chosen rows, and how it goes: n of N, a stop, what failed with its sentence and a try of those alone, and
 * the way back where there is one.
 */
export function BulkBar<Item extends BulkItem>({
  bulk,
  chosen,
  unit,
  children,
}: {
  bulk: Bulk<Item>
  /** How many are chosen. */
  chosen: number
  /** `个渠道`, `位会员`. */
  unit: string
  /** Buttons of the deeds. */
  children: ReactNode
}) {
  const { state, deed } = bulk
  const online = useOnline()
  if (state === null || deed === null) {
    if (chosen === 0) return null
    return (
      <section className="bulk-bar" aria-label="批量操作">
        <b>
          已选 {count(chosen)} {unit}
        </b>
        <fieldset disabled={!online}>{children}</fieldset>
        {!online && <span>离线，连上后再做</span>}
      </section>
    )
  }
  const { total, done, failed, left, running } = state
  const over = done.length + failed.length
  if (running) {
    return (
      <section className="bulk-bar" aria-label="批量操作">
        <b>
          {deed.name} {count(over)}/{count(total)}
        </b>
        <progress max={total} value={over} aria-label={`${deed.name}的进度`} />
        <Button size="small" onClick={bulk.stop}>
          停下
        </Button>
        {failed.length > 0 && <span className="bulk-failed">{count(failed.length)} 个没办成</span>}
      </section>
    )
  }
  return (
    <section className="bulk-bar" aria-label="批量操作" role="status">
      <b>
        {deed.name}：{count(done.length)} {unit}办好了
        {failed.length > 0 && `，${count(failed.length)} 个没办成`}
        {left.length > 0 && `，${count(left.length)} 个停下没做`}
      </b>
      {failed.length + left.length > 0 && (
        <Button size="small" disabled={!online} onClick={() => void bulk.retry()}>
          {failed.length > 0 ? `只重试这 ${count(failed.length + left.length)} 个` : '接着做'}
        </Button>
      )}
      {deed.undo && state.changed.length > 0 && (
        <Button size="small" disabled={!online} onClick={() => void bulk.undo()}>
          撤销
        </Button>
      )}
      <Button size="small" type="text" onClick={bulk.close}>
        知道了
      </Button>
      {failed.length > 0 && (
        <ul>
          {failed.slice(0, 20).map(({ item, why }) => (
            <li key={item.id}>
              <b>{item.name}</b> {why}
            </li>
          ))}
          {failed.length > 20 && <li>还有 {count(failed.length - 20)} 个。</li>}
        </ul>
      )}
    </section>
  )
}
