import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'

/**
 * The member's id: an HMAC of the openid. No read is needed to find an account, and no key of any collection holds an
 * openid, so a member can be deleted by dropping one profile. 96 bits: no two of a billion members meet.
 */
export function memberIdOf(secret: string, openid: string): string {
  return `m${createHmac('sha256', secret).update(openid).digest('hex').slice(0, 24)}`
}

/** 128 random bits as 32 hex digits. */
export function randomToken(): string {
  return randomBytes(16).toString('hex')
}

/** Session tokens are stored as their hash, so a leaked database opens no session. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** scrypt with N = 2^14, r = 8, p = 1 (16 MB, some 50 ms): `scrypt$salt$hash`, both hex. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `scrypt$${salt.toString('hex')}$${(await derive(password, salt)).toString('hex')}`
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, salt, hash] = stored.split('$')
  if (scheme !== 'scrypt' || !salt || !hash) return false
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'hex')), Buffer.from(hash, 'hex'))
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { N: 1 << 14, r: 8, p: 1 }, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** What joins the identities of one person: an HMAC of the unionid, which itself is never stored. */
export function unionKeyOf(secret: string, unionid: string): string {
  return `u${createHmac('sha256', secret).update(`unionid:${unionid}`).digest('hex').slice(0, 24)}`
}

/** A follower of the 公众号: like a member's id, so no key of any collection holds an openid. */
export function followerIdOf(secret: string, openid: string): string {
  return `o${createHmac('sha256', secret).update(`mp:${openid}`).digest('hex').slice(0, 24)}`
}

/** A name under which nobody is found again: for keys that would else hold a member's id in another one's papers. */
export function digestOf(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex').slice(0, 24)
}

/** Behind the 12 bytes of a member's id, so that a code which was made up is told from a real one. */
const INVITE_MARK = Buffer.from('inv1')

/**
 * The code that a member's shared cards carry: their id, sealed in one block of AES-128, so that it needs no document and tells nobody whose it
 * is. The same member has the same code for ever. 22 characters of `[0-9A-Za-z_-]`.
 */
export function inviteCodeOf(secret: string, memberId: string): string {
  const cipher = createCipheriv('aes-128-ecb', inviteKey(secret), null).setAutoPadding(false)
  const block = Buffer.concat([Buffer.from(memberId.slice(1), 'hex'), INVITE_MARK])
  return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url')
}

/** Whose code it is; null for anything else. */
export function memberOfInvite(secret: string, code: string): string | null {
  if (!/^[\w-]{22}$/.test(code)) return null
  const decipher = createDecipheriv('aes-128-ecb', inviteKey(secret), null).setAutoPadding(false)
  const block = Buffer.concat([decipher.update(Buffer.from(code, 'base64url')), decipher.final()])
  return block.subarray(12).equals(INVITE_MARK) ? `m${block.subarray(0, 12).toString('hex')}` : null
}

function inviteKey(secret: string): Buffer {
  return createHmac('sha256', secret).update('invite').digest().subarray(0, 16)
}
