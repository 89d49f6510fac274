import './collections'
import '../sop/collections'
import { PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { GroupChat } from '../../../cloudfunctions/platform/wecomTypes'
import type { Context } from '../../context'
import { DAY, dayOf, MINUTE, startOf } from '../../kernel/day'
import { type Job, scheduleAll } from '../../kernel/due'
import { type Doc, is, type Store } from '../../kernel/store'
import { takeRoster } from '../person/server'
import { type Group, tagsOfName } from './groupTags'
import { chunks, readAll } from './readAll'

/** Groups read in one run: a call each, well inside the function's time. The rest follows at the next tick. */
const AT_ONCE = 150
/** How long days of joining are kept (ms): longer than any welcome of newcomers goes on. */
const JOINS = 60 * DAY

/** Customer groups of the corporation, those that are gone included. */
export function readGroups(store: Store): Promise<Doc<'groups'>[]> {
  return readAll(store, 'groups', {})
}

/** Every tag that some group has, for the import's check of 适用群. */
export async function readGroupTags(store: Store): Promise<string[]> {
  const groups = await readAll(store, 'groups', {}, ['tags', 'gone'])
  return [...new Set(groups.filter((group) => !group.gone).flatMap((group) => group.tags))].sort()
}

/** `groups.sync`, daily at 04:30 and whenever it is asked for: which groups there are, whose they are, who is in them. */
export const groupsJob: Job<Context> = {
  kind: 'groups.sync',
  async process(item, context) {
    const started = typeof item.payload.started === 'number' ? item.payload.started : context.now
    const complete = await syncGroups(context, started)
    if (!complete) return { again: context.now, payload: { started } }
    return { again: startOf(dayOf(context.now)) + DAY + 270 * MINUTE, payload: {} }
  },
}

/**
 * Reads the groups from WeCom. A second run reads again and changes nothing.
 *
 * @param started ms; groups seen since then are not read again
 * @returns whether all groups have been read
 */
export async function syncGroups(context: Context, started: number): Promise<boolean> {
  const { store, wecom, now } = context
  const ids = await wecom.listGroupChats()
  const known = new Map((await readGroups(store)).map((group) => [group._id, group]))
  const unseen = [...known.values()].filter((group) => !group.gone && !ids.includes(group._id)).map(({ _id }) => _id)
  // Their members leave with them, also when nobody told that it was dismissed.
  for (const id of unseen.slice(0, AT_ONCE)) {
    await takeRoster(context, id, null)
    await store.update('groups', { _id: id }, { gone: true })
  }
  const waiting = ids.filter((id) => (known.get(id)?.syncedAt ?? -1) < started)
  const fresh: Group[] = []
  const same: string[] = []
  for (const id of waiting.slice(0, AT_ONCE)) {
    const chat = await readChat(wecom, id)
    const before = known.get(id)
    await takeRoster(context, id, chat)
    const group = chat && groupOf(chat, now)
    if (group === null) {
      if (before) await store.update('groups', { _id: id }, { gone: true, syncedAt: now })
    } else if (before === undefined) fresh.push(group)
    else if (JSON.stringify({ ...before, syncedAt: 0 }) === JSON.stringify({ ...group, syncedAt: 0 })) same.push(id)
    else {
      const { _id, ...change } = group
      await store.update('groups', { _id }, change)
    }
  }
  // A group that is new hears its first day today, not after the next night's planning. First, for the next run knows the group.
  if (known.size > 0 && fresh.length > 0) await planAgain(store, now)
  for (const part of chunks(fresh, 100)) await store.insertAll('groups', part)
  for (const part of chunks(same, 200)) await store.update('groups', { _id: is.in(part) }, { syncedAt: now })
  return waiting.length <= AT_ONCE && unseen.length <= AT_ONCE
}

/** Reads one group again. A group that nobody knew is planned for; one that is gone stays as gone. */
export async function lookAtGroup(context: Context, chatId: string): Promise<void> {
  const { store, wecom, now } = context
  const before = await store.get('groups', chatId)
  const chat = await readChat(wecom, chatId)
  await takeRoster(context, chatId, chat)
  if (chat === null) {
    if (before !== null) await store.update('groups', { _id: chatId }, { gone: true, syncedAt: now })
    return
  }
  const group = groupOf(chat, now)
  const { _id, ...change } = group
  if (before === null || before.gone) await planAgain(store, now, chatId)
  if (before === null && (await store.insert('groups', group)) === 'inserted') return
  await store.update('groups', { _id }, change)
}

/** Every SOP that speaks is planned once more. */
async function planAgain(store: Store, now: number, why = 'groups'): Promise<void> {
  const sops = await store.find('sops', { live: is.gt(0) }, { fields: ['live'], limit: 100 })
  await scheduleAll(
    store,
    sops.map(({ _id: sop }) => ({
      key: `plan:${sop}:${why}`,
      kind: 'sop.plan',
      at: now,
      payload: { sop, once: true },
    })),
  )
}

/** A group's list as it stands, or null when it vanished between the list of groups and this call. */
async function readChat(wecom: Context['wecom'], chatId: string): Promise<GroupChat | null> {
  try {
    return await wecom.getGroupChat(chatId)
  } catch (error) {
    if (error instanceof PlatformError && error.kind === 'bad_target') return null
    throw error
  }
}

function groupOf({ chatId, name, owner, createdAt, members, admins }: GroupChat, now: number): Group {
  const customers = members.filter((member) => member.kind === 'external')
  const joined = customers.map((member) => member.joinedAt).filter((at) => at > now - JOINS)
  const ownerName = members.find((member) => member.id === owner)?.name
  return {
    _id: chatId,
    schema: 1,
    name: name === '' ? '未命名的群' : name,
    owner,
    ownerName: ownerName ? ownerName : owner,
    tags: tagsOfName(name),
    members: customers.length,
    admins,
    startedOn: dayOf(createdAt),
    joinDays: [...new Set(joined.map((at) => dayOf(at)))].sort(),
    syncedAt: now,
    gone: false,
  }
}
