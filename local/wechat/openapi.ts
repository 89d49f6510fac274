import { codePicture } from './codePicture'
import type { Faults } from './faults'
import { checkMedia, checkText } from './security'
import type { World } from './types'

type Answer = Record<string, unknown>
type Caller = { openid?: string }

/** Field types of a subscribe message and what fits in them (mini-program doc, subscribe-message). */
const FIELDS: [name: RegExp, fits: (value: string) => boolean][] = [
  [/^thing\d+$/, (value) => [...value].length <= 20],
  [/^number\d+$/, (value) => /^-?[\d.]{1,32}$/.test(value)],
  [/^character_string\d+$/, (value) => value.length <= 32 && /^[\x21-\x7e]+$/.test(value)],
  [/^phrase\d+$/, (value) => /^\p{Script=Han}{1,5}$/u.test(value)],
  [/^(time|date)\d+$/, (value) => /\d/.test(value)],
  [/^amount\d+$/, (value) => /^\D?[\d.]{1,10}元?$/.test(value)],
  [/^name\d+$/, (value) => /^\p{Script=Han}{1,10}$|^[A-Za-z ]{1,20}$/u.test(value)],
  [/^letter\d+$/, (value) => /^[A-Za-z]{1,32}$/.test(value)],
  [/^symbol\d+$/, (value) => [...value].length <= 5 && !/[\p{L}\p{N}]/u.test(value)],
  [/^phone_number\d+$/, (value) => value.length <= 17 && /^[\d+\-() ]+$/.test(value)],
  [/^car_number\d+$/, (value) => [...value].length <= 8],
  [/^enum\d+$/, (value) => value.length <= 32],
]
const SCENE_CHARACTERS = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/

/**
 * Answers a cloud call of `wx.openApi` in the wire's form: `params` in snake case, the answer `{errcode, errmsg, …}` or
 * an image `{contentType, buffer}`; the SDK turns both into camel case. An API that is not played here is -604100.
 */
export function openapiCall(world: World, faults: Faults, name: string, params: Answer, caller: Caller): Answer {
  const fault = faults.take(name)
  if (fault?.kind === 'errcode') return refuse(fault.errcode ?? -1, 'system busy')
  if (fault?.kind === 'cut-before' || fault?.kind === 'hang-before') throw new Error(`${name} got no answer`)
  const answer = perform(world, faults, name, params, caller)
  if (fault) throw new Error(`${name} lost its answer`)
  return answer
}

function perform(world: World, faults: Faults, name: string, params: Answer, caller: Caller): Answer {
  if (name === 'subscribeMessage.send') return world.transact(() => sendSubscribeMessage(world, params))
  if (name === 'security.msgSecCheck') return checkText(params, caller)
  if (name === 'security.mediaCheckAsync') return world.transact(() => checkMedia(world, faults, params, caller))
  if (name === 'wxacode.getUnlimited') return world.transact(() => getUnlimited(world, params))
  return refuse(-604100, 'API not found')
}

/** The member switched the messages of a template off in WeChat's own settings: what was accepted before is void. */
export function refuseSubscription(world: World, openid: string, templateId: string): void {
  world.store.run('update subscriptions set credits = 0 where openid = ? and template_id = ?', openid, templateId)
}

/** The member pressed 允许 once for a template; one accept is one send. */
export function acceptSubscription(world: World, openid: string, templateId: string): void {
  world.store.run(
    `insert into subscriptions values (?, ?, 1)
     on conflict (openid, template_id) do update set credits = credits + 1`,
    openid,
    templateId,
  )
}

/** What the platform saw, beside the calls of 企业微信, for the page and for tests. */
export function noteCall(world: World, api: string, params: Answer, answer: Answer): void {
  const code = typeof answer.errcode === 'number' ? answer.errcode : 0
  world.transact(() => {
    world.store.run(
      'insert into calls (at, api, code, note, request) values (?, ?, ?, ?, ?)',
      world.clock.now(),
      api,
      code,
      String(answer.errmsg ?? ''),
      JSON.stringify(params).slice(0, 4000),
    )
  })
}

function refuse(errcode: number, errmsg: string): Answer {
  return { errcode, errmsg }
}

function sendSubscribeMessage(world: World, params: Answer): Answer {
  const { touser, template_id: templateId, page, data } = params
  if (typeof touser !== 'string' || touser === '') return refuse(40003, 'invalid openid')
  if (typeof templateId !== 'string' || templateId === '') return refuse(40037, 'invalid template_id')
  if (typeof data !== 'object' || data === null) return refuse(47003, 'argument invalid! data invalid')
  for (const [field, entry] of Object.entries(data)) {
    const value: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'value') : undefined
    const rule = FIELDS.find(([pattern]) => pattern.test(field))
    const fits = typeof value === 'string' && value !== '' && rule?.[1](value) === true
    if (!fits) return refuse(47003, `argument invalid! data.${field}.value invalid`)
  }
  if (page !== undefined && (typeof page !== 'string' || page.startsWith('/'))) return refuse(41030, 'invalid page')
  const known = world.store.one('select openid from members where openid = ?', touser)
  const guest = world.store.one('select openid from subscriptions where openid = ?', touser)
  if (known === undefined && guest === undefined) return refuse(40003, 'invalid openid')
  const taken = world.store.run(
    'update subscriptions set credits = credits - 1 where openid = ? and template_id = ? and credits > 0',
    touser,
    templateId,
  )
  if (taken === 0) return refuse(43101, 'user refuse to accept the msg')
  world.store.run(
    'insert into subscribe_messages (openid, template_id, page, data, at) values (?, ?, ?, ?, ?)',
    touser,
    templateId,
    typeof page === 'string' ? page : null,
    JSON.stringify(data),
    world.clock.now(),
  )
  return { errcode: 0, errmsg: 'ok' }
}

function getUnlimited(world: World, params: Answer): Answer {
  const { scene, page } = params
  if (typeof scene !== 'string' || !SCENE_CHARACTERS.test(scene)) return refuse(40129, 'invalid scene')
  const path = page === undefined ? '' : page
  if (typeof path !== 'string' || path.startsWith('/') || path.includes('?')) {
    return refuse(41030, 'invalid page')
  }
  world.store.run('insert or ignore into codes values (?, ?, ?)', scene, path, world.clock.now())
  return { contentType: 'image/png', buffer: codePicture(`${path}?scene=${scene}`) }
}
