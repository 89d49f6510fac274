import type { Context } from '../../context'
import type { Job } from '../../kernel/due'
import { closeJob } from './close'
import { dispatchJob } from './dispatch'
import { groupsJob } from './groups'
import { planJob } from './plan'
import { pollJob } from './poll'
import { reconcileJob } from './reconcile'
import { resendJob } from './resend'
import { singlesJob } from './singleJob'
import { tellJob } from './tell'

/** The timed work of planning and delivery. */
export const deliveryJobs: readonly Job<Context>[] = [
  groupsJob,
  planJob,
  dispatchJob,
  pollJob,
  closeJob,
  tellJob,
  singlesJob,
  resendJob,
  reconcileJob,
]
