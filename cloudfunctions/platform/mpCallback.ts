import { createCipheriv, randomBytes } from 'node:crypto'
import type { PassiveReply } from '../../src/features/inbound/rules'
import { CallbackRefused, callbackSignature, openCallback, verifyCallback, verifyUrl } from './callbackCrypto'
import { bodyOf, type HttpEvent } from './http'
import {
  type CallbackAnswer,
  encryptedIn,
  eventIdOf,
  plain,
  type ReadCallback,
  refusedAnswer,
  refuseOld,
} from './wecomCallback'

export interface MpCallbackKeys {
  token: string
  /** Empty: 明文模式. With a key only encrypted messages are believed, because a plain body is covered by no signature. */
  encodingAesKey: string
  appid: string
}

/** Bytes of a message's body: 600 words of a person are 2 KB. */
const LARGEST = 64_000

/**
 * Reads a request of 公众号: the URL check (GET; the raw echostr also in 安全模式) or a message (POST, answered within 5 s, three tries) in
 * plain, 兼容 or encrypted mode.
 */
export function readMpCallback(event: HttpEvent, keys: MpCallbackKeys, now: number): ReadCallback {
  const query = event.queryStringParameters ?? {}
  const { timestamp = '', nonce = '', signature = '', echostr = '' } = query
  if ((event.body ?? '').length > LARGEST) return { answer: plain(413, 'too large', 'TOO_LARGE') }
  try {
    // Without a token of ours every signature could be made by anybody.
    if (keys.token === '') throw new CallbackRefused('not set up')
    if (event.httpMethod === 'GET') {
      verifyUrl(signature, { token: keys.token, timestamp, nonce })
      if (!/^[\w+/=-]{1,200}$/.test(echostr)) throw new CallbackRefused('echostr')
      return { answer: plain(200, echostr, 'URL_CHECK') }
    }
    const raw = openMessage(bodyOf(event), keys, query)
    refuseOld(timestamp, now)
    return { event: { _id: eventIdOf('mp', raw), raw } }
  } catch (error) {
    return { answer: refusedAnswer(error) }
  }
}

function openMessage(body: string, keys: MpCallbackKeys, query: Record<string, string>): string {
  const { timestamp = '', nonce = '', signature = '', msg_signature = '' } = query
  if (keys.encodingAesKey === '') {
    verifyUrl(signature, { token: keys.token, timestamp, nonce })
    return body
  }
  // 兼容模式 sends the plain fields beside it; they are not looked at.
  const encrypted = encryptedIn(body)
  verifyCallback(msg_signature, { token: keys.token, timestamp, nonce, encrypted })
  return openCallback(keys.encodingAesKey, encrypted, keys.appid)
}

/**
 * The answer to a message: `success` for none, else the reply from the account to the person, encrypted as the message was.
 *
 * @param raw the message that is answered
 */
export function mpAnswer(
  reply: PassiveReply | null,
  raw: string,
  keys: MpCallbackKeys,
  now: number,
  code: string,
): CallbackAnswer {
  if (reply === null) return plain(200, 'success', code)
  const xml = replyXml(reply, raw, now)
  const body = keys.encodingAesKey === '' ? xml : sealedXml(xml, keys, now)
  return { ...plain(200, body, code), headers: { 'content-type': 'application/xml; charset=utf-8' } }
}

function replyXml(reply: PassiveReply, raw: string, now: number): string {
  const of = (name: string) => new RegExp(`<${name}><!\\[CDATA\\[([^\\]<]*)]]></${name}>`).exec(raw)?.[1] ?? ''
  const head = `<ToUserName>${cdata(of('FromUserName'))}</ToUserName><FromUserName>${cdata(of('ToUserName'))}</FromUserName><CreateTime>${Math.floor(now / 1000)}</CreateTime>`
  return `<xml>${head}${contentXml(reply)}</xml>`
}

function contentXml(reply: PassiveReply): string {
  if (reply.type === 'text') return `<MsgType><![CDATA[text]]></MsgType><Content>${cdata(reply.text)}</Content>`
  if (reply.type === 'image') {
    return `<MsgType><![CDATA[image]]></MsgType><Image><MediaId>${cdata(reply.mediaId)}</MediaId></Image>`
  }
  const { title, description, picture, url } = reply
  const item = `<Title>${cdata(title)}</Title><Description>${cdata(description)}</Description><PicUrl>${cdata(picture)}</PicUrl><Url>${cdata(url)}</Url>`
  return `<MsgType><![CDATA[news]]></MsgType><ArticleCount>1</ArticleCount><Articles><item>${item}</item></Articles>`
}

/** Whatever an operator wrote stays words. */
function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

function sealedXml(xml: string, { token, encodingAesKey, appid }: MpCallbackKeys, now: number): string {
  const encrypted = sealMessage(encodingAesKey, xml, appid, randomBytes(16))
  const timestamp = String(Math.floor(now / 1000))
  const nonce = randomBytes(8).toString('hex')
  const signature = callbackSignature(token, timestamp, nonce, encrypted)
  return `<xml><Encrypt>${cdata(encrypted)}</Encrypt><MsgSignature>${cdata(signature)}</MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce>${cdata(nonce)}</Nonce></xml>`
}

/** Encrypts as WXBizMsgCrypt does; `random` are 16 bytes. */
export function sealMessage(key43: string, message: string, receiver: string, random: Buffer): string {
  const key = Buffer.from(`${key43}=`, 'base64')
  const size = Buffer.alloc(4)
  size.writeUInt32BE(Buffer.byteLength(message))
  const body = Buffer.concat([random, size, Buffer.from(message + receiver)])
  const pad = 32 - (body.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([body, Buffer.alloc(pad, pad)])), cipher.final()]).toString(
    'base64',
  )
}
