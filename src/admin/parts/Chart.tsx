import { App, Button, Dropdown } from 'antd'
import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { csvOf } from '../csv'
import { downloadCsv, downloadFile } from '../download'
import { type MetricId, notesOf } from '../metrics/metrics'
import { navigate } from '../router'
import { readToken } from '../theme/theme'
import { type ChartModel, fileRowsOf, isBlank, rowsBehind, sentenceOf, tableOf, usedSeries } from './chartModel'
import { optionOf } from './chartOption'
import { chartTheme } from './chartTheme'
import { Icon } from './Icon'
import { Skeleton } from './states'
import './charts.css'

// The library is a chunk of its own: a screen without a chart in sight never fetches it.
const ChartDrawing = lazy(() => import('./ChartDrawing').then((m) => ({ default: m.ChartDrawing })))

export interface ChartProps {
  title: ReactNode
  /** The title in words, for the file and for who cannot see. */
  name: string
  hint?: ReactNode
  /** Null while the numbers are on their way. */
  model: ChartModel | null
  /** How its numbers are counted; stands at the head of the file. */
  metrics?: readonly MetricId[]
  /** Why nothing is there and what changes that. */
  empty?: string
  /** The sample is too small to conclude from: said, and drawn pale. Null: it is large enough. */
  few?: string | null
  height?: number
  className?: string
  /** Above the drawing. */
  before?: ReactNode
  /** Below the drawing. */
  children?: ReactNode
}

/** A card with one chart: drawn, as a table, as a file. A mark and a cell lead to the same rows. */
export function Chart(props: ChartProps) {
  const { title, name, hint, model, empty = '还没有数。', few = null, height = 200, className = '' } = props
  const [plain, setPlain] = useState(false)
  const blank = model !== null && isBlank(model)
  return (
    <section className={`card chart ${className}`} aria-label={name}>
      <header>
        <h2 className="ellipsis">{title}</h2>
        {hint && <span className="hint ellipsis">{hint}</span>}
        {few && <span className="tag">{few}</span>}
        <span className="end">
          {model && !blank && !plain && <Legend model={model} />}
          {model && !blank && (
            <button type="button" className="linkish" aria-pressed={plain} onClick={() => setPlain(!plain)}>
              {plain ? '看成图' : '看成表格'}
            </button>
          )}
          {model && !blank && <Export {...props} model={model} height={height} few={few} />}
        </span>
      </header>
      {props.before}
      {model === null && (
        <div style={{ height }}>
          <Skeleton rows={Math.max(2, Math.floor(height / 36))} />
        </div>
      )}
      {blank && <p className="hint chart-none">{empty}</p>}
      {model && !blank && plain && <Table name={name} model={model} />}
      {model && !blank && !plain && <Drawing name={name} model={model} height={height} few={few !== null} />}
      {props.children}
    </section>
  )
}

function Legend({ model }: { model: ChartModel }) {
  const used = usedSeries(model)
  if (used.length < 2) return null
  return (
    <ul className="chart-legend">
      {used.map(({ one, at }) => (
        <li key={one.name}>
          <i data-as={one.as} data-mark={at % 2 === 0 ? 'round' : 'square'} data-tone={one.dashed ? 4 : one.tone} />
          {one.name}
        </li>
      ))}
    </ul>
  )
}

function Table({ name, model }: { name: string; model: ChartModel }) {
  const { heads, rows } = tableOf(model)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="chart-table" tabIndex={0} aria-label={`${name}的表格`}>
      <table>
        <thead>
          <tr>
            {heads.map((head, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity, ± repeats
              <th key={at} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              {row.cells.map(({ words, href }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells stand under fixed heads
                <td key={at}>{href ? <a href={href}>{words}</a> : words}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The drawing keeps its place and is there while it can be seen: what scrolls away is let go of. */
function Drawing({ name, model, height, few }: { name: string; model: ChartModel; height: number; few: boolean }) {
  const place = useRef<HTMLDivElement>(null)
  const { seen, width } = useSight(place)
  const option = useMemo(
    () => (width === 0 ? null : optionOf(model, chartTheme(readToken), { width, moves: mayMove(), few })),
    [model, width, few],
  )
  return (
    <div className="chart-drawing" ref={place} style={{ height }}>
      {seen && option && (
        <Suspense fallback={<span className="sr">正在画图</span>}>
          <ChartDrawing
            option={option}
            sentence={sentenceOf(name, model)}
            onPick={(point, series) => {
              const href = rowsBehind(model, point, series)
              if (href) navigate(href)
            }}
          />
        </Suspense>
      )}
    </div>
  )
}

function mayMove(): boolean {
  return !window.matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** Px around the window in which a chart is drawn already. */
const NEAR = '200px'

function useSight(place: RefObject<HTMLDivElement | null>): { seen: boolean; width: number } {
  const [seen, setSeen] = useState(false)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const sight = new IntersectionObserver(([entry]) => setSeen(entry?.isIntersecting ?? false), { rootMargin: NEAR })
    const size = new ResizeObserver(() => setWidth(Math.round(element.clientWidth)))
    sight.observe(element)
    size.observe(element)
    return () => {
      sight.disconnect()
      size.disconnect()
    }
  }, [place])
  return { seen, width }
}

/** px of a picture in a file. */
const PICTURE = 900

function Export({
  name,
  model,
  metrics = [],
  height,
  few,
}: ChartProps & { model: ChartModel; height: number; few: string | null }) {
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)

  async function picture() {
    setBusy(true)
    try {
      const theme = chartTheme(readToken)
      const size = { width: PICTURE, height: Math.max(height, 280) }
      const { pngOf } = await import('./chartDraw')
      const option = optionOf(model, theme, { width: PICTURE, moves: false, few: few !== null })
      downloadFile(`${name}.png`, await pngOf(option, { title: name, ...size, ...theme }))
    } catch (error) {
      console.error(error)
      void message.error('图没有导出来，请再试一次；表格可以照常导出。')
    } finally {
      setBusy(false)
    }
  }

  function table() {
    const { heads, rows } = fileRowsOf(model)
    downloadCsv(name, csvOf(heads, rows, [name, ...(few ? [few] : []), ...notesOf(metrics)]))
    void message.success(`已导出 ${rows.length} 行。`)
  }

  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'csv', label: '表格（.csv）' },
          { key: 'png', label: '图片（.png）' },
        ],
        onClick: ({ key }) => (key === 'csv' ? table() : void picture()),
      }}
    >
      <Button
        size="small"
        type="text"
        loading={busy}
        aria-label={`导出 ${name}`}
        icon={<Icon name="export" size={13} />}
      />
    </Dropdown>
  )
}
