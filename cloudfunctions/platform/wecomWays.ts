import * as v from 'valibot'
import { present } from './wecomShapes'
import { emptyAnswer } from './wecomTypes'
import type { WecomCall } from './wecomWelcome'

/** A code 「联系我」 (WD/92228): at most 100 users; `state` and `remark` at most 30 letters. */
export interface ContactWay {
  state: string
  remark: string
  users: string[]
}

/** A code 「加入群聊」 (WD/92229): one to five groups. */
export interface JoinWay {
  state: string
  remark: string
  chats: string[]
  autoCreate: boolean
  baseName: string
  baseId: number
}

/** `picture` is the address of its QR code. */
export interface MadeWay {
  configId: string
  picture: string
}

export interface CorpTag {
  id: string
  name: string
}

const madeContact = v.object({ config_id: v.string(), qr_code: v.optional(v.string(), '') })
const gotContact = v.object({
  contact_way: v.object({
    config_id: v.string(),
    qr_code: v.optional(v.string(), ''),
    state: v.optional(v.string(), ''),
    user: v.optional(v.array(v.string()), []),
  }),
})
const listedContacts = v.object({
  contact_way: v.optional(v.array(v.object({ config_id: v.string() })), []),
  next_cursor: v.optional(v.string(), ''),
})
const madeJoin = v.object({ config_id: v.string() })
const gotJoin = v.object({
  join_way: v.object({
    config_id: v.string(),
    qr_code: v.optional(v.string(), ''),
    state: v.optional(v.string(), ''),
    chat_id_list: v.optional(v.array(v.string()), []),
  }),
})
const tag = v.object({ id: v.string(), name: v.string() })
const tagGroup = v.object({ group_id: v.string(), group_name: v.string(), tag: v.optional(v.array(tag), []) })
const listedTags = v.object({ tag_group: v.optional(v.array(tagGroup), []) })
const madeTags = v.object({ tag_group: tagGroup })

const CONTACT = 'externalcontact'
const JOIN = 'externalcontact/groupchat'
/** More than this since a try began is a corporation that makes codes elsewhere; then a person looks. */
const MOST_PAGES = 20

/** The calls about codes and tags. Errors as of every other call. */
export function wayCalls(call: WecomCall) {
  return {
    /** `add_contact_way` (WD/92228): several people, as a QR code. Not idempotent on the platform. */
    async addContactWay({ state, remark, users }: ContactWay): Promise<MadeWay> {
      const body = { type: 2, scene: 2, skip_verify: true, remark, state, user: users }
      const made = await call(`${CONTACT}/add_contact_way`, body, madeContact)
      return { configId: made.config_id, picture: made.qr_code }
    },

    /** `get_contact_way`; 41044 or 40068-like refusals mean that there is none of this name. */
    async getContactWay(configId: string): Promise<MadeWay & { state: string; users: string[] }> {
      const { contact_way: way } = await call(`${CONTACT}/get_contact_way`, { config_id: configId }, gotContact)
      return { configId: way.config_id, picture: way.qr_code, state: way.state, users: way.user }
    },

    /** `list_contact_way`: config ids of those that were made in `[from, to]` (ms). */
    async listContactWays(from: number, to: number): Promise<string[]> {
      const ids: string[] = []
      let cursor = ''
      for (let page = 0; page < MOST_PAGES; page++) {
        const range = { start_time: Math.floor(from / 1000), end_time: Math.ceil(to / 1000), limit: 1000 }
        const answer = await call(`${CONTACT}/list_contact_way`, present({ ...range, cursor }), listedContacts)
        ids.push(...answer.contact_way.map((way) => way.config_id))
        if (answer.next_cursor === '') break
        cursor = answer.next_cursor
      }
      return ids
    },

    /** `update_contact_way`: who receives. A second try is harmless. */
    async updateContactWay(configId: string, users: string[]): Promise<void> {
      await call(`${CONTACT}/update_contact_way`, { config_id: configId, user: users }, emptyAnswer)
    },

    async removeContactWay(configId: string): Promise<void> {
      await call(`${CONTACT}/del_contact_way`, { config_id: configId }, emptyAnswer)
    },

    /** `groupchat/add_join_way` (WD/92229). Not idempotent, and there is no list to find one in afterwards. */
    async addJoinWay(way: JoinWay): Promise<string> {
      return (await call(`${JOIN}/add_join_way`, joinBody(way), madeJoin)).config_id
    },

    /** `groupchat/get_join_way`: only here its picture is told. */
    async getJoinWay(configId: string): Promise<MadeWay & { state: string; chats: string[] }> {
      const { join_way: way } = await call(`${JOIN}/get_join_way`, { config_id: configId }, gotJoin)
      return { configId: way.config_id, picture: way.qr_code, state: way.state, chats: way.chat_id_list }
    },

    /** `groupchat/update_join_way`: replaces every field. A second try is harmless. */
    async updateJoinWay(configId: string, way: JoinWay): Promise<void> {
      await call(`${JOIN}/update_join_way`, { config_id: configId, ...joinBody(way) }, emptyAnswer)
    },

    async removeJoinWay(configId: string): Promise<void> {
      await call(`${JOIN}/del_join_way`, { config_id: configId }, emptyAnswer)
    },

    /** `get_corp_tag_list` (WD/92117): all tags of the corporation. */
    async listTags(): Promise<CorpTag[]> {
      const { tag_group: groups } = await call(`${CONTACT}/get_corp_tag_list`, {}, listedTags)
      return groups.flatMap((group) => group.tag)
    },

    /** `add_corp_tag` into a group of that name, which is made when it is missing. 40071: a tag of that name is there. */
    async addTags(groupName: string, names: string[]): Promise<CorpTag[]> {
      const body = { group_name: groupName, tag: names.map((name) => ({ name })) }
      return (await call(`${CONTACT}/add_corp_tag`, body, madeTags)).tag_group.tag
    },

    /** `mark_tag` (WD/92118): of one customer of one member of staff. A second try is harmless. */
    async markTags(user: string, externalUserid: string, tags: string[]): Promise<void> {
      await call(`${CONTACT}/mark_tag`, { userid: user, external_userid: externalUserid, add_tag: tags }, emptyAnswer)
    },
  }
}

function joinBody({ state, remark, chats, autoCreate, baseName, baseId }: JoinWay): object {
  return present({
    scene: 2,
    remark,
    auto_create_room: autoCreate ? 1 : 0,
    room_base_name: autoCreate ? baseName : undefined,
    room_base_id: autoCreate && baseName !== '' ? baseId : undefined,
    chat_id_list: chats,
    state,
  })
}
