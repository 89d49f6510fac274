import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { type Figures, type Group, rounded } from './group'

const ROWS = 10_000
/** ms; a frame longer than this is felt. */
const LONG = 50
/** Frames of scrolling that are measured, and px of each. */
const FRAMES = 240
const STEP = 180

/** The table of the desk with ten thousand rows in real Chromium: frames while it is scrolled, and how much of it is drawn. */
export const table: Group = {
  name: 'table',
  goals: { 'table.frames.long': 0, 'table.frame.cpu.ms': 16, 'table.rows.drawn': 60, 'table.nodes.drawn': 1500 },
  async measure({ say }) {
    say(`a table of ${ROWS} rows is scrolled`)
    const bundle = await build({
      entryPoints: ['test/bench/tablePage.tsx'],
      bundle: true,
      write: false,
      outdir: 'out',
      format: 'iife',
      jsx: 'automatic',
      minify: true,
      define: { 'process.env.NODE_ENV': '"production"' },
      tsconfig: 'tsconfig.admin.json',
    })
    const text = (ending: string) => bundle.outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
    const page = `<!doctype html><meta charset="utf-8"><style>:root{--surface:#fff;--line:#eee;--ink:#222}${text('.css')}</style><div id="root" style="height:800px"></div><script>${text('.js').replaceAll('</script', '<\\/script')}</script>`
    const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(page))
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const browser = await chromium.launch({
      executablePath: process.env.JIEPAI_BROWSER ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    })
    try {
      const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      await tab.waitForSelector('[role=row]')
      const meter = await tab.context().newCDPSession(tab)
      await meter.send('Performance.enable', { timeDomain: 'threadTicks' })
      // The first scrolling compiles what the others use.
      await scroll(tab, 60)
      const before = await cpuOf(meter)
      const gaps = await scroll(tab, FRAMES)
      const cpu = await cpuOf(meter)
      const drawn = await tab.evaluate<{ rows: number; nodes: number; end: number }>(`({
        rows: document.querySelectorAll('.data-row').length,
        nodes: document.querySelectorAll('.data-table *').length,
        end: document.querySelector('.data-table').scrollTop,
      })`)
      if (drawn.end < FRAMES * STEP) throw new Error('the table did not scroll')
      const sorted = [...gaps].sort((a, b) => a - b)
      return {
        'table.frames.long': gaps.filter((gap) => gap > LONG).length,
        'table.frame.cpu.ms': rounded((cpu - before) / FRAMES),
        'table.frame.p95.ms': rounded(sorted[Math.floor(sorted.length * 0.95)] ?? 0),
        'table.frame.longest.ms': rounded(sorted.at(-1) ?? 0),
        'table.rows.drawn': drawn.rows,
        'table.nodes.drawn': drawn.nodes,
      } satisfies Figures
    } finally {
      await browser.close()
      server.close()
    }
  },
}

/** What the page's thread has worked so far (ms of its own time, so that a busy machine does not count). */
async function cpuOf(meter: CDPSession): Promise<number> {
  const { metrics } = await meter.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
}

/** Scrolls by a step in each frame and answers how long each took (ms). Text, because it runs in the browser. */
function scroll(tab: Page, frames: number): Promise<number[]> {
  return tab.evaluate(`new Promise((done) => {
    const gaps = []
    const scroller = document.querySelector('.data-table')
    let last = 0
    requestAnimationFrame(function frame(now) {
      if (last > 0) gaps.push(now - last)
      last = now
      if (gaps.length === ${frames}) return done(gaps)
      scroller.scrollTop += ${STEP}
      requestAnimationFrame(frame)
    })
  })`)
}
