import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { collections } from '../../cloudfunctions/platform/indexes'
import { DEMO_LOGIN } from '../../local/demo/staff'
import { assertAccessible } from './axe'
import { openScreens, phone, type Screens } from './browser'
import { HOSTILE, makeHostile } from './hostile'
import { openProduct, type Product } from './product'

/** Every text of the demo brand ends in markup, an emoji and a sign that turns lines around: no screen may mind. */
const MEMBER = 'o-member-01'
const PAGES = {
  today: 'features/checkin/pages/today/index',
  benefits: 'features/coupon/pages/benefits/index',
  points: 'features/points/pages/points/index',
  me: 'features/member/pages/me/index',
  score: 'features/checkin/pages/score/index',
  flash: 'features/flash/pages/flash/index',
  tier: 'features/tier/pages/tier/index',
  privacy: 'features/member/pages/privacy/index',
  invite: 'features/channel/pages/invite/index',
}
/** No group of the menu is folded. */
const tall = { viewport: { width: 1440, height: 1400 } }
/** What is not shown, and books that are read back by a schema, which would refuse texts of this length. */
const INNER = ['due', 'sessions', 'accounts', 'rule_books']

/** Looked at with axe elsewhere, in more of their states. */
const LOOKED_AT =
  /today|calendar|sop|dryrun|welcome|import|material|funnel|groups|coupons|surveys|members|liability|stores|people|sending/

let product: Product
let screens: Screens

before(async () => {
  product = await openProduct('2026-11-25T11:26:00+08:00', 'demo')
  const names = Object.keys(collections).filter((name) => !INNER.includes(name))
  assert.ok((await makeHostile(`${product.url}/cloud/admin`, names)) > 40)
  screens = await openScreens()
})
after(async () => {
  await screens?.close()
  await product?.close()
})

test('every screen of the desk shows it as text, keeps its width and comes back after a reload; those not seen elsewhere are accessible', async () => {
  const page = await screens.open(`${product.url}/admin/`, { ...tall, reducedMotion: 'reduce' })
  await listen(page)
  await page.getByLabel('账号', { exact: true }).fill(DEMO_LOGIN.name)
  await page.getByLabel('密码', { exact: true }).fill(DEMO_LOGIN.password)
  await page.getByRole('button', { name: '登录' }).click()
  const menu = page.getByRole('navigation', { name: '主导航' })
  await menu.waitFor()
  const links = await menu.getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
  assert.ok(links.length > 28)
  const found: string[] = []
  let shown = 0
  const titles: string[] = []
  for (const link of links) {
    await page.goto(`${product.url}/admin/${link}`)
    found.push(...(await troublesOf(page, link)))
    if (!LOOKED_AT.test(link)) {
      await assertAccessible(page, link).catch((error: Error) => found.push(error.message))
    }
    if ((await page.locator('main').innerText()).includes(HOSTILE)) shown += 1
    titles.push(await page.getByRole('heading', { level: 1 }).innerText())
    await screens.picture(page, `hostile${link.replace(/\W+/g, '-')}`)
  }
  assert.ok(shown > 10, `${shown} screens show it`)
  const shows = (name = '') => page.getByRole('heading', { level: 1, name }).waitFor()
  await page.reload()
  await shows(titles.at(-1))
  await page.goBack()
  await shows(titles.at(-2))
  await page.goForward()
  await shows(titles.at(-1))
  assert.deepEqual(found, [])
})

test('every page of the mini-program does as well', async () => {
  const found: string[] = []
  const page = await screens.open(`${product.url}/?openid=${MEMBER}`, { ...phone, reducedMotion: 'reduce' })
  await listen(page)
  for (const [name, at] of Object.entries(PAGES)) {
    await page.goto(`${product.url}/?openid=${MEMBER}#/${at}`)
    found.push(...(await troublesOf(page, name)))
    await screens.picture(page, `hostile-${name}`)
  }
  assert.deepEqual(found, [])
})

/** Markup that acts calls `broken`. */
async function listen(page: Page): Promise<void> {
  await page.exposeFunction('broken', () => screens.troubles.push('the markup acted'))
}

async function troublesOf(page: Page, what: string): Promise<string[]> {
  await page.waitForFunction(`document.body.innerText.length > 40 &&
    [...document.querySelectorAll('.skeleton, .sk')].every((one) => one.getClientRects().length === 0)`)
  const troubles = screens.troubles.splice(0)
  const failed = page.locator('.failure').or(page.getByText('没加载出来')).first()
  if (await failed.isVisible()) troubles.push(await failed.innerText())
  const wide = Number(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  )
  if (wide > 0) troubles.push(`${wide} px too wide`)
  return troubles.map((trouble) => `${what}: ${trouble}`)
}
