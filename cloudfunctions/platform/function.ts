import type { Caller, Context, Settings } from '../../src/context'
import { openTrail, type Trail } from '../../src/features/audit/trail'
import { resolveSession, resolveStaffOpenid } from '../../src/features/staff/server'
import { machineNow } from '../../src/kernel/clock'
import { refuse } from '../../src/kernel/errors'
import type { Contract, Handlers, MethodSpec, RpcAnswer } from '../../src/kernel/rpc'
import { answer } from '../../src/kernel/serve'
import type { Store } from '../../src/kernel/store'
import { type HttpAnswer, type HttpEvent, httpAnswer, isHttpEvent, readHttp } from './http'
import { memberIdOf, randomToken } from './identity'
import { logInvocation } from './log'
import { openMp } from './mpOfEnv'
import { openDatabase, openFiles, openPhotos, openSecurity, wxContext } from './sdk'
import { readSettings } from './settings'
import { wxStore } from './store'
import { openWecom } from './wecomOfEnv'
import { openWxa } from './wxa'

type Incoming = { method?: unknown; input?: unknown; client?: unknown; authorization?: string; group?: unknown }

/**
 * Makes the entry of a function that answers a contract: called by the mini-program (`callFunction`, identity by WeChat)
 * or over HTTP access (identity by Bearer token).
 *
 * @param deeds methods of which staff leave an entry in the log of deeds
 */
export function serve<C extends Contract>(
  name: string,
  methods: C,
  handlers: Handlers<C, Context>,
  deeds: Readonly<Record<string, string | null>> = {},
) {
  return async function main(event: unknown): Promise<RpcAnswer | HttpAnswer> {
    const started = performance.now()
    const meter = { calls: 0 }
    const settings = readSettings(process.env)
    const now = machineNow()
    const requestId = randomToken()
    const store = wxStore(openDatabase(), meter)
    const http = isHttpEvent(event)
    const incoming: Incoming = http ? readHttp(event as HttpEvent) : isRecord(event) ? event : {}

    let fault: unknown
    let trail: Trail | null = null
    const contextFor = (caller: Caller, guarded: Store): Context => ({
      now,
      requestId,
      store: guarded,
      settings,
      token: randomToken,
      wecom: openWecom(now),
      mp: openMp(now),
      wxa: openWxa(),
      security: openSecurity(),
      photos: openPhotos(),
      files: openFiles(),
      caller,
    })
    const result = await answer(methods, handlers, {
      method: incoming.method,
      input: incoming.input,
      now,
      requestId,
      fault: (error) => {
        fault = error
      },
      admit: async (spec) => {
        const caller = await admit(spec, {
          ...(http ? {} : identityOfCall()),
          openGid: openGidOf(incoming.group),
          authorization: incoming.authorization,
          store,
          settings,
          now,
        })
        const method = String(incoming.method)
        if (caller.kind === 'staff' && (deeds[method] ?? null) !== null) {
          const { staffId, name: who } = caller
          trail = openTrail(store, { _id: requestId, at: now, staffId, name: who, method, input: incoming.input })
        }
        return contextFor(caller, trail?.store ?? store)
      },
    })
    fault ??= await endOf(trail, result.ok ? null : result.code)
    logInvocation({
      function: name,
      method: typeof incoming.method === 'string' ? incoming.method : null,
      requestId,
      wire: meter.calls,
      ms: Math.round(performance.now() - started),
      code: result.ok ? 'OK' : result.code,
      fault,
    })
    return http ? httpAnswer(result) : result
  }
}

/** The deed is done or refused by now: an entry whose end is not noted stays `begun`, and the log says why. */
async function endOf(trail: Trail | null, code: string | null): Promise<unknown> {
  try {
    await trail?.close(code)
    return undefined
  } catch (error) {
    return error
  }
}

/** The platform turns an id of digits alone into a number (wx-server-sdk 4.0.2), so it is made a string again. */
function identityOfCall(): { openid?: string; unionid?: string } {
  const { OPENID, UNIONID } = wxContext()
  return {
    ...(OPENID !== undefined && OPENID !== '' && { openid: String(OPENID) }),
    ...(UNIONID !== undefined && UNIONID !== '' && { unionid: String(UNIONID) }),
  }
}

/**
 * What the platform puts in the place of a `cloudID` at the top of a call's data. A forged one names a group of ours at most, and is
 * only ever used to say where a visit came from.
 */
function openGidOf(group: unknown): string | null {
  const data = isRecord(group) ? group.data : undefined
  const opengid = isRecord(data) ? data.opengid : undefined
  return typeof opengid === 'string' && /^[\w-]{1,64}$/.test(opengid) ? opengid : null
}

/**
 * Who is calling, in one place: a staff session (Bearer), a bound openid, a WeChat identity, or nobody. Consent is not
 * asked here: it stands in the account that the handler reads anyway.
 */
async function admit(
  spec: MethodSpec,
  call: {
    openid?: string
    unionid?: string
    openGid: string | null
    authorization?: string
    store: Store
    settings: Settings
    now: number
  },
): Promise<Caller> {
  const { roles } = spec
  if (roles.includes('anyone')) return { kind: 'anyone' }
  if (roles.includes('visitor') || roles.includes('member')) {
    if (!call.openid) refuse('UNAUTHENTICATED', '没有拿到微信身份，请从微信里重新打开小程序。')
    const memberId = memberIdOf(call.settings.secret, call.openid)
    return { kind: 'visitor', openid: call.openid, memberId, unionid: call.unionid ?? null, openGid: call.openGid }
  }
  const staff = call.openid
    ? await resolveStaffOpenid(call.store, call.openid)
    : await resolveSession(call.store, call.authorization, call.now)
  if (!staff.roles.some((role) => roles.includes(role))) {
    refuse('FORBIDDEN', '你的角色还不能做这一步，请找运营负责人开通。')
  }
  return staff
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
