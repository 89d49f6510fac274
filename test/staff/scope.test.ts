import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { staffMethods } from '../../src/contracts'
import { deeds } from '../../src/deeds'
import '../../src/features/channel/collections'
import { emptyCell } from '../../src/features/funnel/cells'
import '../../src/features/funnel/collections'
import { storeOf } from '../checkin/ledgerOf'
import { fillBlanks, importTable, MONDAY, openShop, type Shop, twoAtNine } from '../delivery/shop'

const DAY = '2026-11-23'
/** 陈一诺 manages 南京西路店, where 阿玲 is a guide; 小美 owns the groups of the other store, two of the four. */
const MANAGER = { openid: 'o-staff-dianzhang' }
const GUIDE = { openid: 'o-staff-aling' }
const OPERATOR = { openid: 'o-operator' }
const VIEWER = { openid: 'o-viewer' }
// 小美 is also the person in charge of a node, as the table of the brand says.
const THEIRS = /xiaomei|静安店|wrHuajianFuli[12]|福利群[12]/

let shop: Shop
let sop: string
let theirRow: string
let person: string

/** `theirs`: headquarters are shown the other store, its neighbours are not. `brand`: nothing in it is a store's. */
type Reading = { shows: 'theirs' | 'brand'; input: () => object }
const theirs = (input: () => object = () => ({})): Reading => ({ shows: 'theirs', input })
const brand = (input: () => object = () => ({})): Reading => ({ shows: 'brand', input })

const ofVersion = () => ({ sop, number: 1 })
const range = { from: DAY, to: DAY }
const funnel = (dimension: string) => ({ from: '2026-01-01', to: DAY, attribution: 'first', dimension })

/** Every reading method that somebody of a store may call. */
const readings: Readonly<Record<string, Reading | readonly Reading[]>> = {
  'checkin.getRules': brand(),
  'checkin.getCampaigns': brand(),
  'points.findMember': brand(() => ({ code: 'ABCDEF01' })),
  'points.getTimeline': brand(() => ({ memberId: `m${'0'.repeat(24)}`, days: 30 })),
  'tier.getOf': brand(() => ({ memberId: `m${'0'.repeat(24)}` })),
  'sop.list': brand(),
  'sop.getVersion': brand(ofVersion),
  'sop.diff': brand(() => ({ sop, from: 1, to: 1 })),
  'sop.listRuns': theirs(() => ({ sop })),
  'sop.getCalendar': brand(() => ({ ...ofVersion(), ...range })),
  'sop.getHearers': theirs(() => ({ sop })),
  'sop.listTemplates': brand(),
  'sop.exportVersion': brand(ofVersion),
  'sop.getHolidays': brand(() => ({ year: 2026 })),
  'sop.dryRun': theirs(() => ({ sop, version: 1, from: DAY, days: 2 })),
  'sop.dryRunMembers': brand(() => ({ sop, version: 1, from: DAY, days: 2 })),
  'delivery.getBoard': theirs(() => ({ date: DAY })),
  'delivery.getRules': brand(),
  'delivery.getQuota': theirs(),
  'delivery.getOpenings': theirs(() => ({ id: theirRow })),
  'delivery.getGroupDays': theirs(() => ({ chatId: 'wrHuajianFuli1', ...range })),
  'delivery.getAway': theirs(),
  'delivery.getStores': theirs(() => range),
  'delivery.listRows': theirs(() => range),
  'delivery.getTick': brand(),
  'delivery.getWelcomes': theirs(() => ({ date: DAY })),
  'delivery.previewWelcome': brand(ofVersion),
  'delivery.getGroupWelcomes': brand(() => ({ sop })),
  'channel.channels': theirs(),
  'channel.channel': theirs(() => ({ id: 'jingan' })),
  'channel.choices': theirs(),
  'channel.codePicture': theirs(() => ({ id: 'jingan', place: 'wxa' })),
  'channel.sharing': brand(),
  'channel.inviting': brand(),
  'coupon.listBatches': brand(),
  'coupon.getDays': brand(() => ({ batch: 'b1' })),
  'coupon.listIssued': brand(() => ({ batch: 'b1', what: 'taken' })),
  'member.list': brand(),
  'member.getChoices': theirs(),
  'intent.getKinds': brand(),
  'intent.getReport': brand(() => range),
  'flash.list': brand(),
  'flash.sessions': brand(() => ({ id: `f${'0'.repeat(12)}` })),
  'material.list': brand(),
  'material.listScripts': brand(),
  'material.resolve': brand(() => ({ refs: ['没有'] })),
  'material.get': brand(() => ({ id: '0'.repeat(20) })),
  'material.listCovers': brand(),
  'person.find': brand(() => ({ query: 'wmHuajian02' })),
  'person.timeline': theirs(() => ({ id: person })),
  'funnel.get': [
    theirs(() => funnel('store')),
    theirs(() => funnel('guide')),
    theirs(() => funnel('group')),
    theirs(() => funnel('channel')),
  ],
  'funnel.quality': theirs(() => ({ from: '2026-11-01', to: DAY, attribution: 'first' })),
  'funnel.groups': theirs(),
  'funnel.group': theirs(() => ({ chatId: 'wrHuajianFuli1' })),
  'funnel.book': brand(),
  'mp.getBook': theirs(),
  'survey.surveys': brand(),
  'survey.one': brand(() => ({ survey: 'none_such' })),
  'survey.version': brand(() => ({ survey: 'none_such', version: 1 })),
  'survey.exportJson': brand(() => ({ survey: 'none_such' })),
  'survey.results': brand(() => ({ survey: 'none_such' })),
  'survey.answers': brand(() => ({ survey: 'none_such' })),
  'survey.photos': brand(() => ({ survey: 'none_such', version: 1 })),
  'survey.listRows': brand(() => ({ survey: 'none_such', version: 1, round: '', question: 'q1' })),
  'survey.followUps': brand(),
  'desk.getMenu': brand(),
  'desk.search': theirs(() => ({ words: '福利群' })),
  'desk.getStart': theirs(),
}
/** About the caller alone, or judged by whose message, coupon or session it is; each has a test of its own. */
const own =
  /^(staff\.|delivery\.(getQueue|confirm|postpone|skip|unskip|actOnMany|sendAfterAll|setMyAway)$|coupon\.(scan|redeem|undo|getShift)$)/

