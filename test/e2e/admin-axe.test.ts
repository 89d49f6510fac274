import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { startCanned } from '../admin/canned/server'
import { assertAccessible } from './axe'
import { desktop, openScreens, type Screens } from './browser'

const table = join(__dirname, '../../local/demo/花间美妆-社群SOP.xlsx')

let desk: { url: string; server: Server }
let screens: Screens
let page: Page

before(async () => {
  desk = await startCanned()
  screens = await openScreens()
  // Without motion: half-faded words have no contrast.
  page = await screens.open(desk.url, { ...desktop, reducedMotion: 'reduce' })
})
after(async () => {
  await screens?.close()
  desk?.server.close()
})
afterEach(() => assert.deepEqual(screens.troubles, []))

test('the login is accessible', async () => {
  await page.getByLabel('账号', { exact: true }).waitFor()
  await assertAccessible(page, 'login')
})

test("today's board and its drawer are accessible", async () => {
  await page.getByLabel('账号', { exact: true }).fill('demo')
  await page.getByLabel('密码', { exact: true }).fill('jiepai-demo')
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('grid').waitFor()
  await assertAccessible(page, 'board')
  await page.getByRole('button', { name: '福利群8，午间好物，11:00，待核实' }).first().click()
  await page.getByRole('dialog').getByText('经过').waitFor()
  await assertAccessible(page, 'drawer')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
})

test('the import is accessible, also with errors', async () => {
  await page.goto(`${desk.url}#/import`)
  await page.getByText('把 Excel 拖到这里').waitFor()
  await assertAccessible(page, 'choose')
  await page.getByLabel('Excel 或 CSV 文件').setInputFiles({ name: 'a.xlsx', mimeType: '', buffer: await wrongTable() })
  await page.getByText('1 格要改').waitFor()
  await assertAccessible(page, 'errors')
  await page.getByRole('button', { name: '换一个文件' }).click()
  await page.getByLabel('Excel 或 CSV 文件').setInputFiles(table)
  await page.getByRole('grid', { name: '工作表 日常栏目' }).waitFor()
  await assertAccessible(page, 'remarks')
})

test('a long table draws the rows in view and leads to an error far below', async () => {
  await page.goto(`${desk.url}#/today`)
  // Two addresses at once would be one change: the table of before would stay.
  await page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
  await page.goto(`${desk.url}#/import`)
  await page
    .getByLabel('Excel 或 CSV 文件')
    .setInputFiles({ name: 'long.xlsx', mimeType: '', buffer: await longTable() })
  // Reading and judging 15,000 cells takes its time on a busy machine.
  await page.getByText('1 格要改').waitFor({ timeout: 40_000 })
  assert.ok((await page.locator('.sheet-row').count()) < 60)
  await page.keyboard.press('F8')
  const wrong = page.locator('[data-cell="B4990"]')
  await wrong.waitFor()
  assert.equal(await wrong.getAttribute('data-level'), 'error')
  assert.ok((await page.locator('.sheet-row').count()) < 60)
})

test('versions, a node and the question before publishing are accessible', async () => {
  await page.goto(`${desk.url}#/sop`)
  await page
    .getByRole('button', { name: /午间好物/ })
    .first()
    .waitFor()
  await assertAccessible(page, 'versions')
  await page.goto(`${desk.url}#/sop?sop=daily&v=2`)
  await page
    .getByRole('region', { name: '日常' })
    .getByRole('button', { name: /午间好物/ })
    .click()
  await page.getByLabel('文案').waitFor()
  await assertAccessible(page, 'node')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '发布 v2' }).click()
  await page.getByRole('dialog').waitFor()
  await assertAccessible(page, 'publish')
  await page.getByRole('button', { name: '再看看' }).click()
})

test('what waits for a date is dragged onto the week, not into the past; it is undone', async () => {
  await page.goto(`${desk.url}#/calendar?sop=daily&v=2&view=week&d=2026-11-23`)
  const waiting = page.locator('[data-tray]').first()
  const name = (await waiting.textContent())?.slice(0, 4) ?? ''
  const carry = async (to: { x: number; y: number }) => {
    const from = await waiting.boundingBox()
    assert.ok(from)
    await page.mouse.move(from.x + 40, from.y + 20)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y, { steps: 6 })
  }
  const grid = await page.getByRole('grid').boundingBox()
  assert.ok(grid)
  await carry({ x: grid.x + 100, y: grid.y + 60 })
  await page.getByText('已经过去，放不下').waitFor()
  await page.mouse.up()
  await page
    .getByRole('alert')
    .getByText(/已经过去，放不下；请放到现在之后/)
    .waitFor()
  await carry({ x: grid.x + grid.width - 60, y: grid.y + 60 })
  await page.mouse.up()
  const done = page.getByText(/排到 11月29日 周日/)
  await done.first().waitFor()
  assert.equal(await page.locator('[data-tray]').getByText(name).count(), 0)
  await page.keyboard.press('Control+z')
  await page.locator('[data-tray]').getByText(name).first().waitFor()
})

