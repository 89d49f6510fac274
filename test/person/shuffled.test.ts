import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SealedCallback } from '../../local/wechat/callbacks'
import type { Identity, Person } from '../../src/features/person/rules'
import { type Stay, staysOf, type Tie } from '../../src/features/person/ties'
import { HOUR, DAY as ONE_DAY } from '../../src/kernel/day'
import { scheduleAll } from '../../src/kernel/due'
import { storeOf } from '../checkin/ledgerOf'
import { type Newcomers, openNewcomers } from '../inbound/newcomers'
import { type Act, inDisorder, inOrder, monthOf, type Sent } from './month'

const PEOPLE = 20
const DAYS = 2
/** Monday, midnight in Shanghai. */
const START = Date.parse('2026-11-22T16:00:00Z')
const STAFF = ['xiaomei', 'aling']
const GROUPS = ['wrHuajianFuli1', 'wrHuajianFuli2']
const iso = (at: number) => new Date(at).toISOString()

/** Done on the simulated phone; the callback is held back. */
async function perform(shop: Newcomers, { person, kind, place, on }: Act): Promise<SealedCallback> {
  const who = on && kind === 'friend' ? STAFF[place] : undefined
  const body = kind === 'friend' ? { userid: who ?? STAFF[place], silent: true } : { chatId: GROUPS[place] }
  const action = kind === 'friend' ? (on ? 'add-friend' : 'remove-friend') : on ? 'join-group' : 'leave-group'
  const known = { hold: true, openid: `o-new-p${person}`, older: person % 2 === 0 }
  return ((await shop.act(action, { ...body, ...known })) as { callback: SealedCallback }).callback
}

/** Two days of twenty people: acts at their times, callbacks when they arrive, looks in the nights. */
async function live(shop: Newcomers, sent: readonly Sent[]) {
  const callbacks = new Map<Act, SealedCallback>()
  const moments = sent.flatMap(({ act, deliveredAt }) => [
    { at: act.at, run: async () => callbacks.set(act, await perform(shop, act)) },
    ...deliveredAt.map((at) => ({ at: at + 1, run: () => shop.post(callbacks.get(act) as SealedCallback) })),
  ])
  const nights = Array.from({ length: DAYS + 1 }, (_, i) => START + (i + 1) * ONE_DAY + HOUR / 2)
  const tick = () => shop.world.fireTimer('tick')
  const all = [
    ...moments,
    ...nights.flatMap((at) => [
      {
        at,
        run: async () => {
          const kinds = ['groups.sync', 'person.pull']
          await scheduleAll(
            storeOf(shop.world),
            kinds.map((kind) => ({ key: `${kind}:${at}`, kind, at })),
          )
          await tick()
        },
      },
      { at: at + 5 * 60_000, run: tick },
      { at: at + 10 * 60_000, run: tick },
    ]),
  ].sort((a, b) => a.at - b.at)
  for (const { at, run } of all) {
    await shop.world.setClock(iso(at))
    await run()
  }
}

async function outcome(shop: Newcomers) {
  const store = storeOf(shop.world)
  const ties: Tie[] = await store.find('ties', {}, { sort: [['_id', 1]], limit: 1000 })
  const identities: Identity[] = await store.find('identities', {}, { sort: [['_id', 1]], limit: 1000 })
  const people: Person[] = await store.find('people', {}, { sort: [['_id', 1]], limit: 1000 })
  return {
    stays: new Map(ties.map((tie) => [tie._id, staysOf(tie)])),
    identities: identities.map(({ _id, union, person, dirtyAt }) => [_id, union, person, dirtyAt]),
    people: people.filter(({ links }) => links.length > 0),
  }
}

test('two days of twenty people through the real functions: in order, and late, twice, shuffled and with losses', async () => {
  const shop = await openNewcomers({ nodes: [] })
  try {
    const month = monthOf(8, PEOPLE, DAYS, 1, START)
    month.acts = month.acts.filter(({ kind }) => kind !== 'mp')
    const blank = shop.world.snapshot()
    const sentTwice = [inOrder(month), inDisorder(month, 12)]
    const outcomes: Awaited<ReturnType<typeof outcome>>[] = []
    for (const sent of sentTwice) {
      shop.world.restore(blank)
      shop.wechat.reset()
      await shop.world.setClock(iso(START))
      for (let person = 0; person < PEOPLE; person++) {
        await shop.act('new-person', { name: `客${person}`, id: `p${person}` })
      }
      await live(shop, sent)
      outcomes.push(await outcome(shop))
    }
    const [straight, crooked] = outcomes
    assert.ok(straight && crooked && straight.people.length > 12)
    assert.deepEqual(crooked.identities, straight.identities)
    assert.deepEqual([...crooked.stays.keys()], [...straight.stays.keys()])
    const rough = new Set<string>()
    for (const [id, stays] of straight.stays) {
      const other: Stay[] = crooked.stays.get(id) ?? []
      assert.deepEqual(
        other.map(({ from }) => from),
        stays.map(({ from }) => from),
        id,
      )
      assert.deepEqual(
        other.map(({ to }) => to === null),
        stays.map(({ to }) => to === null),
        id,
      )
      if (other.some(({ about }) => about)) rough.add(id.slice(id.lastIndexOf(':') + 1))
    }
    assert.ok(rough.size > 0, 'some losses were mended by a look')
    const told = ({ links, steps, exits }: Person) => {
      const isRough = links.some((link) => rough.has(link.slice(4)))
      return {
        links,
        steps: isRough ? steps.map(({ step }) => step).sort() : steps,
        exits: isRough ? exits.length : exits,
      }
    }
    assert.deepEqual(crooked.people.map(told), straight.people.map(told))
  } finally {
    await shop.close()
  }
})
