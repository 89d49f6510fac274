import { type CallOpenapi, OpenapiFailed } from './openapi'
import { openOpenapi } from './sdk'

/** A subscribe message of the mini-program, in the API's own terms. */
export interface SubscribeMessage {
  openid: string
  templateId: string
  /** Page with query, without a leading slash. */
  page: string
  /** Field of the template → what stands there. */
  data: readonly { field: string; value: string }[]
}

/**
 * What became of a call. `refused` is WeChat's own no: surely nothing was sent. `unknown`: no answer, or one that does not say;
 * it may have been sent, and as the API knows no key of ours nobody can ask.
 */
export type Sent =
  | { outcome: 'sent' }
  | { outcome: 'refused'; code: number; message: string }
  | { outcome: 'unknown'; message: string }

/** The mini-program's own APIs, called through the cloud without any token. */
export interface Wxa {
  /** `subscribeMessage.send`. Never throws and never repeats. */
  sendSubscribeMessage(message: SubscribeMessage): Promise<Sent>
  /**
   * `wxacode.getUnlimited`: the picture of a code that opens a page with a scene. There is no limit in all and no trace at WeChat, so a
   * second try is harmless.
   *
   * @throws OpenapiFailed 40129 for a scene that is too long, 41030 for a page that is not published
   */
  getCode(scene: string, page: string): Promise<CodePicture>
}

export interface CodePicture {
  contentType: string
  bytes: Uint8Array<ArrayBuffer>
}

/** The client of this environment; a function that uses it names the API in its config.json. */
export function openWxa(): Wxa {
  return createWxa(openOpenapi())
}

export function createWxa(call: CallOpenapi): Wxa {
  return {
    async sendSubscribeMessage({ openid, templateId, page, data }) {
      const fields = Object.fromEntries(data.map(({ field, value }) => [field, { value }]))
      try {
        await call('subscribeMessage.send', { touser: openid, templateId, page, data: fields })
        return { outcome: 'sent' }
      } catch (error) {
        if (!(error instanceof OpenapiFailed)) throw error
        const { code, told: message } = error
        return error.refused && code !== null ? { outcome: 'refused', code, message } : { outcome: 'unknown', message }
      }
    },

    async getCode(scene, page) {
      const answer = await call('wxacode.getUnlimited', { scene, page, width: 1280 })
      const { contentType, buffer } = answer
      if (!(buffer instanceof Uint8Array) || buffer.length === 0) {
        throw new OpenapiFailed('wxacode.getUnlimited', null, 'an answer without a picture')
      }
      return { contentType: typeof contentType === 'string' ? contentType : 'image/png', bytes: new Uint8Array(buffer) }
    },
  }
}
