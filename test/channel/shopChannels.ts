import type { ChannelView } from '../../src/features/channel/contract'
import type { Place } from '../../src/features/channel/rules'
import { type Newcomers, openNewcomers } from '../inbound/newcomers'

export interface Way {
  configId: string
  kind: 'contact' | 'join'
  state: string
  user?: string[]
  chat_id_list?: string[]
}

export interface Channels extends Newcomers {
  create(change?: Record<string, unknown>): Promise<ChannelView>
  make(id: string, place: Place, more?: Record<string, unknown>): Promise<ChannelView>
  view(id: string): Promise<ChannelView>
  /** Codes that stand at the platform. */
  ways(): Promise<Way[]>
}

export const PLAN = {
  name: '静安店收银台',
  kind: 'store',
  store: '静安店',
  rota: { staff: [{ user: 'xiaomei', cap: null, slots: [] }], backups: [], hours: null },
  groups: null,
  welcome: [],
  invite: false,
  tags: [],
  firstSop: null,
}

let requests = 0
export function request(): string {
  requests += 1
  return `request-${String(requests).padStart(6, '0')}`
}

export async function openChannels(): Promise<Channels> {
  const shop = await openNewcomers()
  const read = async (method: string, input: unknown) =>
    (await shop.staff<{ channel: ChannelView }>(method, input)).channel
  return {
    ...shop,
    create: (change = {}) => read('channel.create', { request: request(), ...PLAN, ...change }),
    make: (id, place, more = {}) => read('channel.makeCode', { id, place, ...more }),
    view: (id) => read('channel.channel', { id }),
    async ways() {
      const state = (await (await fetch(`${shop.world.url}/wechat/api/state`)).json()) as { ways: Way[] }
      return state.ways
    },
  }
}
