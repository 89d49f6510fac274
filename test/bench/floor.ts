import { openWorld, type World } from '../cloud/world'
import { type Group, medianOf, rounded } from './group'

/** One round trip of the SDK: the least that anything in the cloud can take here. In ms. */
export function floorOf(world: World): Promise<number> {
  return medianOf(300, async () => world.db.collection('sops').doc('nobody').get())
}

export const floor: Group = {
  name: 'floor',
  async measure() {
    const world = await openWorld()
    const ms = await floorOf(world)
    await world.close()
    return { 'floor.ms': rounded(ms) }
  },
}
