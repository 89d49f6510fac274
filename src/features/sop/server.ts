import type { Context } from '../../context'
import type { Handlers } from '../../kernel/rpc'
import type { sopMemberContract, sopStaffContract } from './contract'
import { columnHandlers } from './member'
import { versionHandlers } from './operator'

export { countOpenedFrom, countTaking } from './participation'
export { finishPublication, nextPlanning } from './publication'

export const sopStaffHandlers: Handlers<typeof sopStaffContract, Context> = versionHandlers
export const sopMemberHandlers: Handlers<typeof sopMemberContract, Context> = columnHandlers
