import { randomToken } from '../cloudfunctions/platform/identity'
import { openDatabaseAt } from '../cloudfunctions/platform/sdk'
import { wxStore } from '../cloudfunctions/platform/store'
import '../src/features/staff/collections'
import { firstOwner } from '../scripts/lib/firstOwner'
import { firstWork } from '../src/jobs'
import { scheduleAll } from '../src/kernel/due'
import type { LocalServer } from './server'

export const OWNER_LOGIN = 'owner'

/**
 * A brand on its first day: one owner and the recurring work, as `npm run setup` makes it for the cloud. Groups and their owners come
 * from the simulated WeChat with the first run of the timer.
 *
 * @returns the owner's password, which is told once
 */
export async function seedEmptyBrand(server: LocalServer): Promise<string> {
  const store = wxStore(openDatabaseAt(`${server.url}/cloud/admin`))
  const password = randomToken().slice(0, 12)
  await store.insert('staff', await firstOwner(OWNER_LOGIN, '管理员', password))
  await scheduleAll(store, firstWork(server.cloud.clock.now()))
  await server.cloud.timers.fire('tick')
  return password
}
