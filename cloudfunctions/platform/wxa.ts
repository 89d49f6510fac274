import cloud from 'wx-server-sdk'
import { openDatabase } from './sdk'

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
}

/** -604102 timeout and -604103 system error say nothing about what WeChat did; the other negative codes stopped the call. */
const STOPPED_BEFORE = new Set([-1, -604100, -604101, -604104])

/** The mini-program client on `cloud.openapi`; a function that uses it names the API in its config.json. */
export function openWxa(): Wxa {
  return {
    async sendSubscribeMessage({ openid, templateId, page, data }) {
      openDatabase()
      const fields = Object.fromEntries(data.map(({ field, value }) => [field, { value }]))
      try {
        await cloud.openapi.subscribeMessage.send({ touser: openid, templateId, page, data: fields })
        return { outcome: 'sent' }
      } catch (error) {
        return sentOf(error)
      }
    },
  }
}

function sentOf(error: unknown): Sent {
  const { errCode: code } = error as { errCode?: unknown }
  const message = String((error as { errMsg?: unknown }).errMsg ?? error).slice(0, 200)
  // WeChat's refusals are positive, except for -1, busy.
  if (typeof code === 'number' && (code > 0 || STOPPED_BEFORE.has(code))) return { outcome: 'refused', code, message }
  return { outcome: 'unknown', message }
}
