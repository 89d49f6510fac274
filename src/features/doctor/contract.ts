import * as v from 'valibot'
import { output } from '../../kernel/rpc'
import { editors } from '../staff/contract'
import type { Check } from './rules'

export interface Examination {
  worst: Check['state']
  checks: Check[]
}

export const doctorContract = {
  /**
   * Asks the platforms and our own records whether the environment is set up: at most five calls to WeChat, a dozen to the database. Holds no
   * secret, whatever the platforms say.
   */
  'doctor.examine': { roles: editors, input: v.object({}), output: output<Examination>() },
} as const
