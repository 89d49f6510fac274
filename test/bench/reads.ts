import { openWorld } from '../cloud/world'
import { type Group, medianOf, rounded } from './group'

const DOCUMENTS = 20_000
const MEMBERS = 1000

/** The same documents by an indexed field and by one without an index: what a forgotten index costs. */
export const reads: Group = {
  name: 'reads',
  async measure({ say }) {
    const world = await openWorld()
    const { store } = world.server.cloud.database
    const ledger = store.collection('points_ledger')
    if (ledger === undefined) throw new Error('the collection points_ledger is not declared')
    say(`writing ${DOCUMENTS} ledger entries`)
    store.write(() => {
      for (let index = 0; index < DOCUMENTS; index++) {
        const memberId = `m${index % MEMBERS}`
        const [delta, seq] = [5, Math.floor(index / MEMBERS) + 1]
        store.insert(ledger, { _id: `checkin:${index}`, memberId, bizId: memberId, seq, delta })
      }
    })
    const collection = world.db.collection('points_ledger')
    const before = world.examined()
    await collection.where({ memberId: 'm7' }).limit(20).get()
    const examined = world.examined() - before
    const indexed = await medianOf(200, async (run) =>
      collection
        .where({ memberId: `m${run + 100}` })
        .limit(20)
        .get(),
    )
    const scanned = await medianOf(10, async (run) =>
      collection
        .where({ bizId: `m${run + 100}` })
        .limit(20)
        .get(),
    )
    await world.close()
    return {
      'reads.indexed.ms': rounded(indexed),
      'reads.scan.ms': rounded(scanned),
      'reads.scan.ratio': rounded(scanned / indexed),
      'reads.indexed.examined': examined,
    }
  },
}
