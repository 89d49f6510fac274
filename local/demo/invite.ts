import { DEMO_LOGIN } from './staff'
import type { DemoWorld } from './world'

const CHANNEL = 'm_fuli'
const GROUP = 'wrHuajianFuli1'

/** The brand's own invitation in the mini-program: 小美 and the first group, for whom neither is known yet. */
export async function seedInvite(world: DemoWorld): Promise<void> {
  const rota = { staff: [{ user: 'xiaomei', cap: null, slots: [] }], backups: [], hours: null }
  const groups = { chats: [GROUP], autoCreate: true, baseName: '花间美妆·福利群', baseId: 9 }
  const plan = {
    name: '小程序里的邀请',
    kind: 'menu',
    store: null,
    rota,
    groups,
    welcome: [],
    tags: [],
    firstSop: null,
  }
  let token: string | undefined
  const office = async <T>(method: string, input: object) => {
    const answer = await world.call('staff', method, input, token === undefined ? {} : { token })
    if (!answer.ok) throw new Error(`seeding ${method}: ${answer.code} ${answer.message}`)
    return answer.data as T
  }
  token = (await office<{ token: string }>('staff.login', DEMO_LOGIN)).token
  await office('channel.create', { request: 'demo-invite', id: CHANNEL, invite: false, ...plan })
  for (const place of ['contactWay', 'joinWay']) await office('channel.makeCode', { id: CHANNEL, place })
  const choice = { request: 'demo-inviting', revision: 0, on: true, advisor: CHANNEL, group: CHANNEL }
  await office('channel.setInviting', choice)
}
