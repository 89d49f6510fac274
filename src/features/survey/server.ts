import type { Context } from '../../context'
import type { Handlers } from '../../kernel/rpc'
import type { surveyStaffContract } from './contract'
import { operatorHandlers } from './operator'
import { resultHandlers } from './results'

export { askLeavers } from './askJob'
export { surveyMemberHandlers } from './member'

export const surveyStaffHandlers: Handlers<typeof surveyStaffContract, Context> = {
  ...operatorHandlers,
  ...resultHandlers,
}
