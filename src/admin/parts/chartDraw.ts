import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { clickedSeries } from './chartSeries'

// What the desk draws with, and nothing else. SVG: sharp at 200 %, and its letters are the page's own.
use([BarChart, LineChart, CustomChart, AriaComponent, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

export interface LiveChart {
  show: (option: EChartsCoreOption, sentence: string) => void
  resize: () => void
  dispose: () => void
}

/** A chart in an element that has a size. @param onPick a mark was pressed: its point, and its series in the model */
export function drawIn(element: HTMLElement, onPick: (point: number, series: number) => void): LiveChart {
  const chart = init(element, null, { renderer: 'svg', locale: 'ZH' })
  chart.on('click', ({ componentType, seriesId, dataIndex }) => {
    const series = clickedSeries(seriesId)
    if (componentType === 'series' && series !== null) onPick(dataIndex, series)
  })
  return {
    show: (option, sentence) => {
      chart.setOption({ ...option, aria: { enabled: true, label: { description: sentence } } }, { notMerge: true })
    },
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  }
}

/** Twice the size, for screens and slides. */
const SCALE = 2
const HEAD = 34

/** A picture of a chart with its title above it, drawn anew: also while the table is shown. */
export async function pngOf(
  option: EChartsCoreOption,
  { title, width, height, ink, surface, font }: Record<'title' | 'ink' | 'surface' | 'font', string> & Size,
): Promise<Blob> {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption({ ...option, animation: false })
  const svg = chart.renderToSVGString()
  chart.dispose()
  const picture = new Image()
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await picture.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * SCALE
  canvas.height = (height + HEAD) * SCALE
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.scale(SCALE, SCALE)
  pen.fillStyle = surface
  pen.fillRect(0, 0, width, height + HEAD)
  pen.fillStyle = ink
  pen.font = `600 14px ${font}`
  pen.fillText(title, 8, 22)
  pen.drawImage(picture, 0, HEAD, width, height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png')
  })
}

interface Size {
  width: number
  height: number
}
