import type { EChartsCoreOption } from 'echarts/core'
import { useEffect, useRef } from 'react'
import { drawIn, type LiveChart } from './chartDraw'

/** The drawing itself; fills the element around it, and takes nothing with it when it goes. */
export function ChartDrawing({
  option,
  sentence,
  onPick,
}: {
  option: EChartsCoreOption
  /** What it shows, for who cannot see it. */
  sentence: string
  onPick: (point: number, series: number) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<LiveChart | null>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  useEffect(() => {
    const element = place.current
    if (!element) return
    const drawn = drawIn(element, (point, series) => pick.current(point, series))
    chart.current = drawn
    const size = new ResizeObserver(() => drawn.resize())
    size.observe(element)
    return () => {
      size.disconnect()
      drawn.dispose()
    }
  }, [])
  useEffect(() => chart.current?.show(option, sentence), [option, sentence])
  return <div className="chart-canvas" role="img" ref={place} />
}
