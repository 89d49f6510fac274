import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

export interface Screens {
  /** A window of its own, with its own storage: one person. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>
  /** Keeps a picture as dist/shots/{name}.jpg, for whoever looks at what a run saw; JPEG is drawn in half the time of PNG. */
  picture(page: Page, name: string): Promise<void>
  /** What any page wrote to the console as an error, threw, or failed to load. */
  readonly troubles: string[]
  close(): Promise<void>
}

export const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }
/** A phone as the drawings have it. */
export const phone: BrowserContextOptions = {
  viewport: { width: 375, height: 812 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}

/** Nothing of the browser itself may look for a network. */
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

const shots = join(__dirname, '../../dist/shots')

export async function openScreens(): Promise<Screens> {
  mkdirSync(shots, { recursive: true })
  const troubles: string[] = []
  const browser: Browser = await chromium.launch({
    executablePath: process.env.JIEPAI_BROWSER ?? '/usr/bin/chromium',
    args: [...quiet, '--disable-component-update', '--disable-sync'],
  })
  return {
    troubles,
    async open(url, options = desktop) {
      const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options })
      context.setDefaultTimeout(20_000)
      const page = await context.newPage()
      page.on('console', (message) => {
        if (message.type() === 'error') troubles.push(`console: ${message.text()}`)
      })
      page.on('pageerror', (error) => troubles.push(`thrown: ${error.stack ?? error.message}`))
      page.on('response', (response) => {
        if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`)
      })
      await page.goto(url)
      return page
    },
    async picture(page, name) {
      const path = join(shots, `${name}.jpg`)
      await page.screenshot({ path, type: 'jpeg', quality: 80, animations: 'disabled' })
    },
    close: () => browser.close(),
  }
}
