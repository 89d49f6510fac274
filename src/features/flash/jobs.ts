import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { drawSession } from './drawing'
import { alignSessions, FLASH_DRAW } from './sessions'

export const FLASH_OPEN = 'flash.open'
const EVERY = 10 * MINUTE

const open: Job<Context> = {
  kind: FLASH_OPEN,
  async process(_item, context) {
    await alignSessions(context)
    return { again: context.now + EVERY }
  },
}

const draw: Job<Context> = {
  kind: FLASH_DRAW,
  async process({ payload }, context) {
    await drawSession(context, String(payload.session))
    return 'done'
  },
}

export const flashJobs: readonly Job<Context>[] = [open, draw]
