import type { Context } from '../../context'
import type { Handlers } from '../../kernel/rpc'
import type { sopMemberContract, sopStaffContract } from './contract'
import { distributionHandlers } from './distribution'
import { dryRunHandlers } from './dryRun'
import { hearerHandlers } from './hearers'
import { libraryHandlers } from './library'
import { lifeHandlers } from './lifecycle'
import { columnHandlers } from './member'
import { memberDryRunHandlers } from './memberDryRun'
import { nodeHandlers } from './nodes'
import { versionHandlers } from './operator'

export { countOpenedAndActed, countOpenings, countTaking } from './participation'
export { finishPublication, nextPlanning } from './publication'

export const sopStaffHandlers: Handlers<typeof sopStaffContract, Context> = {
  ...versionHandlers,
  ...nodeHandlers,
  ...lifeHandlers,
  ...distributionHandlers,
  ...libraryHandlers,
  ...dryRunHandlers,
  ...memberDryRunHandlers,
  ...hearerHandlers,
}
export const sopMemberHandlers: Handlers<typeof sopMemberContract, Context> = columnHandlers
