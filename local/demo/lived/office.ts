import type { OrderPreview } from '../../../src/features/order/contract'
import type { CaseView } from '../../../src/features/post/contract'
import type { Grid, GridCell } from '../../../src/features/sop/grid'
import type { SopVersion } from '../../../src/features/sop/rules'
import type { FollowUp } from '../../../src/features/survey/rules'
import { addDays, type Day, dayOf, instantAt, timeOf } from '../../../src/kernel/day'
import type { Regular } from './comers'
import { post } from './members'
import type { Deed } from './passing'
import type { Town } from './reach'

/** What the operator does in the last days, by days ago. */
export function officeDay(
  town: Town,
  day: Day,
  { daysAgo, sop, members }: { daysAgo: number; sop: string; members: readonly Regular[] },
): Deed[] {
  const at = (time: string) => instantAt(day, time)
  const deeds: Deed[] = []
  if (daysAgo > 0) deeds.push({ at: at('09:50'), do: () => reviewPosts(town) })
  if (daysAgo > 1) deeds.push({ at: at('12:40'), do: () => settleUnsure(town) })
  if (daysAgo === 1) deeds.push({ at: at('14:10'), do: () => thankOldMembers(town, members) })
  if (daysAgo === 2) deeds.push({ at: at('11:15'), do: () => callBack(town) })
  if (daysAgo === 1) deeds.push({ at: at('16:00'), do: () => beginFestivals(town) })
  if (daysAgo === 1) deeds.push({ at: at('17:30'), do: () => handInDraft(town, sop) })
  if (daysAgo === 1) deeds.push({ at: at('21:10'), do: () => importOrders(town, members, day) })
  if (daysAgo === 1) {
    for (const [n, { openid }] of members.slice(2, 4).entries()) {
      deeds.push({ at: at(`21:${20 + n * 7}`), do: () => post(town, openid, day, { unsure: true }) })
    }
  }
  return deeds
}

/** What WeChat's check was not sure of is shown. */
async function reviewPosts(town: Town): Promise<void> {
  const { posts } = await town.operator<{ posts: CaseView[] }>('post.listWaiting', {})
  for (const { id, revision } of posts) await town.operator('post.decide', { id, revision, verb: 'show' })
}

/** The group was looked at: it had been sent. */
async function settleUnsure(town: Town): Promise<void> {
  const unsure = await town.world.store.find('deliveries', { state: 'unconfirmed' }, { limit: 50, fields: ['date'] })
  const today = dayOf(town.now())
  for (const { _id, date } of unsure) {
    if (date < today) await town.operator('delivery.resolve', { id: _id, outcome: 'sent' })
  }
}

/** A coupon for those who have been there from the beginning. */
async function thankOldMembers(town: Town, regulars: readonly Regular[]): Promise<void> {
  const { batches } = await town.operator<{ batches: { _id: string; price: number; state: string }[] }>(
    'coupon.listBatches',
    {},
  )
  const batch = batches.find(({ price, state }) => price === 0 && state === 'running')?._id
  const members = await codesOf(town, regulars.slice(0, 8))
  const request = town.chance.request()
  const wanted = { request, batch, audience: null, members, note: '老会员回馈' }
  const { grant } = await town.operator<{ grant: { id: string } }>('coupon.createGrant', wanted)
  await town.operator('coupon.turnGrant', { id: grant.id, to: 'running' })
}

async function codesOf(town: Town, regulars: readonly Regular[]): Promise<string[]> {
  const codes: string[] = []
  for (const { openid } of regulars) {
    const wallet = await town.member<{ code: string }>('points.getWallet', {}, openid)
    if (wallet) codes.push(wallet.code)
  }
  return codes
}

/** One who was not pleased was called, and members read what came of it. */
async function callBack(town: Town): Promise<void> {
  const { followUps } = await town.operator<{ followUps: FollowUp[] }>('survey.followUps', {})
  const [first] = followUps
  const request = town.chance.request()
  if (first) {
    const note = '电话聊过，把午间消息改成只看秒杀'
    await town.operator('survey.closeFollowUp', { id: first._id, note, request })
  }
  const text = '有人说中午消息有点多：从这周起，午间好物只发一条。'
  await town.operator('survey.youSaidWeDid', { survey: 'first_week', text, request: town.chance.request() })
}

async function beginFestivals(town: Town): Promise<void> {
  await town.operator('sop.createFromTemplate', { template: 'festival_calendar', name: '年度节点' })
}

/** A second version waits for somebody to read it. */
async function handInDraft(town: Town, sop: string): Promise<void> {
  const { number } = await town.operator<{ number: number }>('sop.startDraft', { sop })
  let { version } = await town.operator<{ version: SopVersion }>('sop.getVersion', { sop, number })
  const words = {
    话题讨论: '【今日话题】秋冬底妆你选哪一派？A 气垫党 B 粉底液党 C 素颜霜党 回复字母，明天公布人气王～',
    游戏互动: '看表情猜口红色号！猜中的前 20 位送小样一份',
  }
  for (const [column, text] of Object.entries(words)) {
    const node = version.nodes.find((each) => each.column === column)?.key
    if (node === undefined) throw new Error(`the table has no column ${column}`)
    const cardTitle = `${column} · ${column === '话题讨论' ? '秋冬底妆选哪派' : '看表情猜色号'}`
    const change = { sop, number, revision: version.revision, node, text, cardTitle }
    version = (await town.operator<{ version: SopVersion }>('sop.saveNode', change)).version
  }
  await town.operator('sop.submit', { sop, number, note: '话题换成秋冬底妆，游戏换新玩法' })
}

/** The tills' table of the week: most buyers are known by their code, one is not, one sent something back. */
async function importOrders(town: Town, regulars: readonly Regular[], day: Day): Promise<void> {
  const { chance } = town
  const codes = await codesOf(town, regulars.slice(0, 20))
  const rows: (string | number)[][] = [['订单号', '下单时间', '实付金额', '门店', '会员码', '退款单号']]
  const month = day.slice(0, 7).replace('-', '')
  for (let n = 0; n < 36; n++) {
    const at = instantAt(addDays(day, -chance.whole(0, 6)), '10:30') + chance.whole(0, 600) * 60_000
    const store = chance.pick(['南京西路店', '南京西路店', '徐家汇店'])
    // Of two buyers the till noted a code that fits nobody.
    const buyer =
      n % 17 === 16 ? `0000${chance.request().slice(0, 8)}` : (codes[chance.whole(0, codes.length - 1)] ?? '')
    const when = Math.min(at, instantAt(day, '21:00'))
    rows.push([`P${month}${1000 + n}`, `${dayOf(when)} ${timeOf(when)}`, chance.whole(59, 520), store, buyer, ''])
  }
  rows.push([`P${month}1003`, `${day} 18:40`, 59, '南京西路店', '', `R${month}1003`])
  const grid: Grid = { fileName: '收银台导出.xlsx', sheets: [{ name: '订单', cells: cellsOf(rows), merges: [] }] }
  const preview = await town.operator<OrderPreview>('order.previewImport', { grid, source: 'pos' })
  await town.operator('order.commitImport', { grid, source: 'pos', digest: preview.digest })
}

function cellsOf(rows: readonly (readonly (string | number)[])[]): GridCell[] {
  return rows.flatMap((row, at) =>
    row.flatMap((value, place) =>
      value === '' ? [] : [{ ref: `${String.fromCharCode(65 + place)}${at + 1}`, value }],
    ),
  )
}
