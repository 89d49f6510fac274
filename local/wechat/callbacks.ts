import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import type { Store } from './store'

/** Fields of an event in the order of the document; a list becomes `<Item>`s, as `MemChangeList` has them today. */
export type EventFields = Record<string, string | number | readonly string[]>

export type CallbackKeys = { token: string; encodingAesKey: string }

/** A callback as it goes over the wire: query and body of one POST. */
export type SealedCallback = {
  query: string
  body: string /** Behind the brand's address; that of 公众号 has one. */
  path?: string
}

/** 企业微信 waits five seconds for an answer and tries three times in all (WD/90930). */
const TIMEOUT = 5000
const TRIES = 3

/** The envelope that every event of a self-built application has (WD/92130). */
export function eventXml(corpid: string, at: number, fields: EventFields): string {
  const all: EventFields = {
    ToUserName: corpid,
    FromUserName: 'sys',
    CreateTime: Math.floor(at / 1000),
    MsgType: 'event',
    ...fields,
  }
  return `<xml>${Object.entries(all)
    .map(([name, value]) => `<${name}>${contentOf(value)}</${name}>`)
    .join('')}</xml>`
}

function contentOf(value: EventFields[string]): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return `<![CDATA[${value}]]>`
  return value.map((item) => `<Item><![CDATA[${item}]]></Item>`).join('')
}

/** Encrypts and signs an event as WXBizMsgCrypt does (WD/90968). */
export function sealCallback(keys: CallbackKeys, corpid: string, xml: string, at: number): SealedCallback {
  const key = Buffer.from(`${keys.encodingAesKey}=`, 'base64')
  const size = Buffer.alloc(4)
  size.writeUInt32BE(Buffer.byteLength(xml))
  const plain = Buffer.concat([randomBytes(16), size, Buffer.from(xml + corpid)])
  const pad = 32 - (plain.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const sealed = cipher.update(Buffer.concat([plain, Buffer.alloc(pad, pad)]))
  const encrypted = Buffer.concat([sealed, cipher.final()]).toString('base64')
  const timestamp = String(Math.floor(at / 1000))
  const nonce = randomBytes(6).toString('hex')
  const parts = [keys.token, timestamp, nonce, encrypted].sort().join('')
  const signature = createHash('sha1').update(parts).digest('hex')
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce })
  const body = `<xml><ToUserName><![CDATA[${corpid}]]></ToUserName><AgentID></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
  return { query: query.toString(), body }
}

export type Callbacks = {
  /** Seals an event under the corporation's keys; undefined when none are set. */
  seal(xml: string): SealedCallback | undefined
  /** Posts it to the brand's address, up to three times until 200 comes back; `told` waits for it. */
  send(sealed: SealedCallback, done: (status: number, tries: number, body: string) => void): void
  told(): Promise<void>
  /** Whether the brand still has to be told of something. */
  readonly telling: boolean
}

/** @param url where the brand receives events; without it nobody listens */
export function createCallbacks(store: Store, now: () => number, url: string | undefined): Callbacks {
  const pending = new Set<Promise<void>>()

  async function post({ query, body, path = '' }: SealedCallback) {
    let status = 0
    let answer = ''
    for (let tries = 1; tries <= TRIES; tries++) {
      try {
        const init = { method: 'POST', body, headers: { 'content-type': 'text/xml' } }
        const response = await fetch(`${url}${path}?${query}`, { ...init, signal: AbortSignal.timeout(TIMEOUT) })
        answer = await response.text()
        status = response.status
      } catch {
        status = 0
      }
      if (status === 200) return { status, tries, answer }
    }
    return { status, tries: TRIES, answer }
  }

  return {
    seal(xml) {
      const keys = store.getMeta<CallbackKeys>('callback')
      const corp = store.getMeta<{ corpid: string }>('corp')
      return keys && corp ? sealCallback(keys, corp.corpid, xml, now()) : undefined
    },
    send(sealed, done) {
      if (url === undefined) return
      const work = post(sealed).then(({ status, tries, answer }) => done(status, tries, answer))
      pending.add(work)
      void work.finally(() => pending.delete(work))
    },
    get telling() {
      return pending.size > 0
    },
    async told() {
      while (pending.size > 0) await Promise.all(pending)
    },
  }
}
