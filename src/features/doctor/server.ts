import '../channel/collections'
import '../delivery/collections'
import '../inbound/collections'
import '../mp/collections'
import '../order/collections'
import '../person/collections'
import '../staff/collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import type { Handlers } from '../../kernel/rpc'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import type { InboundSource } from '../inbound/rules'
import { readKinds } from '../intent/server'
import { readTickHealth } from '../tick/server'
import type { doctorContract } from './contract'
import { addressIn, type DoctorFacts, examine, type Probe, type Share, worstOf } from './rules'

/** People, events and staff that are looked at. */
const SAMPLE = 100
const EVENTS = 1000
const STAFF = 500
/** WeCom takes so many members of staff in one question (WD/92994). */
const ASKED = 100

export const doctorHandlers: Handlers<typeof doctorContract, Context> = {
  async 'doctor.examine'(_input, context) {
    const checks = examine(await readFacts(context))
    return { worst: worstOf(checks), checks }
  },
}

async function readFacts(context: Context): Promise<DoctorFacts> {
  const { store, now, wecom, mp, settings } = context
  const [staff, kinds, health, lastEvent, lastOrder, members, followers, contactWays, permanentCodes, media] =
    await together([
      store.find('staff', { active: true }, { limit: STAFF, fields: ['name', 'wecomUserId', 'roles'] }),
      readKinds(store),
      readTickHealth(store, now),
      readLastEvents(store),
      readLastOrder(store),
      store.find('identities', { kind: 'wxa' }, { limit: SAMPLE, fields: ['union'] }),
      store.find('mp_followers', { hasUnion: is.in([true, false]) }, { limit: SAMPLE, fields: ['hasUnion'] }),
      store.count('channels', { 'codes.contactWay.state': 'ready' }),
      store.count('channels', { 'codes.mp.state': 'ready' }),
      store.find('media_cache', {}, { limit: SAMPLE, fields: ['uploadedAt'] }),
    ])
  const mpQuota = mp.ready ? asked(() => mp.quotaOf('/cgi-bin/message/custom/send')) : Promise.resolve(SKIPPED)
  const ofWecom = async () => {
    const followUsers = await asked(() => wecom.listFollowUsers())
    // What does not let us in will not answer the others either; a timeout would cost the function its own.
    if (!followUsers.ok) return { followUsers, groups: SKIPPED, customers: SKIPPED }
    const users = followUsers.value.slice(0, ASKED)
    const [groups, customers] = await together([
      asked(async () => (await wecom.listGroupChats(users.length === 0 ? undefined : users)).length),
      users.length === 0
        ? SKIPPED
        : asked(async (): Promise<Share> => shareOf((await wecom.listContacts(users, '')).contacts)),
    ])
    return { followUsers, groups, customers: nobodyYet(customers) }
  }
  const [quota, platform] = await together([mpQuota, ofWecom()])
  const [lastRun] = health.runs
  return {
    now,
    missing: settings.missing ?? [],
    ...platform,
    hasMp: mp.ready,
    mpQuota: quota,
    lastEvent,
    lastOrder,
    staff: staff.map(({ name, wecomUserId, roles }) => ({ name, wecomUserId, isGuide: roles.includes('guide') })),
    members: { seen: members.length, withUnion: members.filter(({ union }) => union !== null).length },
    followers: { seen: followers.length, withUnion: followers.filter(({ hasUnion }) => hasUnion === true).length },
    kinds: kinds
      .filter(({ active }) => active)
      .map(({ name, templateId }) => ({ name, hasTemplate: templateId !== null })),
    contactWays,
    permanentCodes,
    tick: { lastRunAt: lastRun?.at ?? null, failed: lastRun?.failed ?? 0, oldestDueAt: health.oldestDueAt },
    lastMedia: media.length === 0 ? null : Math.max(...media.map(({ uploadedAt }) => uploadedAt)),
  }
}

const SKIPPED: Probe<never> = { ok: false, code: null, ip: null, mend: '', skipped: true }
/** "Not an external contact": none of them has a customer yet. */
const NO_CUSTOMER = 84061

function nobodyYet(probe: Probe<Share>): Probe<Share> {
  return !probe.ok && probe.code === NO_CUSTOMER ? { ok: true, value: { seen: 0, withUnion: 0 } } : probe
}

function shareOf(contacts: readonly { unionid: string | null }[]): Share {
  return { seen: contacts.length, withUnion: contacts.filter(({ unionid }) => unionid !== null).length }
}

/** One question, with the client's own limit of time; of a refusal only its number, its sentence and our address are kept. */
async function asked<T>(question: () => Promise<T>): Promise<Probe<T>> {
  try {
    return { ok: true, value: await question() }
  } catch (error) {
    if (error instanceof PlatformError) {
      return { ok: false, code: error.code, ip: addressIn(error.errmsg), mend: error.mend }
    }
    if (error instanceof NetworkError) return { ok: false, code: null, ip: null, mend: error.mend }
    throw error
  }
}

/** The newest event of each door among the newest of all. */
async function readLastEvents(store: Store): Promise<Record<InboundSource, number | null>> {
  const events = await store.find('inbound_events', {}, { sort: [['at', -1]], limit: EVENTS, fields: ['source', 'at'] })
  const newest = (source: InboundSource) => events.find((event) => event.source === source)?.at ?? null
  return { wecom: newest('wecom'), mp: newest('mp'), weapp: newest('weapp') }
}

/** When an order was last told, by a call and by a table, among the newest of all. */
async function readLastOrder(store: Store): Promise<DoctorFacts['lastOrder']> {
  const orders = await store.find('orders', {}, { sort: [['at', -1]], limit: EVENTS, fields: ['by', 'createdAt'] })
  const newest = (by: 'call' | 'import') => {
    const told = orders.filter((order) => order.by === by).map(({ createdAt }) => createdAt)
    return told.length === 0 ? null : Math.max(...told)
  }
  return { called: newest('call'), imported: newest('import') }
}