test('week, month, a move and a clash are accessible', async () => {
  await page.goto(`${desk.url}#/calendar?sop=daily&v=2&view=week`)
  const chip = page.getByRole('button', { name: /护肤小课堂，周/ })
  await chip.waitFor()
  await assertAccessible(page, 'week')
  await chip.press('Alt+ArrowLeft')
  await page
    .getByRole('dialog')
    .getByText(/所有周都变/)
    .waitFor()
  await assertAccessible(page, 'move')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.goto(`${desk.url}#/calendar?sop=daily&v=2&view=month`)
  await page.getByRole('gridcell', { name: '11月26日 周四' }).waitFor()
  await assertAccessible(page, 'month')
  await page.goto(`${desk.url}#/calendar?sop=daily&v=2&view=day&d=2026-11-27&dry=1`)
  await page.getByRole('grid').waitFor()
  await page.getByRole('button', { name: /福利群1，九点秒杀，11月27日/ }).waitFor()
  await assertAccessible(page, 'day')
  await page
    .getByRole('button', { name: /撞车，看怎么改/ })
    .first()
    .click()
  await page.getByRole('button', { name: '并成一条' }).waitFor()
  await assertAccessible(page, 'clash')
  await page.keyboard.press('Escape')
})

test('the editor with its phones and tones is accessible, and so is the library that it takes from', async () => {
  await page.goto(`${desk.url}#/node?sop=daily&v=2&node=new&festival=春节`)
  await page.getByText('1 项要改').waitFor()
  await page.getByRole('button', { name: '语气' }).click()
  await page.getByRole('button', { name: '活泼', exact: true }).click()
  await page.getByRole('tab', { name: /^活泼/ }).waitFor()
  await page.getByRole('button', { name: '从话术库选' }).click()
  await page.getByLabel('搜话术').fill('物流')
  await assertAccessible(page, 'script picker')
  await page.getByRole('button', { name: '2 种语气一起放进来' }).click()
  await page.getByRole('tab', { name: /^简洁/ }).click()
  for (const surface of ['卡片', '订阅消息', '公众号', '群消息']) {
    await page.getByTitle(surface, { exact: true }).click()
    await assertAccessible(page, `editor, ${surface}`)
  }
  await page.goto(`${desk.url}#/material?tab=scripts`)
  await page.getByRole('button', { name: /敏感肌能用吗/ }).click()
  await page.getByText('先在耳后试').waitFor()
  await assertAccessible(page, 'scripts')
  await page.getByRole('button', { name: '从表格粘贴' }).click()
  await page.getByLabel('粘贴的表格').fill('分类\t问题\t答案\n物流\t多久到\t次日到\n物流\t怎么退\t')
  await page.getByText(/第 3 行：没有答案/).waitFor()
  await assertAccessible(page, 'pasted scripts')
  await page.getByRole('button', { name: '不写了' }).click()
  await page.goto(`${desk.url}#/material?id=${'b'.repeat(20)}`)
  await page.getByText(/收回了同意，照片已经删掉/).waitFor()
  await assertAccessible(page, 'material')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
})

test('what newcomers hear and who came is accessible', async () => {
  await page.goto(`${desk.url}#/welcome`)
  await page.getByRole('button', { name: '同步到企业微信' }).waitFor()
  await page.getByText('来不及').waitFor()
  await assertAccessible(page, 'welcome')
})

test('templates, a dry run, the sending rules and the days off are accessible', async () => {
  await page.goto(`${desk.url}#/templates`)
  await page.getByRole('button', { name: '用这个模板' }).waitFor()
  await assertAccessible(page, 'templates')
  await page.goto(`${desk.url}#/dryrun`)
  const beat = page.getByRole('button', { name: /午间好物/ }).first()
  await beat.waitFor()
  await assertAccessible(page, 'dry run')
  await page.goto(`${desk.url}#/sending`)
  await page.getByLabel('每人每天').waitFor()
  await assertAccessible(page, 'sending rules')
  await page.goto(`${desk.url}#/sending?tab=holidays`)
  await page.getByLabel('第 1 个日期').waitFor()
  await assertAccessible(page, 'days off')
})

