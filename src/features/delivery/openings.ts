import './collections'
import '../sop/collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { together } from '../../kernel/together'
import { countOpenings } from '../sop/server'
import { scopeOf } from '../staff/access'
import type { deliveryContract } from './contract'
import { seesGroup } from './groupScope'
import { chunks, readAll } from './readAll'
import { refusalText } from './text'

/** Groups in one condition. */
const BATCH = 200

export const openingHandlers: Pick<Handlers<typeof deliveryContract, Context>, 'delivery.getOpenings'> = {
  /**
   * A card that serves one group names it, and a card shared by hand does too; the card of a task to several groups cannot, and who
   * opens it is counted for the group that the phone followed before, if that group got the message. The rest is nobody's.
   */
  async 'delivery.getOpenings'({ id }, { store, caller }) {
    const scope = await scopeOf(store, caller)
    const row = await store.get('deliveries', id)
    if (!row) return refuse('NO_SUCH_DELIVERY', refusalText.noSuchRow)
    // Whoever stands in for a colleague of another store sees what they send.
    if (!seesGroup(scope, row.owner) && !seesGroup(scope, row.deputyFor ?? row.owner)) {
      refuse('NOT_YOUR_GROUP', refusalText.notYourGroup)
    }
    const { beat, target } = row
    const rows = await readAll(store, 'deliveries', { beat }, ['target'])
    const others = [...new Set(rows.map((each) => each.target))].filter((each) => each !== target)
    const [own, all, ...parts] = await together([
      countOpenings(store, beat, [target]),
      countOpenings(store, beat, null),
      ...chunks(others, BATCH).map((part) => countOpenings(store, beat, part)),
    ])
    const elsewhere = parts.reduce(
      (sum, part) => ({ opened: sum.opened + part.opened, acted: sum.acted + part.acted }),
      {
        opened: 0,
        acted: 0,
      },
    )
    // Somebody may open it between two counts: the sums hold all the same.
    const rest = (of: 'opened' | 'acted') => Math.max(0, all[of] - own[of] - elsewhere[of])
    const unknown = { opened: rest('opened'), acted: rest('acted') }
    const total = {
      opened: own.opened + elsewhere.opened + unknown.opened,
      acted: own.acted + elsewhere.acted + unknown.acted,
    }
    return { own, others: elsewhere, unknown, total }
  },
}
