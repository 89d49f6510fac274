import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import type { FrameLocator, Page } from 'playwright-core'
import { DEMO_TABLE } from '../../local/demo/seed'
import { DEMO_LOGIN } from '../../local/demo/staff'
import { openScreens, type Screens } from './browser'
import { openProduct, type Product } from './product'

/** A shop's first Monday with 节拍, from its own table to the evening's board, on the screens of its people. */
const monday = (time: string) => `2026-11-23T${time}:00+08:00`
const GROUP = '花间美妆·福利群1'

let product: Product
let screens: Screens
let admin: Page
let wechat: Page

before(async () => {
  product = await openProduct('2026-11-22T10:00:00+08:00', 'people')
  screens = await openScreens()
})
after(async () => {
  await screens?.close()
  await product?.close()
})
afterEach(() => assert.deepEqual(screens.troubles, []))

/** The group's chat in the simulated WeChat; `mini` is the mini-program opened over it. */
function chat() {
  return wechat.locator('#chat-phone')
}
function ownerPhone() {
  return wechat.locator('#owner-phone')
}
function miniOf(phone: '#chat-phone' | '#owner-phone'): FrameLocator {
  return wechat.frameLocator(`${phone} iframe`)
}

test('the operator logs in and finds the way to the import', async () => {
  admin = await screens.open(`${product.url}/admin/`)
  await admin.getByLabel('账号').fill(DEMO_LOGIN.name)
  await admin.getByLabel('密码', { exact: true }).fill(DEMO_LOGIN.password)
  await admin.getByRole('button', { name: '登录' }).click()
  await admin.getByRole('navigation', { name: '主导航' }).waitFor()
  await screens.picture(admin, '01-first-run')
  await admin.getByRole('link', { name: '导入 Excel' }).first().click()
  await admin.getByText('把 Excel 拖到这里').waitFor()
})

test('the shop’s table is checked cell by cell; nothing is written before the operator says so', async () => {
  await admin.getByLabel('Excel 或 CSV 文件').setInputFiles(join(__dirname, '../../local/demo', DEMO_TABLE))
  const remarks = admin.getByRole('complementary', { name: '检查结果' })
  await remarks.waitFor()
  await screens.picture(admin, '02-import-check')
  const { sops } = await product.call<{ sops: unknown[] }>('staff', 'sop.list', {}, { token: await token() })
  assert.deepEqual(sops, [])

  const mendAll = remarks.getByRole('button', { name: /^能改的全改/ })
  if (await mendAll.isVisible()) await mendAll.click()
  await remarks.getByText('没有要改的格子').waitFor()
  await screens.picture(admin, '03-import-mended')
  await admin.getByRole('button', { name: /^写入 \d+ 行/ }).click()
  await admin.getByText('已写入 v1 草稿').waitFor()
})

test('a blank that the table leaves open stands in the way of publishing until it is filled', async () => {
  for (const column of ['午间好物', '九点秒杀']) {
    await admin.getByRole('complementary', { name: '发布前检查' }).getByRole('button', { name: column }).click()
    const drawer = admin.getByRole('dialog').filter({ hasText: column })
    await drawer.getByLabel('产品').fill('花间柔雾气垫')
    await drawer.getByRole('button', { name: '存进草稿' }).click()
    await drawer.waitFor({ state: 'hidden' })
  }
  await admin.getByText('都有值').waitFor()
  await admin.getByRole('button', { name: '发布 v1' }).click()
  const dialog = admin.getByRole('dialog').filter({ hasText: '发布 v1？' })
  await screens.picture(admin, '04-publish')
  await dialog.getByRole('button', { name: '发布 v1' }).click()
  await admin.getByText('v1 已上线').waitFor()
  await screens.picture(admin, '05-live')
})

test('on Monday at nine the owner finds the group task on her phone; the group hears nothing before she presses', async () => {
  await product.setClock(monday('09:00'))
  wechat = await screens.open(`${product.url}/wechat/`, { viewport: { width: 1600, height: 1000 } })
  await wechat
    .getByRole('button', { name: /福利群1/ })
    .first()
    .click()
  await wechat.getByRole('button', { name: /小美/ }).first().click()
  await chat().getByText('群里还很安静').waitFor()
  await screens.picture(wechat, '06-owner-task')
  await ownerPhone().locator('article.task').first().getByRole('button', { name: '发送', exact: true }).click()
  await chat().locator('button.card').first().waitFor()
  await screens.picture(wechat, '07-in-the-group')
})

async function token(): Promise<string> {
  return (await product.call<{ token: string }>('staff', 'staff.login', DEMO_LOGIN, {})).token
}
