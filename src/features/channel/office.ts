import './collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import { hash64 } from '../../kernel/hash'
import type { Handlers } from '../../kernel/rpc'
import { type Decision, settle } from '../../kernel/settle'
import { type Doc, is } from '../../kernel/store'
import { together } from '../../kernel/together'
import { seesGroup } from '../delivery/groupScope'
import { readGroups } from '../delivery/groups'
import { requireStaff, scopeOf, seesStore } from '../staff/access'
import { readColleagues, readStoresOfOwners } from '../staff/server'
import { forgetChannel, requireChannel } from './channelOf'
import { makeCode, roomLeft } from './codes'
import type { ChannelView, channelContract } from './contract'
import { addCost, dropCost } from './costs'
import { dutyNow, lookAtWays, syncWays } from './duty'
import { codePicture } from './invitation'
import { newChannel, planOf, requireKnown } from './plan'
import { removeCode } from './removal'
import { type ChannelPlan, channelId } from './rules'
import { channelText } from './text'
import { rowOf, viewOf } from './views'

const SHOWN = 200

type Method = Exclude<
  keyof typeof channelContract,
  'channel.previewBatch' | 'channel.commitBatch' | 'channel.sharing' | 'channel.setSharing'
>

export const officeHandlers: Handlers<Pick<typeof channelContract, Method>, Context> = {
  async 'channel.channels'({ kind, state, before }, { store, caller }) {
    const scope = await scopeOf(store, caller)
    const own = scope === null ? {} : { store: is.in(scope.stores) }
    const where = { ...own, ...(kind && { kind }), ...(state && { state }) }
    const page = { ...where, ...(before === undefined ? {} : { createdAt: is.lt(before) }) }
    const [docs, total, colleagues, groups] = await together([
      store.find('channels', page, { sort: [['createdAt', -1]], limit: SHOWN }),
      store.count('channels', where),
      readColleagues(store),
      readGroups(store),
    ])
    const names = {
      staff: new Map(colleagues.map(({ user, name }) => [user, name])),
      groups: new Map(groups.map(({ _id, name }) => [_id, name])),
    }
    const next = docs.length === SHOWN ? (docs.at(-1)?.createdAt ?? null) : null
    return { channels: docs.map((doc) => rowOf(doc, names)), next, total }
  },

  async 'channel.channel'({ id }, context) {
    return shown(context, await seenChannel(context, id))
  },

  async 'channel.choices'(_input, { store, settings, caller }) {
    const scope = await scopeOf(store, caller)
    const [staff, stores, groups, sops, room] = await together([
      readColleagues(store),
      readStoresOfOwners(store),
      readGroups(store),
      store.find('sops', { live: is.gt(0) }, { fields: ['name'], limit: 200 }),
      roomLeft(store),
    ])
    return {
      staff: staff
        .filter(({ user }) => seesGroup(scope, user))
        .map(({ user, name }) => ({ user, name, stores: stores.get(user) ?? [] })),
      groups: groups
        .filter(({ gone, owner }) => !gone && seesGroup(scope, owner))
        .map(({ _id: chatId, name, ownerName: owner, members }) => ({ chatId, name, owner, members })),
      sops: sops.map(({ _id: sop, name }) => ({ sop, name })),
      stores: [...new Set([...stores.values()].flat())].filter((one) => seesStore(scope, one)).sort(),
      room,
      brand: settings.brandName,
    }
  },

  async 'channel.create'({ request, id: wanted, ...plan }, context) {
    const { store, now } = context
    await requireKnown(context, plan)
    // Of the request, so that the same one again is the same channel.
    const id = wanted ?? channelId(plan.kind, hash64(request))
    const fresh = newChannel(id, planOf(plan), { by: request, createdBy: requireStaff(context.caller).name, now })
    const channel = await settle(store, 'channels', id, (found): Decision<'channels', Doc<'channels'>> => {
      if (found === null) return { insert: fresh, answer: fresh }
      return found.by === request ? { answer: found } : refuse('ID_TAKEN', channelText.taken(id))
    })
    forgetChannel(id)
    return shown(context, channel)
  },

  async 'channel.save'({ request, id, revision, ...plan }, context) {
    await requireKnown(context, plan)
    // First, so that whoever dies after the write has left somebody to look; looking twice changes nothing.
    await lookAtWays(context.store, id, context.now + 60_000, true)
    await change(context, { id, request, revision, plan: planOf(plan) })
    await syncWays(context, id, true)
    return shown(context, await requireChannel(context.store, id))
  },

  async 'channel.turn'({ request, id, to }, context) {
    const { store, now } = context
    await settle(store, 'channels', id, (found): Decision<'channels', null> => {
      if (found === null) return refuse('NO_SUCH_CHANNEL', channelText.noChannel)
      if (found.state === to || found.by === request) return { answer: null }
      const { revision } = found
      const stoppedAt = to === 'stopped' ? now : null
      const turned = { state: to, stoppedAt, revision: revision + 1, updatedAt: now, by: request }
      return { guard: { _id: id, revision }, change: turned, answer: null }
    })
    if (to === 'active') await lookAtWays(store, id, now)
    forgetChannel(id)
    return shown(context, await requireChannel(store, id))
  },

  async 'channel.makeCode'({ id, place, again, ref, days }, context) {
    const wanted = { id, place, again, ...(ref === undefined ? {} : { ref }), ...(days === undefined ? {} : { days }) }
    const channel = await makeCode(context, wanted)
    if (place === 'contactWay' && channel.codes.contactWay.state === 'ready') {
      await lookAtWays(context.store, id, context.now)
    }
    return shown(context, channel)
  },

  async 'channel.removeCode'({ id, place }, context) {
    return shown(context, await removeCode(context, id, place))
  },

  async 'channel.codePicture'({ id, place }, context) {
    await seenChannel(context, id)
    const { contentType, bytes } = await codePicture(context, id, place)
    return { contentType, base64: Buffer.from(bytes).toString('base64') }
  },

  async 'channel.addCost'({ id, request, day, cents, note }, context) {
    await addCost(context.store, id, { id: request, day, cents, note })
    return shown(context, await requireChannel(context.store, id))
  },

  async 'channel.dropCost'({ id, cost }, context) {
    await dropCost(context.store, id, cost)
    return shown(context, await requireChannel(context.store, id))
  },
}

/** A channel of the brand or of another store is not there for somebody of a store. */
async function seenChannel({ store, caller }: Context, id: string): Promise<Doc<'channels'>> {
  const scope = await scopeOf(store, caller)
  const channel = await requireChannel(store, id)
  return seesStore(scope, channel.store) ? channel : refuse('NOT_YOUR_STORE', channelText.notYourStore)
}

async function change(
  { store, now }: Context,
  { id, request, revision, plan }: { id: string; request: string; revision: number; plan: ChannelPlan },
): Promise<void> {
  await settle(store, 'channels', id, (found): Decision<'channels', null> => {
    if (found === null) return refuse('NO_SUCH_CHANNEL', channelText.noChannel)
    if (found.by === request) return { answer: null }
    if (found.revision !== revision) return refuse('CHANNEL_CHANGED', channelText.changed)
    const written = { ...plan, revision: revision + 1, updatedAt: now, by: request }
    return { guard: { _id: id, revision }, change: written, answer: null }
  })
  forgetChannel(id)
}

async function shown(context: Context, channel: Doc<'channels'>): Promise<{ channel: ChannelView }> {
  return { channel: viewOf(channel, await dutyNow(context, channel), context.now) }
}
