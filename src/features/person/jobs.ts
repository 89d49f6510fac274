import type { Context } from '../../context'
import type { Job } from '../../kernel/due'
import { foldJob } from './foldJob'
import { lookJob } from './lookJob'
import { pullJob } from './pullJob'
import { stepJob } from './steps'

/** The timed work of identities and people. */
export const personJobs: readonly Job<Context>[] = [foldJob, lookJob, pullJob, stepJob]