before(async () => {
  shop = await openShop({ now: MONDAY })
  const store = storeOf(shop.world)
  await store.update('staff', { _id: 'xiaomei' }, { stores: ['静安店'] })
  const [guide] = await store.find('staff', { _id: 'aling' }, { limit: 1 })
  assert.ok(guide)
  const operator = { ...guide, _id: 'operator', login: 'operator', name: '沈运营', wecomUserId: null }
  await store.insert('staff', { ...operator, roles: ['operator'], openid: OPERATOR.openid })
  await store.insert('staff', { ...operator, _id: 'viewer', login: 'viewer', roles: ['viewer'], openid: VIEWER.openid })
  const { draft } = await importTable(shop, twoAtNine)
  sop = draft.sop
  await fillBlanks(shop, draft)
  await shop.staff('sop.publish', { sop, number: 1 })
  await shop.staff('channel.create', {
    ...{ request: 'r'.repeat(32), id: 'jingan', name: '静安店台卡', kind: 'store', store: '静安店', rota: null },
    ...{ groups: null, welcome: [], invite: false, tags: [], firstSop: null },
  })
  for (const time of ['08:51', '08:56', '09:01', '09:06']) assert.ok((await shop.tickAt(DAY, time)).ok)
  const away = { _id: 'xiaomei', schema: 1 as const, until: DAY, deputy: null, by: '沈运营', at: 0 }
  await store.insert('absences', away)
  const run = { schema: 1 as const, sop, target: 'wrHuajianFuli1', version: 1, startedOn: DAY, switchedAt: null }
  await store.insert('sop_runs', { _id: `${sop}:wrHuajianFuli1`, ...run })
  await store.insert('welcomes', {
    ...{
      _id: 'xiaomei:wm:1',
      schema: 1,
      user: 'xiaomei',
      externalUserid: 'wm',
      customer: null,
      channel: '',
      sop: null,
    },
    ...{ at: Date.parse(MONDAY), state: 'sent', reason: null, version: null, text: '你好', attachments: 0, by: 'r' },
    ...{ sentAt: Date.parse(MONDAY), toldAt: null },
  } as never)
  const counted = { schema: 1 as const, dirtyAt: null, turn: 0, step: 0, run: 'r', people: 1, book: 0, rolledAt: 1 }
  await store.insert('funnel_heads', { _id: DAY, ...counted, building: null })
  for (const [dimension, value] of [
    ['store', '=静安店'],
    ['guide', 'xiaomei'],
    ['group', 'wrHuajianFuli1'],
    ['channel', 'jingan'],
  ] as const) {
    const rows = [{ value, cell: { ...emptyCell(6), people: 1 } }]
    const row = { schema: 1 as const, day: DAY, dimension, attribution: 'first' as const, run: 'r', rows, at: 1 }
    await store.insert('funnel_days', { _id: `${DAY}:${dimension}:first:r:0`, ...row })
  }
  theirRow = (await shop.rows({ target: 'wrHuajianFuli1' }))[0]?._id ?? ''
  const [tie] = await store.find('ties', { place: 'wrHuajianFuli1' }, { limit: 1 })
  person = `ext:${tie?.externalUserid}`
})
after(() => shop.close())

