import type { RpcAnswer } from '../../../src/kernel/rpc'
import { DEMO_LOGIN } from '../staff'
import { ask, type DemoWorld, type Phones } from '../world'
import type { Reach } from './acts'
import type { Chance } from './chance'

/** The demo brand while days of it pass. */
export interface Town extends Reach {
  world: DemoWorld & Phones
  chance: Chance
  /** The operator's page; a refusal is a mistake of the demo. */
  operator<T>(method: string, input: unknown): Promise<T>
}

/** A refusal is part of a day; these say that the product or the demo is broken. */
const BROKEN = new Set(['INTERNAL', 'BAD_INPUT', 'UNKNOWN_METHOD', 'FORBIDDEN', 'UNAUTHENTICATED', 'TIMEOUT'])
/** The operator logs in so often (ms): a session outlives a day. */
const LOGIN = 8 * 3_600_000

export function townOf(world: DemoWorld & Phones, chance: Chance): Town {
  let login = { token: '', at: Number.NEGATIVE_INFINITY }
  const reach = async <T>(fn: 'member' | 'staff', method: string, input: unknown, openid: string) => {
    const answer: RpcAnswer = await world.call(fn, method, input, { openid })
    if (answer.ok) return answer.data as T
    if (BROKEN.has(answer.code)) throw new Error(`living ${method}: ${answer.code} ${answer.message}`)
    return null
  }
  return {
    world,
    chance,
    now: () => world.now(),
    member: (method, input, openid) => reach('member', method, input, openid),
    owner: (method, input, openid) => reach('staff', method, input, openid),
    async operator<T>(method: string, input: unknown): Promise<T> {
      if (Math.abs(world.now() - login.at) > LOGIN) {
        const { token } = await ask<{ token: string }>(world, 'staff', 'staff.login', DEMO_LOGIN, {})
        login = { token, at: world.now() }
      }
      return ask<T>(world, 'staff', method, input, { token: login.token })
    },
  }
}
