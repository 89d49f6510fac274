import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { packDist } from '../weapp/easel/pack'
import { assertAccessible } from './axe'
import { openScreens, phone, type Screens } from './browser'
import {
  assertFits,
  countShifts,
  firstLoadOf,
  LARGEST,
  MEMBER_PAGES,
  openPage,
  resize,
  sendHostileWords,
  shiftsOf,
} from './memberPages'
import { openProduct, type Product } from './product'

/** The built mini-program drawn by WeChat's newer component framework in a real browser, over the real functions. */
let product: Product
let screens: Screens
let page: Page

before(async () => {
  product = await openProduct('2026-11-23T10:05:00+08:00', 'demo')
  screens = await openScreens()
})
after(async () => {
  await screens?.close()
  await product?.close()
})

test('templates, styles and scripts of the package start without an objection', async () => {
  const pack = packDist()
  assert.deepEqual(pack.warnings, [])
  const runtime = await build({
    entryPoints: [join(__dirname, '../weapp/easel/runtime.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'error',
  })
  const builtin =
    'body{margin:0}page,wx-view{display:block}wx-text{display:inline}wx-button{display:block;text-align:center}'
  const body = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <style>${builtin}${pack.css}</style><body><script>window.pack=${JSON.stringify(pack).replace(/</g, '\\u003c')}</script>
    <script>${runtime.outputFiles[0]!.text.replace(/<\/script/g, '<\\/script')}</script>`
  page = await screens.open('about:blank', phone)
  await page.route('**/phone/*', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }))
  await page.goto(`${product.url}/phone/?openid=o-newcomer`)
  await page.getByText('先说清楚，再开始').waitFor()
  await screens.picture(page, 'weapp-1-consent')
})

test('real taps: whoever agrees can strike the beat', async () => {
  await page.getByText('同意并继续').tap()
  await page.getByText('先说清楚，再开始').waitFor({ state: 'hidden' })
  await page.getByText('打卡', { exact: true }).last().tap()
  await page.getByText('第 1 拍，稳稳落下').waitFor()
  await screens.picture(page, 'weapp-2-checked-in')
})

test('a column opens from the day’s programme', async () => {
  await page.getByText('去选').tap()
  await page.getByText('选了就定').waitFor()
  await screens.picture(page, 'weapp-3-column')
  assert.deepEqual(screens.troubles, [])
})

/** One of the demo who came every day. */
const MEMBER = 'o-member-01'
const KB = 1024
/** Pages whose parts come by several calls; nothing of them may move once it is seen. */
const STILL = 0.02

test('today can be used after one call and less than 200 KB', async () => {
  await product.call('member', 'member.giveConsent', { version: 1 }, { openid: MEMBER })
  page = await screens.open('about:blank', { ...phone, reducedMotion: 'reduce' })
  await countShifts(page)
  // All other calls get no answer meanwhile.
  const held: (() => void)[] = []
  await page.route('**/call/member', async (route) => {
    if (!route.request().postData()?.includes('"today.get"')) await new Promise<void>((go) => held.push(go))
    await route.continue()
  })
  const bytes = await firstLoadOf(page, async () => {
    await page.goto(`${product.url}/?openid=${MEMBER}`)
    await page.getByRole('button', { name: /^打卡，/ }).waitFor()
  })
  assert.ok(bytes < 200 * KB, `${bytes} bytes`)
  for (const go of held) go()
  await page.unroute('**/call/member')
})

test('members’ pages stay where they are, are accessible by day and by night, and fit at the largest text', async () => {
  for (const [name, folder] of Object.entries(MEMBER_PAGES)) {
    await openPage(page, product.url, MEMBER, folder)
    const shifted = await shiftsOf(page)
    assert.ok(shifted < STILL, `${name} moved by ${shifted.toFixed(4)}`)
    await screens.picture(page, `member-${name}`)
    await assertAccessible(page, name)
    await page.emulateMedia({ colorScheme: 'dark' })
    await assertAccessible(page, `${name} in the dark`)
    await screens.picture(page, `member-${name}-dark`)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.evaluate(LARGEST)
    await resize(page, 320, 700)
    await assertFits(page, `${name} at the largest text`)
    await screens.picture(page, `member-${name}-largest`)
    await resize(page, 375, 812)
  }
})

test('whatever words the server gives are words, and the page holds', async () => {
  await sendHostileWords(page)
  for (const [name, folder] of Object.entries(MEMBER_PAGES)) {
    await openPage(page, product.url, MEMBER, folder)
    await assertFits(page, `${name} with hostile words`)
    assert.equal(await page.evaluate(`'struck' in window`), false, name)
  }
  assert.deepEqual(screens.troubles, [])
})
