import * as v from 'valibot'
import { attachmentBody, present } from './wecomShapes'
import type { Attachment } from './wecomTypes'
import { emptyAnswer } from './wecomTypes'

/** How the client of one corporation calls: with its token, renewed once; `null` as a body makes it a GET. */
export type WecomCall = <S extends v.GenericSchema>(
  api: string,
  body: object | FormData | null,
  answer: S,
  query?: string,
) => Promise<v.InferOutput<S>>

/** Text and attachments of a welcome (WD/92137): at most 4,000 bytes and nine attachments, not both empty. */
export type Welcome = { text?: string; attachments?: Attachment[] }
/** What WeCom sends to who joins a group (WD/92366): at most 3,000 bytes, `%NICKNAME%` is the name; one attachment. */
export type GroupWelcome = { text?: string; attachment?: Attachment }

const contactAnswer = v.object({
  external_contact: v.object({
    external_userid: v.string(),
    name: v.optional(v.string(), ''),
    type: v.optional(v.number(), 1),
    unionid: v.optional(v.string()),
  }),
})
const templateAnswer = v.object({ template_id: v.string() })

/** The calls about newcomers. Errors as of every other call. */
export function welcomeCalls(call: WecomCall) {
  return {
    /**
     * `externalcontact/send_welcome_msg` (WD/92137): within 20 s of the event, once for each code. 41050 'expired' is too late,
     * 41051 'done' somebody has spoken already, 41096 'retry_later' another application is about to.
     */
    async sendWelcome(code: string, { text, attachments }: Welcome): Promise<void> {
      const body = present({
        welcome_code: code,
        text: text ? { content: text } : undefined,
        attachments: attachments?.length ? attachments.map(attachmentBody) : undefined,
      })
      await call('externalcontact/send_welcome_msg', body, emptyAnswer)
    },

    /** `externalcontact/get` (WD/92114): the name of a customer as WeChat shows it. */
    async getContact(externalUserid: string): Promise<{ name: string; unionid: string | null }> {
      const query = `&external_userid=${encodeURIComponent(externalUserid)}`
      const { external_contact: contact } = await call('externalcontact/get', null, contactAnswer, query)
      return { name: contact.name, unionid: contact.unionid ?? null }
    },

    /** `group_welcome_template/add` (WD/92366): the owner then picks it in the client. Not idempotent on the platform. */
    async addGroupWelcome(welcome: GroupWelcome): Promise<string> {
      const answer = await call('externalcontact/group_welcome_template/add', groupWelcomeBody(welcome), templateAnswer)
      return answer.template_id
    },

    /** `group_welcome_template/edit`: replaces the content; groups that picked it say the new words. A second try is harmless. */
    async editGroupWelcome(id: string, welcome: GroupWelcome): Promise<void> {
      const body = { template_id: id, ...groupWelcomeBody(welcome) }
      await call('externalcontact/group_welcome_template/edit', body, emptyAnswer)
    },

    /** `group_welcome_template/del`: 41058 when it is not there. */
    async removeGroupWelcome(id: string): Promise<void> {
      await call('externalcontact/group_welcome_template/del', { template_id: id }, emptyAnswer)
    },
  }
}

function groupWelcomeBody({ text, attachment }: GroupWelcome): Record<string, unknown> {
  const parts = attachment === undefined ? {} : attachmentBody(attachment)
  const { msgtype: _kind, ...part } = parts
  // No notice to every owner of the corporation: who shall pick it is told by the brand's own page.
  return { ...present({ text: text ? { content: text } : undefined }), ...part, notify: 0 }
}
