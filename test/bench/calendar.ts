import type { Page } from 'playwright-core'
import { cannedNow, today } from '../admin/canned/board'
import { startCanned } from '../admin/canned/server'
import { cannedGroup, cannedNode, cannedVersion } from '../admin/canned/version'
import { desktop, openScreens } from '../e2e/browser'
import { type Figures, type Group, rounded } from './group'

const COLUMNS = 1000
const HOURS = ['09:00', '10:00', '11:00', '15:00', '20:00', '21:00'] as const

/** The built desk's day view in a browser: a thousand groups, thirty days below each other, scrolled in every direction. */
export const calendar: Group = {
  name: 'calendar',
  goals: { 'calendar.frames.over50ms': 0, 'calendar.frame.cpu.over50ms': 0, 'calendar.elements.most': 4000 },
  async measure({ quick, say }) {
    const groups = Array.from({ length: COLUMNS }, (_, at) => ({
      ...cannedGroup,
      id: `wr${at}`,
      name: `福利群${at + 1}`,
    }))
    const nodes = HOURS.map((from, at) =>
      cannedNode({ key: `n${at}`, column: `栏目${at + 1}`, slots: [{ from, until: `${from.slice(0, 3)}45` }] }),
    )
    const version = cannedVersion(nodes)
    const summary = { number: 2, parent: 1, status: 'draft', note: '', author: '', publishedAt: null, publishAt: null }
    const desk = await startCanned(false, {
      'sop.list': () => ({
        sops: [{ sop: 'daily', name: '日常SOP', live: 0, latest: 2, retiredAt: null, versions: [summary] }],
      }),
      'sop.getVersion': () => ({ version }),
      'sop.getHearers': () => ({ groups, holidays: [] }),
      'delivery.getQuota': () => ({
        ...{ rule: 'days_of_month', from: `${today.slice(0, 8)}01`, to: `${today.slice(0, 8)}30`, limit: 30 },
        groups: groups.map(({ id, name }) => ({
          chatId: id,
          name,
          reserved: 0,
          spent: 9,
          outside: 0,
          left: 21,
          coming: [],
        })),
      }),
    })
    const screens = await openScreens()
    try {
      const page = await screens.open(desk.url, desktop)
      await page.getByLabel('账号', { exact: true }).fill('demo')
      await page.getByLabel('密码', { exact: true }).fill('jiepai-demo')
      await page.getByRole('button', { name: '登录' }).click()
      await page.getByRole('link', { name: '日历' }).first().waitFor()
      await page.goto(`${desk.url}#/calendar?view=day&group=all&d=${today}`)
      await page
        .getByRole('button', { name: /^福利群1，栏目1/ })
        .first()
        .waitFor()
      await page.waitForTimeout(1500)
      say(`scrolling ${COLUMNS} columns of thirty days, at ${new Date(cannedNow).toISOString()} of the desk`)
      const devtools = await page.context().newCDPSession(page)
      // Thread ticks: what the page itself works, however busy the machine is.
      await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
      const worked = async () =>
        (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
      const before = await worked()
      const seen = await page.evaluate<Seen>(scrolled(quick ? 120 : 400))
      const perFrame = (((await worked()) - before) / seen.frames) * 1000
      const dearest = await ownWork(page, worked, quick ? 60 : 160)
      if (seen.width < COLUMNS * 100 || seen.height < 30 * 300)
        throw new Error(`the board is ${seen.width} × ${seen.height}`)
      const figures: Figures = {
        'calendar.columns': COLUMNS,
        'calendar.frames': seen.frames,
        'calendar.frames.over50ms': seen.slow,
        'calendar.frames.longest.ms': Math.round(seen.longest),
        'calendar.frame.cpu.ms': rounded(perFrame),
        'calendar.frame.cpu.longest.ms': rounded(Math.max(...dearest)),
        'calendar.frame.cpu.over50ms': dearest.filter((ms) => ms > 50).length,
        'calendar.longtasks': seen.longTasks,
        'calendar.elements.most': seen.most,
      }
      return figures
    } finally {
      await screens.close()
      desk.server.close()
    }
  },
}

/** CPU of the page's main thread for each step of scrolling by itself (ms): on a busy machine late frames say nothing, this does. */
async function ownWork(page: Page, worked: () => Promise<number>, steps: number): Promise<number[]> {
  const found: number[] = []
  for (const [x, y] of WAYS) {
    for (let step = 0; step < steps; step++) {
      const before = await worked()
      await page.evaluate(`new Promise((done) => {
        document.querySelector('.week-scroll').scrollBy(${x}, ${y})
        requestAnimationFrame(() => requestAnimationFrame(done))
      })`)
      found.push(((await worked()) - before) * 1000)
    }
  }
  return found
}

/** Sideways, down, both, and back (px a frame). */
const WAYS = [
  [160, 0],
  [0, 90],
  [160, 60],
  [-400, -60],
] as const

/**
 * Runs in the page, as text because this side has no DOM: one step of scrolling per frame, sideways, down, both, and back; counts
 * frames that came late.
 */
const scrolled = (frames: number) => `(async () => {
  const board = document.querySelector('.week-scroll')
  let longTasks = 0
  const observer = new PerformanceObserver((list) => { longTasks += list.getEntries().length })
  observer.observe({ entryTypes: ['longtask'] })
  const seen = { frames: 0, slow: 0, longest: 0, most: 0, width: board.scrollWidth, height: board.scrollHeight }
  for (const [x, y] of ${JSON.stringify(WAYS)}) {
    let last = await new Promise(requestAnimationFrame)
    for (let frame = 0; frame < ${frames}; frame++) {
      board.scrollBy(x, y)
      const now = await new Promise(requestAnimationFrame)
      seen.frames++
      if (now - last > 50) seen.slow++
      seen.longest = Math.max(seen.longest, now - last)
      last = now
      if (frame % 20 === 0) seen.most = Math.max(seen.most, board.querySelectorAll('*').length)
    }
  }
  observer.disconnect()
  return { ...seen, longTasks }
})()`

interface Seen {
  frames: number
  slow: number
  longest: number
  longTasks: number
  /** Elements of the board at a time. */
  most: number
  width: number
  height: number
}
