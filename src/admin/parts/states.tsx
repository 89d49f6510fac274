import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { CallError } from '../call'
import { cancelWaiting } from '../waiting'
import { Icon } from './Icon'

/** True once `ms` have passed: what is fast must not flash. */
export function useDelayed(ms: number): boolean {
  const [passed, setPassed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return passed
}

/** Rows of the real height; invisible for the first 200 ms, and after 5 s it says that it is still at work. */
export function Skeleton({ rows, height = 36, label = '正在取数' }: { rows: number; height?: number; label?: string }) {
  const shown = useDelayed(200)
  const slow = useDelayed(5000)
  const widths = [62, 88, 74, 81, 46]
  return (
    <div className="skeleton" role="status" aria-label={label} data-shown={shown}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have no identity
        <div key={row} style={{ height }}>
          <i style={{ width: `${widths[row % widths.length]}%` }} />
        </div>
      ))}
      {slow && <Waited />}
    </div>
  )
}

/** How long it has taken, and the way out of it. */
function Waited() {
  const [seconds, setSeconds] = useState(5)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <p className="hint">
      还在取，已用 <span aria-hidden="true">{seconds}</span> 秒。
      <button type="button" className="linkish" onClick={cancelWaiting}>
        取消
      </button>
    </p>
  )
}

/** Why there is nothing here, and the one thing to do about it. */
export function Empty({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p>{children}</p>
      {action && <div className="actions">{action}</div>}
    </div>
  )
}

/** First what stands, then the reason with its code, then two ways on. */
export function Failure({
  standing,
  error,
  onRetry,
  other,
}: {
  standing: string
  error: CallError
  onRetry: () => void
  other?: ReactNode
}) {
  return (
    <div className="failure" role="alert">
      <div className="note" data-kind="brick">
        <Icon name="warn" size={14} />
        <span>
          {standing}
          {error.message}（{error.code}）
        </span>
      </div>
      <div className="actions">
        <Button onClick={onRetry}>再试一次</Button>
        {other ?? <Button onClick={() => location.reload()}>刷新页面</Button>}
      </div>
    </div>
  )
}
