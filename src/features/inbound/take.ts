import { readEvent } from '../../../cloudfunctions/platform/wecomEvent'
import type { Context } from '../../context'
import { takeWecomEvent } from '../delivery/newcomers'
import { takeMpEvent } from '../mp/take'
import type { InboundEvent, Outcome } from './rules'
import { takePush } from './takePush'

/**
 * Lets one stored event take hold, by platform. Every part of it can be run again.
 *
 * @param live inside the callback, while the person waits for the answer; otherwise hours may have passed
 */
export async function takeEvent(context: Context, doc: InboundEvent, live: boolean): Promise<Outcome> {
  if (doc.source === 'weapp') return takePush(context, doc.raw)
  const event = readEvent(doc.raw)
  if (event === null) return { did: 'ignored', reason: 'not an event' }
  return doc.source === 'wecom' ? takeWecomEvent(context, event) : takeMpEvent(context, doc, event, live)
}
