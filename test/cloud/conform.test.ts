import { after, before, describe, test } from 'node:test'
import { CONFORM, CONFORM_CASES, clear } from './conformCases'
import { FUNCTIONS } from './fixtures'
import { openWorld, type World } from './world'

describe('the local cloud does what a CloudBase environment is asked to do', () => {
  let world: World
  before(async () => {
    const code = [{ name: 'code', keys: [['code', 1] as const], unique: true }]
    const collections = { [CONFORM.plain]: { indexes: [] }, [CONFORM.unique]: { indexes: code } }
    world = await openWorld({ functionsDir: FUNCTIONS, collections })
  })
  after(() => world.close())

  for (const { name, run } of CONFORM_CASES) {
    test(name, async () => {
      await clear(world.db)
      await run(world.db)
    })
  }
})
