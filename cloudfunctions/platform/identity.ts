import { createHash, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

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