test('people and a bind code are accessible', async () => {
  await page.goto(`${desk.url}#/people`)
  await page.getByRole('button', { name: '给绑定码' }).first().click()
  await page.getByText(/前有效/).waitFor()
  await assertAccessible(page, 'people')
})

test('ten thousand members are walked by keys with some tens of rows drawn, tagged, and accessible; the menu is whole', async () => {
  await page.goto(`${desk.url}#/members`)
  const grid = page.getByRole('grid', { name: '会员' })
  await grid.waitFor()
  await grid.focus()
  for (let turn = 0; turn < 60 && (await grid.getAttribute('aria-rowcount')) !== '10001'; turn++) {
    await page.keyboard.press('End')
    await page.waitForFunction('document.querySelector(".data-end")?.textContent?.includes("正在取") === false')
  }
  assert.equal(await grid.getAttribute('aria-rowcount'), '10001')
  assert.ok((await page.locator('.data-row').count()) < 60)
  await page.keyboard.press('Home')
  for (const key of ['x', 'Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key)
  await page.getByText('已选 3 位会员').waitFor()
  await assertAccessible(page, 'members')
  await page.getByRole('button', { name: '打标签', exact: true }).click()
  await page.getByLabel('打标签，写标签').fill('双十二')
  await page.keyboard.press('Enter')
  await page.getByText('打标签「双十二」：3 位会员办好了').waitFor()
  await page.getByRole('button', { name: '知道了' }).click()
  const menu = page.locator('.menu')
  assert.ok(
    await menu.evaluate(
      (element: { scrollHeight: number; clientHeight: number }) => element.scrollHeight <= element.clientHeight,
    ),
  )
  await assertAccessible(page, 'menu')
})

test('search, the overview of keys and the stores are accessible', async () => {
  await page.goto(`${desk.url}#/stores`)
  await page.getByRole('button', { name: /南京西路店/ }).click()
  await page.getByRole('link', { name: '福利群1' }).waitFor()
  await assertAccessible(page, 'stores')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('福利')
  await page.getByRole('option', { name: /群：福利群1/ }).waitFor()
  await assertAccessible(page, 'search')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: '全部快捷键' }).waitFor()
  await assertAccessible(page, 'keys')
  await page.keyboard.press('Escape')
})

test('a chart draws, reads as a table, leads to its rows and goes along as a file', async () => {
  await page.goto(`${desk.url}#/stores`)
  const chart = page.getByRole('region', { name: /^每天发得怎样/ })
  const drawing = chart.getByRole('img', { name: /准时最多 \d+（11\/\d+）/ })
  await drawing.waitFor()
  await assertAccessible(page, 'chart')
  const colour = await page.evaluate<string>(
    "getComputedStyle(document.documentElement).getPropertyValue('--series-1')",
  )
  await drawing.locator(`path[fill="${colour.trim()}"]`).first().click()
  await page.getByRole('dialog', { name: /准时发出的/ }).waitFor()
  assert.match(page.url(), /rows=onTime&on=2026-11-17/)
  await assertAccessible(page, 'rows behind a bar')
  await page.getByRole('dialog').getByLabel('Close').click()
  const files = async (kind: string) => {
    await chart.getByRole('button', { name: /^导出/ }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: kind }).click()
    return readFileSync(await (await download).path())
  }
  const table = (await files('表格')).toString()
  assert.match(table, /准时：计划后 10 分钟内发出。来源：/)
  assert.match(table, /\r\n\r\n日期,准时,迟发,待核实,错过,还没结论\r\n11\/17,/)
  const picture = await files('图片')
  assert.equal(picture.subarray(1, 4).toString(), 'PNG')
  assert.ok(picture.length > 8000, `${picture.length} bytes`)
  await chart.getByRole('button', { name: '看成表格' }).click()
  assert.equal(await chart.locator('svg.icon').count(), await chart.locator('svg').count(), 'the drawing is gone')
  await chart.getByRole('link').first().focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: /准时发出的/ }).waitFor()
})

