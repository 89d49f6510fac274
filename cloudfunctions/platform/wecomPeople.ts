import * as v from 'valibot'
import type { WecomCall } from './wecomWelcome'

/** A customer as `externalcontact/get` and `batch/get_by_user` tell of them. */
export interface ContactSeen {
  externalUserid: string
  /** Only of WeChat users, and when the corporation has bound a developer id (WD/92114). */
  unionid: string | null
  friends: {
    /** WeCom user id. */
    user: string
    /** ms, `createtime`. */
    at: number
    /** The channel that was carried, or ''. */
    state: string
    /** `add_way`: 1 code, 2 phone number, 3 card, 4 group … (WD/92265); null when not told. */
    addWay: number | null
  }[]
}

const contact = v.object({ external_userid: v.string(), unionid: v.optional(v.string()) })
const follow = v.object({
  userid: v.string(),
  createtime: v.number(),
  state: v.optional(v.string(), ''),
  add_way: v.optional(v.number()),
})
const contactAnswer = v.object({
  external_contact: contact,
  follow_user: v.optional(v.array(follow), []),
  next_cursor: v.optional(v.string(), ''),
})
const pageAnswer = v.object({
  external_contact_list: v.optional(v.array(v.object({ external_contact: contact, follow_info: follow })), []),
  next_cursor: v.optional(v.string(), ''),
})
const usersAnswer = v.object({ follow_user: v.optional(v.array(v.string()), []) })
const chatAnswer = v.object({ chat_id: v.string() })

/** Customers of one page (WD/92994). */
const PAGE = 100

/** The calls about who is whose customer. Errors as of every other call. */
export function peopleCalls(call: WecomCall) {
  return {
    /** `externalcontact/get` (WD/92114): who a customer is and whose friend; 84061 or 40096 'bad_target' when nobody's. */
    async lookAtContact(externalUserid: string): Promise<ContactSeen> {
      const friends: ContactSeen['friends'] = []
      let cursor = ''
      let unionid: string | null = null
      do {
        const query = `&external_userid=${encodeURIComponent(externalUserid)}&cursor=${encodeURIComponent(cursor)}`
        const answer = await call('externalcontact/get', null, contactAnswer, query)
        unionid = answer.external_contact.unionid ?? null
        friends.push(...answer.follow_user.map(friendOf))
        cursor = answer.next_cursor
      } while (cursor !== '')
      return { externalUserid, unionid, friends }
    },

    /** `externalcontact/batch/get_by_user` (WD/92994): a page of the customers of up to 100 members of staff. */
    async listContacts(users: readonly string[], cursor: string): Promise<{ contacts: ContactSeen[]; next: string }> {
      const body = { userid_list: users, cursor, limit: PAGE }
      const answer = await call('externalcontact/batch/get_by_user', body, pageAnswer)
      const contacts = answer.external_contact_list.map(({ external_contact: one, follow_info: info }) => ({
        externalUserid: one.external_userid,
        unionid: one.unionid ?? null,
        friends: [friendOf(info)],
      }))
      return { contacts, next: answer.next_cursor }
    },

    /** `externalcontact/get_follow_user_list` (WD/92571): staff who may have customers. */
    async listFollowUsers(): Promise<string[]> {
      return (await call('externalcontact/get_follow_user_list', null, usersAnswer)).follow_user
    },

    /** `externalcontact/opengid_to_chatid` (WD/94822): which of our groups a phone came from; 90509 or 40058 when none. */
    async chatOfOpenGid(opengid: string): Promise<string> {
      return (await call('externalcontact/opengid_to_chatid', { opengid }, chatAnswer)).chat_id
    },
  }
}

function friendOf({
  userid,
  createtime,
  state,
  add_way,
}: v.InferOutput<typeof follow>): ContactSeen['friends'][number] {
  return { user: userid, at: createtime * 1000, state, addWay: add_way ?? null }
}
