import '../../src/features/funnel/collections'
import { demoStaff } from '../../local/demo/staff'
import type { Fact, Person, StepTaken } from '../../src/features/person/rules'
import { addDays, DAY, HOUR, startOf } from '../../src/kernel/day'
import { openWorld, type World } from '../cloud/world'
import { insertCopies, NUMBER, writingMuch } from './bulk'
import { type Figures, type Group, rounded } from './group'

const TODAY = '2026-11-23'
const FIRST = addDays(TODAY, -29)
const DAYS = 30
const CHANNELS = 20
/** Facts of one person. */
const FACTS = ['touch', 'visit', 'checkin', 'redeem'] as const
const MINUTES = 5
const MEGABYTE = 1024 * 1024

/** What the pages of funnel and channels read at ever more facts, and what counting all of them anew takes. */
export const funnel: Group = {
  name: 'funnel',
  goals: {
    // The same at every size: the pages read days, never people.
    'funnel.page.wire.spread': 0,
    'funnel.page.documents.spread': 0,
    'funnel.rebuild.slice.s': 60,
    'funnel.rebuild.rss.mb': 1024,
  },
  async measure({ quick, say }) {
    const figures: Figures = {}
    const seen: { wire: number; documents: number }[] = []
    for (const facts of quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]) {
      say(`writing ${facts} facts`)
      const world = await openPeople(facts)
      Object.assign(figures, await rebuild(world, say))
      const pages = await pagesOf(world)
      seen.push(pages)
      figures[`funnel.page.wire.${facts / 1000}k`] = pages.wire
      figures[`funnel.page.documents.${facts / 1000}k`] = pages.documents
      await world.close()
    }
    const spread = (of: (one: (typeof seen)[number]) => number) => Math.max(...seen.map(of)) - Math.min(...seen.map(of))
    figures['funnel.page.wire.spread'] = spread(({ wire }) => wire)
    figures['funnel.page.documents.spread'] = spread(({ documents }) => documents)
    return figures
  },
}

async function openPeople(facts: number): Promise<World> {
  const world = await openWorld({
    now: new Date(startOf(TODAY) + 10 * HOUR).toISOString(),
    timers: false,
    timeoutMs: 300_000,
  })
  const { store } = world.server.cloud.database
  const insert = (name: string, docs: readonly { _id: string }[]) => {
    const collection = store.collection(name)
    if (collection === undefined) throw new Error(`the collection ${name} is not declared`)
    for (const doc of docs) store.insert(collection, { ...doc })
  }
  const staff = await demoStaff()
  const each = Math.ceil(facts / FACTS.length / DAYS / CHANNELS)
  writingMuch(store, () => {
    insert('staff', staff)
    insert(
      'channels',
      Array.from({ length: CHANNELS }, (_, n) => channelOf(n)),
    )
    let first = 0
    for (let n = 0; n < DAYS * CHANNELS; n++) {
      const day = addDays(FIRST, n % DAYS)
      insertCopies(store, 'people', personOf(day, `c${n % CHANNELS}`), first, each)
      for (const step of FACTS) insertCopies(store, 'facts', factOf(step, day), first, each)
      first += each
    }
  })
  return world
}

function channelOf(n: number) {
  const kind = n % 2 === 0 ? 'store' : 'ads'
  return {
    _id: `c${n}`,
    schema: 1,
    name: `渠道 ${n}`,
    kind,
    store: `门店 ${n}`,
    state: 'active',
    costs: [],
    createdAt: n,
  }
}

function takenOf(day: string, channel: string): StepTaken[] {
  const at = startOf(day) + 12 * HOUR
  const from = { channel, guide: null, group: null, store: null, version: null }
  return FACTS.map((step, i) => ({ step, at: at + i * HOUR, ...from }))
}

function personOf(day: string, channel: string): Person {
  const steps = takenOf(day, channel)
  const [first = null] = steps
  return {
    ...{ _id: `u${NUMBER}`, schema: 1, links: [`wxa:m${NUMBER}`], conflict: false, steps, again: null, exits: [] },
    ...{ first, last: first, cohortDay: day, orderCents: 0, billCents: 0, uses: 1, revision: 1, dirtyAt: null },
    rolledDays: [day],
  }
}

function factOf(step: (typeof FACTS)[number], day: string): Fact {
  const from = { channel: null, guide: null, group: null, store: null, version: null }
  return { _id: `${step}:${NUMBER}`, schema: 1, who: `wxa:m${NUMBER}`, step, at: startOf(day) + DAY / 2, ...from }
}

/** Everything is counted anew by the timer function, as the cloud would run it: one run every five minutes. */
async function rebuild(world: World, say: (line: string) => void): Promise<Figures> {
  const token = await login(world)
  const asked = await world.call('staff', 'funnel.rebuild', { request: 'bench-rebuild' }, { token })
  if (!asked.answer.ok) throw new Error(`the rebuild was refused: ${asked.answer.code}`)
  // A run ends by the clock, so it has to go on.
  await world.setClock(world.now(), false)
  const examined = world.examined()
  let [runs, slowest, total, rss] = [0, 0, 0, 0]
  for (;;) {
    const left = await world.db
      .collection('due')
      .where({ kind: world.db.command.in(['funnel.roll', 'funnel.rebuild']) })
      .get()
    if (left.data.length === 0) break
    const began = performance.now()
    const { ok, message } = await world.fireTimer('tick')
    const ms = performance.now() - began
    if (!ok) throw new Error(`the tick failed: ${message}`)
    runs += 1
    total += ms
    slowest = Math.max(slowest, ms)
    rss = Math.max(rss, process.memoryUsage().rss)
    await world.setClock(new Date(Date.parse(world.now()) + MINUTES * 60_000).toISOString(), false)
  }
  say(`${runs} runs`)
  return {
    'funnel.rebuild.s': rounded(total / 1000),
    'funnel.rebuild.runs': runs,
    'funnel.rebuild.slice.s': rounded(slowest / 1000),
    'funnel.rebuild.rss.mb': Math.round(rss / MEGABYTE),
    'funnel.rebuild.documents': world.examined() - examined,
  }
}

async function login(world: World): Promise<string> {
  const { answer } = await world.call('staff', 'staff.login', { name: 'demo', password: 'jiepai-demo' })
  return (answer.data as { token: string }).token
}

/** The calls of the funnel's and the channels' page. */
async function pagesOf(world: World): Promise<{ wire: number; documents: number }> {
  const token = await login(world)
  const range = { from: FIRST, to: TODAY }
  const calls: [string, object][] = [
    ['funnel.get', range],
    ['funnel.get', { ...range, dimension: 'channel', compare: { from: FIRST, to: addDays(FIRST, 14) } }],
    ['funnel.get', { ...range, dimension: 'kind', value: 'store', attribution: 'last' }],
    ['funnel.quality', range],
  ]
  let wire = 0
  const before = world.examined()
  for (const [method, input] of calls) {
    const { answer, wireCalls } = await world.call('staff', method, input, { token })
    if (!answer.ok) throw new Error(`${method}: ${answer.code} ${answer.message}`)
    if ((answer.data as { waiting: number }).waiting > 0) throw new Error(`${method}: days are still to be counted`)
    wire += wireCalls
  }
  return { wire, documents: world.examined() - before }
}