const ask = async (method: string, input: object, as: { openid: string }) =>
  (await shop.world.call('staff', method, input, as)).answer

test('nobody of a store is shown a row of another one, by whatever method', async () => {
  const wrong: string[] = []
  const note = (method: string, input: object, what: string) =>
    wrong.push(`${method} ${JSON.stringify(input)}: ${what}`)
  for (const [method, { roles }] of Object.entries(staffMethods)) {
    const may: readonly string[] = roles
    const isReading = deeds[method as keyof typeof deeds] === null && !own.test(method) && !may.includes('anyone')
    if (!isReading || !(may.includes('store_manager') || may.includes('guide'))) continue
    for (const { shows, input: make } of [
      readings[method] ?? note(method, {}, 'is not looked at') ?? [],
    ].flat() as Reading[]) {
      const input = make()
      const whole = await ask(method, input, OPERATOR)
      if (whole.code === 'BAD_INPUT') note(method, input, String(whole.message))
      const said = JSON.stringify(whole.data ?? '')
      // Of these the question names the store, and the answer is a count or a picture.
      const isPart = shows === 'theirs' && !/getOpenings|getGroupDays|codePicture/.test(method)
      if (isPart && !THEIRS.test(said))
        note(method, input, `headquarters see nothing either: ${whole.code ?? ''} ${said.slice(0, 300)}`)
      if (shows === 'brand' && THEIRS.test(said)) note(method, input, `a store’s: ${THEIRS.exec(said)}`)
      for (const as of [MANAGER, GUIDE]) {
        const answer = await ask(method, input, as)
        const isTold = shows === 'theirs' && answer.ok && THEIRS.test(JSON.stringify(answer.data))
        if (isTold) note(method, input, `tells ${as.openid} of ${THEIRS.exec(JSON.stringify(answer.data))}`)
        const role = as === MANAGER ? 'store_manager' : 'guide'
        if (may.includes(role) === (answer.code === 'FORBIDDEN')) note(method, input, `${as.openid}: ${answer.code}`)
        if (!isPart && shows === 'theirs' && answer.ok) note(method, input, `answers ${as.openid}`)
      }
    }
  }
  assert.deepEqual(wrong, [])
})

test('who may not call is refused by the function itself, whatever the page shows', async () => {
  const people: [string, { openid: string }][] = [
    ['store_manager', MANAGER],
    ['guide', GUIDE],
    ['viewer', VIEWER],
  ]
  let closed = 0
  for (const [method, { roles }] of Object.entries(staffMethods)) {
    const may: readonly string[] = roles
    for (const [role, as] of people) {
      if (may.includes(role) || may.includes('anyone') || may.includes('visitor')) continue
      const [reading] = [readings[method] ?? []].flat() as Reading[]
      const { ok, code } = await ask(method, reading?.input() ?? {}, as)
      // What cannot be read is refused before anybody asks who sent it.
      assert.ok(!ok && (code === 'FORBIDDEN' || code === 'BAD_INPUT'), `${method} for ${role}: ${code}`)
      if (code === 'FORBIDDEN') closed++
    }
  }
  assert.ok(closed > 40, `${closed}`)
})
