import './collections'
import '../person/collections'
import type { Context } from '../../context'
import { DAY } from '../../kernel/day'
import { Refusal } from '../../kernel/errors'
import { hash64 } from '../../kernel/hash'
import type { Handlers } from '../../kernel/rpc'
import { readEdition, writeRules } from '../../kernel/ruleBook'
import type { Doc, Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import '../delivery/collections'
import { requireMember } from '../member/access'
import { personOf } from '../person/links'
import { identityIdOf } from '../person/rules'
import { requireStaff } from '../staff/access'
import { readColleagues } from '../staff/server'
import { codePicture } from './invitation'
import type { InviteCode, inviteMemberContract, inviteStaffContract } from './inviteContract'
import { type InvitePlace, inviteFor, invitingSubject, invitingView, requireReady } from './inviting'
import { channelText } from './text'

/** WeCom may draw a code anew, as with another logo; what it leads to stays the same. */
const FRESH = 7 * DAY
const FOLDER = 'codes'

export const inviteMemberHandlers: Handlers<typeof inviteMemberContract, Context> = {
  /** Eleven reads at most while the pictures are known; the first member after a week waits for WeCom once. */
  async 'channel.invite'({ channel }, context) {
    const { store, caller, photos } = context
    const person = await personOf(store, identityIdOf('wxa', requireMember(caller)))
    const { contactWay, joinWay } = (await inviteFor(context, person, channel)).offered
    const [advisor, group] = await together([
      fileOf(context, contactWay, 'contactWay'),
      fileOf(context, joinWay, 'joinWay'),
    ])
    const urls = await photos.urlsOf([advisor, group].filter((file) => file !== null))
    const shown = {
      advisor: await codeOf(context, contactWay, advisor, urls, advisorName),
      group: await codeOf(context, joinWay, group, urls, groupName),
    }
    const lost = (contactWay !== null && shown.advisor === null) || (joinWay !== null && shown.group === null)
    return { ...shown, why: lost ? channelText.inviteLost : null }
  },
}

export const inviteStaffHandlers: Handlers<typeof inviteStaffContract, Context> = {
  async 'channel.inviting'(_input, { store }) {
    return invitingView(await readEdition(store, invitingSubject))
  },

  async 'channel.setInviting'({ request, revision, on, advisor, group }, { store, now, caller }) {
    const { name: by } = requireStaff(caller)
    await requireReady(store, advisor, 'contactWay')
    await requireReady(store, group, 'joinWay')
    const rules = { schema: 1 as const, on, advisor, group }
    return invitingView(
      await writeRules(store, invitingSubject, { rules, revision, request: hash64(request), by }, now),
    )
  },
}

async function advisorName(store: Store, { onWay }: Doc<'channels'>): Promise<string | null> {
  const [user, another] = onWay ?? []
  if (user === undefined || another !== undefined) return null
  return (await readColleagues(store)).find((each) => each.user === user)?.name ?? null
}

async function groupName(store: Store, { groups }: Doc<'channels'>): Promise<string | null> {
  const [chat, another] = groups?.chats ?? []
  // A full group is followed by the next one, which WeCom names itself.
  if (chat === undefined || another !== undefined || groups?.autoCreate) return null
  return (await store.get('groups', chat))?.name ?? null
}

async function codeOf(
  { store }: Context,
  channel: Doc<'channels'> | null,
  file: string | null,
  urls: ReadonlyMap<string, string>,
  nameOf: typeof groupName,
): Promise<InviteCode | null> {
  if (channel === null || file === null) return null
  const picture = urls.get(file)
  if (picture !== undefined) return { picture, name: await nameOf(store, channel) }
  // Somebody has emptied the storage: the next one fetches it again.
  await store.update('code_pictures', { file }, { at: 0 })
  return null
}

function keyOf({ codes }: Doc<'channels'>, place: InvitePlace): string {
  return `${place}:${codes[place].ref}`
}

/**
 * The picture in our own storage, named by its content: WeCom's address of it is plain http and changes. Two at once store the same file
 * under the same key.
 *
 * @returns its fileID, also of an old one while WeCom does not answer; null when there never was one
 */
async function fileOf(context: Context, channel: Doc<'channels'> | null, place: InvitePlace): Promise<string | null> {
  if (channel === null) return null
  const { store, now, photos } = context
  const _id = keyOf(channel, place)
  const known = await store.get('code_pictures', _id)
  if (known !== null && known.at <= now && known.at > now - FRESH) return known.file
  try {
    const { bytes } = await codePicture(context, channel._id, place)
    const file = await photos.put(bytes, FOLDER)
    if (file === null) return known?.file ?? null
    if (known === null) await store.insert('code_pictures', { _id, schema: 1, file, at: now })
    else await store.update('code_pictures', { _id, at: known.at }, { file, at: now })
    return file
  } catch (error) {
    if (error instanceof Refusal) return known?.file ?? null
    throw error
  }
}
