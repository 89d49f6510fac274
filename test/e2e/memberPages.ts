import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'

/** Pages of a member by their folder below `features`. */
export const MEMBER_PAGES = {
  today: 'checkin/pages/today',
  benefits: 'coupon/pages/benefits',
  points: 'points/pages/points',
  me: 'member/pages/me',
  score: 'checkin/pages/score',
  messages: 'intent/pages/messages',
} as const

/** What a name may be at worst: too long, from right to left, with signs of two code units, and a script. */
export const HOSTILE = `<img src=x onerror="window.struck=1"><script>window.struck=1</script>👩‍👩‍👧שלום‮مرحبا${'长'.repeat(10_000)}`

/** Scripts for the page are text: this side of the test knows no DOM. */
const COUNT_SHIFTS = `
  window.shifted = 0
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifted += value
  }).observe({ type: 'layout-shift', buffered: true })`

/** The drawing of the dial may run out of its page; words may not. */
const UNFIT = `(() => {
  const troubles = []
  const screen = [...document.querySelectorAll('.screen')].at(-1)
  for (const element of screen.querySelectorAll('*')) {
    const { opacity, overflowX } = getComputedStyle(element)
    const box = element.getBoundingClientRect()
    const words = element.textContent
    if (box.width === 0 || opacity === '0' || words === '' || element.closest('[aria-hidden=true]')) continue
    const name = element.className + ' "' + words.slice(0, 20) + '"'
    if (element.childElementCount === 0 && box.right > innerWidth + 1) troubles.push('over the side: ' + name)
    if (overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1) troubles.push('cut off: ' + name)
  }
  return troubles
})()`

export const LARGEST = `for (const one of document.querySelectorAll('.screen')) one.classList.add('screen--largest')`

/** The root's size follows the width a moment later. */
export async function resize(page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height })
  await page.waitForFunction(
    'Math.abs(parseFloat(document.documentElement.style.fontSize) - (innerWidth * 20) / 375) < 0.1',
  )
}

/** Layout shifts are counted from the first byte on. */
export async function countShifts(page: Page): Promise<void> {
  await page.addInitScript(COUNT_SHIFTS)
}

/** Opens a page whole, as after a cold start. */
export async function openPage(page: Page, url: string, openid: string, folder: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${url}/?openid=${openid}#/features/${folder}/index`)
  await page.locator('.screen__main > *').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.locator('.screen:not(:has(.skeleton))').last().waitFor()
}

export function shiftsOf(page: Page): Promise<number> {
  return page.evaluate<number>('window.shifted')
}

/** Bytes, compressed one by one, of every script and style that comes while `work` lasts. */
export async function firstLoadOf(page: Page, work: () => Promise<void>): Promise<number> {
  const bodies: Promise<Buffer>[] = []
  const listen = (response: { url(): string; body(): Promise<Buffer> }) => {
    if (/\.(js|css)(\?|$)/.test(response.url())) bodies.push(response.body())
  }
  page.on('response', listen)
  await work()
  page.off('response', listen)
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length)
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Nothing reaches over the side, and no words are cut off without a way to read them. */
export async function assertFits(page: Page, what: string): Promise<void> {
  const found = await page.evaluate<string[]>(UNFIT)
  assert.deepEqual(found, [], what)
}

/** Every word that the server gives to be read, made as bad as it gets. */
export async function sendHostileWords(page: Page): Promise<void> {
  const fields = /^(title|column|module|reason|item|name|gift|why|words|groupName|note|sentence|gives|lines|lead)$/
  const spoil = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return fields.test(key) ? HOSTILE : value
    if (Array.isArray(value)) return value.map((each) => spoil(each, key))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, spoil(each, name)]))
  }
  await page.route('**/call/member', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: spoil(await response.json(), '') })
  })
}