test('boards are accessible; a chart is drawn when it comes into sight', async () => {
  const drawn = page.locator('.chart-canvas svg')
  await page.goto(`${desk.url}#/today`)
  await page.reload()
  await page.getByRole('grid').waitFor()
  const fetched = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .join(),
    )
  assert.doesNotMatch(await fetched(), /chartDraw/, 'today needs no charts')
  await page.goto(`${desk.url}#/today?rows=unconfirmed`)
  await page.getByRole('dialog', { name: '待核实的 2 条' }).waitFor()
  await assertAccessible(page, 'rows of the board')
  await page.goto(`${desk.url}#/funnel`)
  const cohorts = page.getByRole('region', { name: /^同一批人后来怎样/ })
  await cohorts.waitFor()
  assert.equal(await drawn.count(), 0)
  await cohorts.scrollIntoViewIfNeeded()
  await cohorts.getByRole('img', { name: /打卡率最多/ }).waitFor()
  await assertAccessible(page, 'funnel')
  const rate = page.getByRole('button', { name: '占上一步' })
  await rate.focus()
  await page.keyboard.press('i')
  await page.getByText('最近的必经步的人数').waitFor()
  await assertAccessible(page, 'definition')
  for (const [path, name] of [
    ['coupons?batch=friday&rows=used', /领取最多/],
    ['liability?month=2027-01', /积分最多/],
    ['groups?group=wr1', /退群最多/],
  ] as const) {
    await page.goto(`${desk.url}#/${path}`)
    await page.getByRole('img', { name }).waitFor()
    await assertAccessible(page, path)
  }
})

async function workbookOf(rows: string[][]): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('日常')
  for (const row of rows) sheet.addRow(row)
  return Buffer.from(await book.xlsx.writeBuffer())
}

function wrongTable(): Promise<Buffer> {
  return workbookOf([
    ['周期', '时段', '栏目', '文案'],
    ['每天', '9点', '早安', '早上好'],
    ['每天', '25:00', '午安', '中午好'],
  ])
}

/** 5,000 rows of three cells: what one call takes. */
function longTable(): Promise<Buffer> {
  const rows = Array.from({ length: 4999 }, (_, index) => ['每天', index === 4988 ? '25:00' : '9:00', '早上好'])
  return workbookOf([['周期', '时段', '文案'], ...rows])
}

test("surveys, a survey's editor and its results are accessible", async () => {
  await page.goto(`${desk.url}#/surveys?new=1`)
  await page.getByLabel('问卷的 JSON 文件').setInputFiles({
    name: 'a.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"definition":{}}'),
  })
  await page.getByRole('button', { name: '放进编辑器，再改' }).waitFor()
  await assertAccessible(page, 'new survey')
  await page.goto(`${desk.url}#/survey?s=nps&at=q:games`)
  await page.getByRole('group', { name: '显示条件' }).waitFor()
  await page.getByText('为什么看到这一题').click()
  await assertAccessible(page, 'survey editor')
  await page.getByRole('button', { name: '问谁、什么时候' }).click()
  await page.getByRole('button', { name: '加条件' }).click()
  await assertAccessible(page, 'whom to ask')
  await page.goto(`${desk.url}#/survey-results?s=nps`)
  await page.getByRole('button', { name: '写回访' }).first().click()
  await page.getByText('消息太多了，想只看秒杀').waitFor()
  await page.getByRole('button', { name: '看成表格' }).first().click()
  await assertAccessible(page, 'survey results')
})

test('a guide is told what an account cannot do, where it would be done', async () => {
  const guide = JSON.stringify({ token: 'canned', name: '林晓', roles: ['guide'] })
  await page.evaluate(`sessionStorage.setItem('jiepai.session', ${JSON.stringify(guide)})`)
  await page.goto(`${desk.url}#/import`)
  await page.reload()
  await page.getByRole('heading', { name: '需要管理员或运营的账号' }).waitFor()
  await assertAccessible(page, 'closed screen')
  assert.equal(await page.getByRole('link', { name: '导入 Excel' }).count(), 0)
  await page.getByRole('link', { name: '发送规则' }).click()
  await page.getByLabel('每人每天').waitFor()
  const save = page.getByRole('button', { name: '保存' }).first()
  assert.equal(await save.isDisabled(), true)
  assert.equal(await save.getAttribute('aria-description'), '需要管理员或运营的账号')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('新建券')
  const closed = page.getByRole('option', { name: /新建券批次，需要管理员或运营/ })
  await closed.click({ force: true })
  assert.equal(await closed.getAttribute('aria-disabled'), 'true')
  await assertAccessible(page, 'search of a guide')
  await page.keyboard.press('Escape')
})
