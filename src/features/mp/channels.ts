import '../channel/collections'
import type { Store } from '../../kernel/store'
import { CHANNEL_ID } from '../channel/rules'
import { type Scope, seesStore } from '../staff/access'
import type { MpView } from './contract'

const SHOWN = 500

/** Channels for the lists of the editor, by name. One wire call. */
export async function listChannels(store: Store, scope: Scope | null): Promise<MpView['channels']> {
  const channels = await store.find(
    'channels',
    { state: 'active' },
    { sort: [['createdAt', -1]], limit: SHOWN, fields: ['name', 'codes', 'store'] },
  )
  return channels
    .filter(({ _id, store: of }) => CHANNEL_ID.test(_id) && seesStore(scope, of))
    .map(({ _id: id, name, codes }) => ({
      id,
      name,
      hasContact: codes.contactWay.state === 'ready',
      hasGroup: codes.joinWay.state === 'ready',
    }))
}
