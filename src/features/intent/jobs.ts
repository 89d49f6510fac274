import type { Context } from '../../context'
import type { Job } from '../../kernel/due'
import { sayJob } from './say'

/** The timed work of messages to single members. */
export const intentJobs: readonly Job<Context>[] = [sayJob]
