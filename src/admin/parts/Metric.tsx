import { Popover } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'
import { timeOf } from '../../kernel/day'
import { pressed } from '../keys'
import { type MetricId, metricOf } from '../metrics/metrics'
import './metric.css'

/** What a screen knows about a number beside its definition. */
interface Shown {
  id: MetricId
  /** Another name than the metric's own, where the place is narrow. */
  name?: string | undefined
  /** What is particular here: the step before, the days. */
  also?: string | undefined
  /** When the number was fetched (ms). */
  at?: number | undefined
  /** The rows behind it. */
  rows?: { href: string; words: string } | null | undefined
}

/** The name of a number, with a dotted line below: hover, press, or I while it has the focus tells how it is counted. */
export function Metric({ id, name, also, at, rows }: Shown) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const inside = useRef<HTMLDivElement>(null)
  const metric = metricOf(id)
  const shown = name ?? metric.name

  function onKey(event: KeyboardEvent) {
    if (!pressed(event.nativeEvent, 'define')) return
    event.preventDefault()
    setOpen(true)
    // It is drawn a moment later; then what it says has the focus, and its link is the next stop.
    setTimeout(() => inside.current?.focus(), 60)
  }

  function onLeave(event: KeyboardEvent) {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    setOpen(false)
    button.current?.focus()
  }

  const told = (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leads back to the number
    <div className="metric" ref={inside} tabIndex={-1} onKeyDown={onLeave}>
      <b>{metric.name}</b>
      <p>{metric.means}。</p>
      {also && <p>{also}。</p>}
      {metric.above && metric.below && (
        <p className="metric-share">
          <span>{metric.above}</span>
          <span>{metric.below}</span>
        </p>
      )}
      <p className="hint">
        来源：{metric.source}
        {at !== undefined && at > 0 && `；${timeOf(at)} 取`}
      </p>
      {rows && (
        <a href={rows.href} onClick={() => setOpen(false)}>
          {rows.words}
        </a>
      )}
    </div>
  )
  return (
    <Popover
      content={told}
      open={open}
      onOpenChange={setOpen}
      trigger={['hover', 'click']}
      mouseEnterDelay={0.3}
      placement="bottomLeft"
    >
      <button
        type="button"
        className="defined"
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={open}
        onKeyDown={onKey}
      >
        {shown}
      </button>
    </Popover>
  )
}
