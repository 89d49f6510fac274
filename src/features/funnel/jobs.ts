import type { Context } from '../../context'
import type { Job } from '../../kernel/due'
import { rebuildJob } from './rebuildJob'
import { rollJob } from './rollJob'

/** The timed work of the funnel. */
export const funnelJobs: readonly Job<Context>[] = [rollJob, rebuildJob]
