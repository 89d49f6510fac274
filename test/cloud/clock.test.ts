import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Clock } from '../../local/clock'
import { nextFire, parseCron } from '../../local/cloud/cron'
import { testWorld } from './fixtures'
import type { World } from './world'

const T0 = Date.UTC(2026, 0, 1)

function memory(text?: string) {
  const kept = { text }
  return {
    kept,
    load: () => kept.text,
    save: (value: string) => {
      kept.text = value
    },
  }
}

async function frozenClock(): Promise<Clock> {
  const clock = new Clock(memory())
  await clock.set(T0, true)
  return clock
}

describe('the clock', () => {
  test('runs what falls due in order, each at its own time, what it plans included', async () => {
    const clock = await frozenClock()
    const seen: [string, number][] = []
    const note = (name: string) => () => void seen.push([name, clock.now() - T0])
    clock.schedule(T0 + 30, 'b', note('b'))
    clock.schedule(T0 + 10, 'a', async () => {
      seen.push(['a', clock.now() - T0])
      clock.schedule(T0 + 20, 'late', note('late'))
    })
    clock.schedule(T0 + 10, 'a2', note('a2'))
    clock.schedule(T0 + 31, 'after', note('after'))
    await clock.set(T0 + 30, true)
    assert.deepEqual(seen, [
      ['a', 10],
      ['a2', 10],
      ['late', 20],
      ['b', 30],
    ])
    assert.equal(clock.now(), T0 + 30)
    clock.stop()
  })

  test('a step back fires nothing again', async () => {
    const clock = await frozenClock()
    let fired = 0
    clock.schedule(T0 + 10, 'x', () => {
      fired += 1
    })
    await clock.set(T0 + 20, true)
    await clock.set(T0, true)
    await clock.set(T0 + 20, true)
    assert.equal(fired, 1)
    clock.stop()
  })

  test('a key that is planned again replaces the first plan, and can be cancelled', async () => {
    const clock = await frozenClock()
    const seen: string[] = []
    clock.schedule(T0 + 10, 'x', () => void seen.push('first'))
    clock.schedule(T0 + 20, 'x', () => void seen.push('second'))
    clock.schedule(T0 + 20, 'y', () => void seen.push('cancelled'))
    clock.cancel('y')
    await clock.set(T0 + 30, true)
    assert.deepEqual(seen, ['second'])
    clock.stop()
  })

  test('an error of one event does not keep the clock from moving again', async () => {
    const clock = await frozenClock()
    clock.schedule(T0 + 10, 'x', () => Promise.reject(new Error('broken')))
    await assert.rejects(clock.set(T0 + 20, true), /broken/)
    await clock.set(T0 + 30, true)
    assert.equal(clock.now(), T0 + 30)
    clock.stop()
  })

  test('moved but not frozen it runs on, and fires by itself', async () => {
    const clock = new Clock(memory())
    await clock.set(T0, false)
    assert.ok(clock.now() - T0 < 5000)
    assert.equal(clock.frozen, false)
    const at = await new Promise<number>((resolve) => {
      const keepAlive = setTimeout(() => resolve(Number.NaN), 10_000)
      clock.schedule(clock.now() + 5, 'x', () => {
        clearTimeout(keepAlive)
        resolve(clock.now())
      })
    })
    assert.ok(at >= T0)
    clock.stop()
  })

  test('a restart continues where the clock stood', async () => {
    const kept = memory()
    const clock = new Clock(kept)
    await clock.set(T0 + 5, true)
    await clock.set(T0, true)
    clock.stop()
    const again = new Clock(memory(kept.kept.text))
    assert.equal(again.now(), T0)
    assert.equal(again.frozen, true)
    again.stop()
  })
})

