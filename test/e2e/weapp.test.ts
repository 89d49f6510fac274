import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { packDist } from '../weapp/easel/pack'
import { openScreens, phone, type Screens } from './browser'
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
