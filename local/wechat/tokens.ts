import { randomBytes } from 'node:crypto'
import { Refusal } from './refusal'
import type { World } from './types'

type TokenRow = { token: string; expires_at: number; revoked: 'expired' | 'invalid' | null }

/**
 * `GET /cgi-bin/gettoken` (WD/91039). One token per corp and secret; while it lives every call answers the very same,
 * `expires_in` included, so a client cannot trust `expires_in` of a repeated answer and has to handle 42001.
 */
export function getToken(world: World, query: URLSearchParams): Record<string, unknown> {
  const corpid = query.get('corpid') ?? ''
  const secret = query.get('corpsecret') ?? ''
  const corp = world.store.getMeta<{ corpid: string; secret: string }>('corp')
  if (corp === undefined || corpid !== corp.corpid) throw new Refusal(40013, 'invalid corpid')
  if (secret !== corp.secret) throw new Refusal(40001, 'invalid credential, access_token is invalid or not latest')
  const now = world.clock.now()
  const seconds = world.rules().tokenSeconds
  const live = world.store.one<TokenRow>(
    'select token, expires_at, revoked from tokens where corpid = ? and secret = ? and revoked is null and expires_at > ?',
    corpid,
    secret,
    now,
  )
  const token = live?.token ?? randomBytes(96).toString('base64url')
  if (live === undefined) {
    world.store.run('insert into tokens values (?, ?, ?, ?, null)', token, corpid, secret, now + seconds * 1000)
  }
  return { errcode: 0, errmsg: 'ok', access_token: token, expires_in: seconds }
}

/** Throws 41001 without a token, 40014 for an unknown one, 42001 for one that ended (or was made to look so). */
export function checkToken(world: World, query: URLSearchParams): void {
  const token = query.get('access_token')
  if (!token) throw new Refusal(41001, 'access_token missing')
  const row = world.store.one<TokenRow>('select token, expires_at, revoked from tokens where token = ?', token)
  if (row === undefined || row.revoked === 'invalid') throw new Refusal(40014, 'invalid access_token')
  if (row.revoked === 'expired' || row.expires_at <= world.clock.now()) {
    throw new Refusal(42001, 'access_token expired')
  }
}

/** The platform takes every living token back early, as it may at any time; the next call with one is refused. */
export function revokeTokens(world: World, as: 'expired' | 'invalid'): number {
  return world.store.run('update tokens set revoked = ? where revoked is null', as)
}
