import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { DEMO_LOGIN } from '../../local/demo/staff'
import type { SurveyDetail } from '../../src/features/survey/contract'
import { TEMPLATES } from '../../src/features/survey/templates'
import { assertAccessible } from './axe'
import { openScreens, phone, type Screens } from './browser'
import { openProduct, type Product } from './product'

/** A member answers the two preference questions from the notice that asked for them, on a bad network. */
const MEMBER = 'o-member-01'
const PAGE = '#/features/survey/pages/survey/index'

let product: Product
let screens: Screens
let page: Page

before(async () => {
  product = await openProduct('2026-11-23T10:00:00+08:00', 'people')
  screens = await openScreens()
  const { token } = await product.call<{ token: string }>('staff', 'staff.login', DEMO_LOGIN, {})
  const { definition } = TEMPLATES.find(({ key }) => key === 'preference') ?? assert.fail()
  const draft = { ...definition, reward: { points: 30, batch: null } }
  const input = { survey: 'preference', revision: 0, request: 'a'.repeat(32), name: '偏好两问', draft }
  const { revision } = await product.call<SurveyDetail>('staff', 'survey.saveDraft', input, { token })
  const published = { survey: 'preference', revision, request: 'b'.repeat(32) }
  await product.call('staff', 'survey.publish', published, { token })
  await product.call('member', 'member.giveConsent', { version: 1 }, { openid: MEMBER })
})
after(async () => {
  await screens?.close()
  await product?.close()
})

const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
const pick = (name: string | RegExp) => page.getByRole('checkbox', { name }).click()

test('the network goes after the first question: closing and opening leads back to where the person was', async () => {
  // Without motion: half-faded words have no contrast.
  page = await screens.open(`${product.url}/?openid=${MEMBER}${PAGE}?s=preference&r=notice`, {
    ...phone,
    reducedMotion: 'reduce',
  })
  await press('开始')
  await pick('短信，暂时没有这条路，先用小程序订阅消息')
  await pick('社群通知')
  await screens.picture(page, 'survey-1-choice')
  await assertAccessible(page, 'a question')
  await press('下一题')
  await page.context().setOffline(true)
  await page.getByRole('radio', { name: '晚上十点到早上八点' }).click()
  await press('下一题')
  await pick('抽奖')
  await page.context().setOffline(false)
  await page.reload()
  await page.getByText('第 3 题，共 3 题').waitFor()
  assert.equal(await page.getByRole('checkbox', { name: '抽奖' }).getAttribute('aria-checked'), 'true')
})

test('handed in without a network it waits on the phone, and is there once when the network is back', async () => {
  await page.context().setOffline(true)
  await press('交上去')
  await page.getByRole('heading', { name: '先记在手机，连上就交' }).waitFor()
  await screens.picture(page, 'survey-2-held')
  await page.context().setOffline(false)
  await page.getByRole('heading', { name: '交好了' }).waitFor()
  await page.getByText('30 积分已到账').waitFor()
  await screens.picture(page, 'survey-3-taken')
  const as = { openid: MEMBER }
  const { balance } = await product.call<{ balance: number }>('member', 'points.getBalance', {}, as)
  assert.equal(balance, 30)
})

test('the answer has become preferences, which the member corrects', async () => {
  await press('看我的问卷')
  await press(/^喜欢的活动，抽奖/)
  await pick('晒图返礼')
  await press('存下')
  await page.getByText('抽奖、晒图返礼').waitFor()
  await press('看「两个小问题，帮我们更懂你」的回答')
  await page.getByText('短信、社群通知').last().waitFor()
  await screens.picture(page, 'survey-4-mine')
  await assertAccessible(page, 'my surveys')
  const lost = /ERR_INTERNET_DISCONNECTED|Failed to fetch/
  assert.deepEqual(
    screens.troubles.filter((trouble) => !lost.test(trouble)),
    [],
  )
})
