import type { Context } from '../../context'
import type { Handlers } from '../../kernel/rpc'
import { batchHandlers } from './batchOffice'
import type { channelContract } from './contract'
import { officeHandlers } from './office'

export const channelHandlers: Handlers<typeof channelContract, Context> = { ...officeHandlers, ...batchHandlers }
