import Taro from '@tarojs/taro'
import type { RpcAnswer } from '../kernel/rpc'
import type { Output } from './call'
import { consent } from './consent'
import { invite } from './invite'
import { forget, keep, kept } from './keep'
import { noteSharing } from './sharing'
import { send } from './transport'

type Input = { channel: string; group: string; invitedBy: string }

/** Launches from a group's card, its share ticket, its tools or its notice: only these have a group to tell. */
const FROM_GROUP = [1008, 1044, 1158, 1185]

/**
 * Tells where this launch came from, once the person has agreed, silently. What got no answer and names a channel is told at the next launch
 * instead: the server counts a day's same visit once. Written with an eye on its bytes: it is part of the first download.
 */
export function enter(launch: { query?: Record<string, string | undefined>; scene?: number }): void {
  const query = launch.query || {}
  const input = {
    channel: decoded(query.scene || query.channel || ''),
    group: query.g || '',
    invitedBy: query.by || '',
  }
  const go = () => {
    if (consent.get() !== 'given') return
    stop()
    const before = kept<Input>('enter')
    const first: Promise<unknown> = before ? tell(before) : Promise.resolve()
    first
      .then(() => {
        if (input.channel) keep('enter', input)
        return process.env.TARO_ENV === 'weapp' && FROM_GROUP.indexOf(launch.scene || 0) >= 0 ? groupOf() : undefined
      })
      .then((group) => tell(input, group))
      .then((answer) => {
        forget('enter')
        if (!answer.ok) return
        noteSharing(answer.data.sharing)
        keep('by', answer.data.code)
        invite(answer.data.invite, input.channel, answer.now)
      })
      .catch((error: unknown) => console.warn('visit not told', error))
  }
  const stop = consent.watch(go)
  go()
}

function tell(input: Input, group?: unknown) {
  const request = { method: 'member.enter', input, client: APP_VERSION, group }
  return send('member', request) as Promise<RpcAnswer<Output<'member.enter'>>>
}

/** What only WeChat can open, on the way to our function; a phone that does not tell comes from nowhere. */
function groupOf(): Promise<unknown> {
  return new Promise((resolve) => {
    Taro.getGroupEnterInfo({
      success: ({ cloudID }) => resolve(cloudID && Taro.cloud.CloudID(cloudID)),
      fail: resolve,
    })
  })
}

/** A code's scene comes encoded; what cannot be decoded is told as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
