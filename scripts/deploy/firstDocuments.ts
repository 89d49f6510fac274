import { randomToken } from '../../cloudfunctions/platform/identity'
import '../../src/features/staff/collections'
import { firstWork } from '../../src/jobs'
import { machineNow } from '../../src/kernel/clock'
import { dueItem } from '../../src/kernel/due'
import { refuse } from '../../src/kernel/errors'
import { is, type Store } from '../../src/kernel/store'
import { firstOwner } from '../lib/firstOwner'

/** What a new environment needs before its first day: somebody who can log in, and the work that comes back by itself. */
export interface FirstDocuments {
  hasPeople(): Promise<boolean>
  /** Keys of the recurring work that is not on the list; all of it while the list itself is not there. */
  missingWork(listIsThere: boolean): Promise<string[]>
  addWork(): Promise<void>
  /** Tells the password before it writes: a run that dies in between has told one that opens nothing. */
  addOwner(login: string, name: string, out: (line: string) => void): Promise<void>
}

/** A login as the product takes it. */
export const LOGIN = /^[a-z0-9_.-]{2,32}$/

export function firstDocuments(store: Store): FirstDocuments {
  const keys = firstWork(0).map(({ key }) => key)

  async function missing(): Promise<string[]> {
    const there = await store.find('due', { _id: is.in(keys) }, { limit: keys.length, fields: ['_id'] })
    const found = new Set(there.map(({ _id }) => _id))
    return keys.filter((key) => !found.has(key))
  }

  return {
    hasPeople: async () => (await store.find('staff', {}, { limit: 1, fields: ['_id'] })).length > 0,

    missingWork: (listIsThere) => (listIsThere ? missing() : Promise.resolve(keys)),

    async addWork() {
      const absent = new Set(await missing())
      const items = firstWork(machineNow()).filter(({ key }) => absent.has(key))
      for (const item of items) await store.insert('due', dueItem(item))
    },

    async addOwner(login, name, out) {
      const password = randomToken().slice(0, 12)
      const owner = await firstOwner(login, name, password)
      out(`      登录名 ${login}，密码 ${password}（只显示这一次，登录后在「员工」里改）`)
      const outcome = await store.insert('staff', owner)
      if (outcome === 'exists') refuse('OWNER_EXISTS', `登录名 ${login} 已经有人用了，上面这个密码不作数。`)
    },
  }
}
