import type { Context } from '../../src/context'
import { type Arrival, type Received, receive } from '../../src/features/inbound/pipeline'
import { withoutOpenid } from '../../src/features/inbound/takePush'
import { type CallAnswer, takeCall } from '../../src/features/order/called'
import { randomToken } from '../platform/identity'
import { openMp } from '../platform/mpOfEnv'
import { openDatabase, openFiles, openPhotos, openSecurity, wxContext } from '../platform/sdk'
import { readSettings } from '../platform/settings'
import { wxStore } from '../platform/store'
import { type PushEvent, pushToStore, whyNotPush } from '../platform/weappPush'
import { openWecom } from '../platform/wecomOfEnv'
import { openWxa } from '../platform/wxa'

/** What a request came to, and how many wire calls it took. */
export interface Call {
  now: number
  requestId: string
  meter: { calls: number }
}

/** Everything behind an event that is believed. It is loaded when one comes, because the URL check has one second and needs no database. */
export function takeArrival(arrival: Arrival, call: Call): Promise<Received> {
  return receive(contextOf(call), arrival)
}

/** Orders of a call whose signature holds. */
export function takeOrders(body: string, call: Call): Promise<CallAnswer> {
  return takeCall(contextOf(call), body)
}

/** An event of the mini-program's message push; the word for the log. */
export async function takePushEvent(event: PushEvent, call: Call): Promise<string> {
  const context = contextOf(call)
  const refused = whyNotPush(event, wxContext())
  if (refused) return `FORGED_${refused}`
  const kept = pushToStore(event, (raw) => withoutOpenid(context.settings.secret, raw))
  if (kept === null) return 'BAD_EVENT'
  return (await receive(context, { ...kept, source: 'weapp' })).code
}

function contextOf({ now, requestId, meter }: Call): Context {
  return {
    now,
    requestId,
    store: wxStore(openDatabase(), meter),
    wecom: openWecom(now),
    mp: openMp(now),
    wxa: openWxa(),
    security: openSecurity(),
    photos: openPhotos(),
    files: openFiles(),
    caller: { kind: 'anyone' },
    token: randomToken,
    settings: readSettings(process.env),
  }
}
