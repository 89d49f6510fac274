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
/** 林小满, a member of the first group, who never opened the mini-program before. */
const MEMBER = 'o-member-01'

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
  admin = await logIn()
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
  await admin.getByText('v1 已上线').first().waitFor()
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

test('a member opens the card, agrees, strikes the beat and sees what it gave', async () => {
  await wechat.getByLabel('用哪位会员的身份打开卡片').selectOption(MEMBER)
  await chat().locator('button.card').first().click()
  const page = miniOf('#chat-phone')
  await page.getByText('先说清楚，再开始').waitFor()
  await screens.picture(wechat, '08-consent')
  assert.deepEqual(await storedOf('accounts'), [])
  assert.deepEqual(await storedOf('participations'), [])
  await page.getByRole('button', { name: '同意并继续' }).click()
  await page.getByText('先说清楚，再开始').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: /^打卡，/ }).click()
  await page.getByText('明天再来，是第 2 拍').waitFor()
  await screens.picture(wechat, '09-checked-in')
  const { balance } = await product.call<{ balance: number }>('member', 'points.getBalance', {}, { openid: MEMBER })
  assert.equal(balance, 10)
  await page.getByText(`0 → ${balance}`).waitFor()
  await closeMini()
})

test('another owner sends half an hour late', async () => {
  await product.setClock(monday('09:30'))
  await wechat
    .getByRole('button', { name: /福利群3/ })
    .first()
    .click()
  await ownerPhone().locator('article.task').first().getByRole('button', { name: '发送', exact: true }).click()
  await ownerPhone().getByText('已发送').first().waitFor()
  await wechat
    .getByRole('button', { name: /福利群1/ })
    .first()
    .click()
})

test('at ten the topic waits in the owner’s queue, because the day’s group message is spent; one tap sends it', async () => {
  await product.setClock(monday('10:00'))
  await ownerPhone()
    .getByRole('tab', { name: /应用消息/ })
    .click()
  await ownerPhone().locator('article.notice').first().waitFor()
  await screens.picture(wechat, '10-owner-reminded')
  await ownerPhone().getByRole('button', { name: '打开我的发送队列' }).click()
  const queue = miniOf('#owner-phone')
  const all = queue.getByRole('button', { name: '一键转发到 2 个群' })
  await all.waitFor()
  await screens.picture(wechat, '11-queue')
  assert.equal(await queue.getByRole('button', { name: /^一键转发/ }).count(), 1)
  await all.click()
  await queue.getByText('发出去了', { exact: true }).first().waitFor()
  await all.waitFor({ state: 'detached' })
  await screens.picture(wechat, '12-queue-done')
  await closeMini()
})

test('the member answers the topic on its page and sees what the others said', async () => {
  await wechat.getByLabel('用哪位会员的身份打开卡片').selectOption(MEMBER)
  await chat().locator('button.card').filter({ hasText: '话题' }).click()
  const page = miniOf('#chat-phone')
  await page.getByRole('radio').first().waitFor()
  await screens.picture(wechat, '13-topic')
  await page.getByRole('radio').nth(1).click()
  await page.getByText('大家的结果').waitFor()
  await page.getByText('100%，1 人').waitFor()
  await screens.picture(wechat, '14-answered')
  await closeMini()
})

test('in the evening the board says what was sent, what was late and what was missed', async () => {
  await product.setClock('2026-11-23T23:55:00+08:00')
  // Sunday's session is over; the operator comes back.
  admin = await logIn()
  await admin.getByRole('region', { name: '今天的拍子' }).waitFor()
  const beat = (words: RegExp) => admin.getByRole('button', { name: words }).waitFor()
  await screens.picture(admin, '15-evening')
  await beat(/福利群1，打卡签到，09:00，已发送/)
  await beat(/福利群1，话题讨论，10:00，已发送/)
  await beat(/福利群3，打卡签到，09:00，迟发/)
  await beat(/福利群3，话题讨论，10:00，错过/)
})

async function logIn(): Promise<Page> {
  const page = await screens.open(`${product.url}/admin/`)
  await page.getByLabel('账号', { exact: true }).fill(DEMO_LOGIN.name)
  await page.getByLabel('密码', { exact: true }).fill(DEMO_LOGIN.password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('navigation', { name: '主导航' }).waitFor()
  return page
}

async function closeMini(): Promise<void> {
  const close = wechat.getByRole('button', { name: '关闭小程序' })
  await close.click()
  await close.waitFor({ state: 'detached' })
}

/** Every document of a collection, below the wire. */
async function storedOf(collection: string): Promise<unknown[]> {
  const { store } = product.server.cloud.database
  const table = store.collection(collection)?.table
  return store.committed.all(`SELECT json FROM ${table}`)
}

async function token(): Promise<string> {
  return (await product.call<{ token: string }>('staff', 'staff.login', DEMO_LOGIN, {})).token
}
