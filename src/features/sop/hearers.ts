import './collections'
import type { Context } from '../../context'
import { readHolidays } from '../../kernel/holidayBook'
import type { Handlers } from '../../kernel/rpc'
import { together } from '../../kernel/together'
import { factsOfGroup } from '../delivery/groupFacts'
import { seesGroup } from '../delivery/groupScope'
import { readGroups } from '../delivery/groups'
import { scopeOf } from '../staff/access'
import { readStoresOfOwners } from '../staff/server'
import type { sopLifeContract } from './lifeContract'
import { readRuns } from './runs'

export const hearerHandlers: Pick<Handlers<typeof sopLifeContract, Context>, 'sop.getHearers'> = {
  /** The facts that planning asks for, in the same words: what a page expands with them is what will be planned. */
  async 'sop.getHearers'({ sop }, { store, now, caller }) {
    const scope = await scopeOf(store, caller)
    const [groups, runs, stores, holidays] = await together([
      readGroups(store),
      readRuns(store, sop),
      readStoresOfOwners(store),
      readHolidays(store, now),
    ])
    const versions = new Map(runs.map((run) => [run.target, run.version]))
    return {
      groups: groups
        .filter((group) => !group.gone && seesGroup(scope, group.owner))
        .map((group) => ({
          ...factsOfGroup(group, stores.get(group.owner) ?? [], versions.get(group._id) ?? null),
          name: group.name,
          ownerName: group.ownerName,
        }))
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1)),
      holidays: [...holidays],
    }
  },
}
