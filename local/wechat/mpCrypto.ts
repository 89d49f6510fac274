import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { SealedCallback } from './callbacks'

/** The simulated 公众号 as its console has it. `plain` posts messages unencrypted, `both` beside the cipher (兼容模式). */
export type MpAccount = {
  appid: string
  secret: string
  /** gh_… */
  account: string
  token: string
  encodingAesKey: string
  mode?: 'plain' | 'both' | 'safe'
}

/** Path under the brand's callback address. */
const PATH = '/mp'

/** A message as 公众号 posts it: signed by time and nonce, in the safe modes also encrypted. */
export function sealMessage(mp: MpAccount, xml: string, openid: string, at: number): SealedCallback {
  const timestamp = String(Math.floor(at / 1000))
  const nonce = randomBytes(6).toString('hex')
  const signature = signed([mp.token, timestamp, nonce])
  const query = new URLSearchParams({ signature, timestamp, nonce, openid })
  const mode = mp.mode ?? 'safe'
  if (mode === 'plain') return { query: query.toString(), body: xml, path: PATH }
  const encrypted = encrypt(mp, xml)
  query.set('encrypt_type', 'aes')
  query.set('msg_signature', signed([mp.token, timestamp, nonce, encrypted]))
  const cipher = `<Encrypt><![CDATA[${encrypted}]]></Encrypt>`
  const account = `<ToUserName><![CDATA[${mp.account}]]></ToUserName>`
  const body = mode === 'both' ? xml.replace('</xml>', `${cipher}</xml>`) : `<xml>${account}${cipher}</xml>`
  return { query: query.toString(), body, path: PATH }
}

/** What the brand answered, opened; undefined when it is nothing that WeChat understands, which people are told. */
export function openReply(mp: MpAccount, body: string): string | undefined {
  if (body === '' || body === 'success') return ''
  if (mp.mode === 'plain') return body
  const encrypted = field(body, 'Encrypt')
  const parts = [mp.token, field(body, 'TimeStamp'), field(body, 'Nonce'), encrypted]
  if (encrypted === '' || signed(parts) !== field(body, 'MsgSignature')) return undefined
  const key = Buffer.from(`${mp.encodingAesKey}=`, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const bytes = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()])
  const length = bytes.readUInt32BE(16)
  const end = bytes.length - (bytes[bytes.length - 1] ?? 0)
  return bytes.subarray(20 + length, end).toString() === mp.appid
    ? bytes.subarray(20, 20 + length).toString()
    : undefined
}

/** The first field of a name in flat XML; a CDATA that was split stands together again. */
export function field(xml: string, name: string): string {
  const inside = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml)?.[1] ?? ''
  const parts = [...inside.matchAll(/<!\[CDATA\[([\s\S]*?)]]>/g)].map((match) => match[1] ?? '')
  return parts.length === 0 ? inside.trim() : parts.join('')
}

function signed(parts: string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex')
}

function encrypt({ encodingAesKey, appid }: MpAccount, xml: string): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  const size = Buffer.alloc(4)
  size.writeUInt32BE(Buffer.byteLength(xml))
  const bytes = Buffer.concat([randomBytes(16), size, Buffer.from(xml + appid)])
  const pad = 32 - (bytes.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([bytes, Buffer.alloc(pad, pad)])), cipher.final()]).toString(
    'base64',
  )
}