describe('timer expressions', () => {
  const next = (expression: string, after: string) => {
    const at = nextFire(parseCron(expression), Date.parse(after))
    return at === undefined ? undefined : new Date(at).toISOString()
  }

  test('are read in UTC+8', () => {
    assert.equal(next('0 0 9 * * * *', '2026-03-01T00:00:00Z'), '2026-03-01T01:00:00.000Z')
    assert.equal(next('0 0 9 * * * *', '2026-03-01T01:00:00Z'), '2026-03-02T01:00:00.000Z')
    assert.equal(next('0 30 0 1 * * *', '2026-03-15T00:00:00Z'), '2026-03-31T16:30:00.000Z')
  })

  test('steps, lists, ranges and names', () => {
    assert.equal(next('0 */5 * * * * *', '2026-03-01T00:04:59.500Z'), '2026-03-01T00:05:00.000Z')
    assert.equal(next('*/20 * * * * * *', '2026-03-01T00:00:20Z'), '2026-03-01T00:00:40.000Z')
    assert.equal(next('0 0 8-10,20 * * * *', '2026-03-01T02:00:00Z'), '2026-03-01T12:00:00.000Z')
    assert.equal(next('0 0 0 1 JAN * *', '2026-03-01T00:00:00Z'), '2026-12-31T16:00:00.000Z')
    assert.equal(next('0 10/20 * * * * *', '2026-03-01T00:11:00Z'), '2026-03-01T00:30:00.000Z')
    assert.equal(next('0 0 12 * * MON-FRI *', '2026-03-07T00:00:00Z'), '2026-03-09T04:00:00.000Z')
  })

  test('day and weekday both given: either is enough', () => {
    assert.equal(next('0 0 12 15 * 1 *', '2026-03-10T05:00:00Z'), '2026-03-15T04:00:00.000Z')
    assert.equal(next('0 0 12 15 * 1 *', '2026-03-15T05:00:00Z'), '2026-03-16T04:00:00.000Z')
    assert.equal(next('0 0 12 15 * * *', '2026-03-15T05:00:00Z'), '2026-04-15T04:00:00.000Z')
  })

  test('years end', () => {
    assert.equal(next('0 0 0 1 1 * 2026', '2026-03-01T00:00:00Z'), undefined)
    assert.equal(next('0 0 0 29 2 * *', '2026-03-01T00:00:00Z'), '2028-02-28T16:00:00.000Z')
  })

  test('what cannot be read is refused by field', () => {
    assert.throws(() => parseCron('0 0 * * * *'), /7 fields/)
    assert.throws(() => parseCron('61 0 * * * * *'), /second/)
    assert.throws(() => parseCron('0 0 x * * * *'), /hour/)
    assert.throws(() => parseCron('0 0 0 * * 7 *'), /weekday/)
    assert.throws(() => parseCron('0 */0 0 * * * *'), /minute/)
  })
})

describe('timers of functions', () => {
  interface Fired {
    seen: { Type: string; TriggerName: string; Time: string; at: string; source: string; openid?: string }[]
  }

  async function fired(world: World): Promise<Fired> {
    return (await world.call('inbound', 'seen', {}, {})).answer as unknown as Fired
  }

  test('fire on the way of the clock, at their own time, with the trigger as source and no identity', async () => {
    const world = await testWorld({ now: '2026-03-01T00:10:00.000Z' })
    try {
      await world.setClock('2026-03-01T00:46:00.000Z')
      const { seen } = await fired(world)
      assert.deepEqual(
        seen.map(({ Time }) => Time),
        ['2026-03-01T00:15:00Z', '2026-03-01T00:30:00Z', '2026-03-01T00:45:00Z'],
      )
      assert.deepEqual(seen[0], {
        Type: 'Timer',
        TriggerName: 'quarter',
        Time: '2026-03-01T00:15:00Z',
        Message: '',
        at: '2026-03-01T00:15:00.000Z',
        source: 'wx_trigger',
      })
      await world.setClock('2026-03-01T00:20:00.000Z')
      assert.equal((await fired(world)).seen.length, 3, 'a step back fires nothing')
      await world.setClock('2026-03-01T00:31:00.000Z')
      assert.equal((await world.fireTimer('inbound')).ok, true)
      const again = await fired(world)
      assert.deepEqual(
        again.seen.map(({ at }) => at).slice(3),
        ['2026-03-01T00:30:00.000Z', '2026-03-01T00:31:00.000Z'],
        'what recurs goes on from the earlier time',
      )
    } finally {
      await world.close()
    }
  })
})
