import { jobs } from '../../src/jobs'
import { runTimer } from '../platform/timer'

/** The one timer: every five minutes it takes what is due. */
export const main = runTimer('tick', jobs)
