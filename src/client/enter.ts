import Taro from '@tarojs/taro'
import { consent } from './consent'
import { forget, keep, kept } from './keep'
import { send } from './transport'

type Input = { channel: string; group: string }

/** Launches from a group's card, its share ticket, its tools or its notice: only these have a group to tell. */
const FROM_GROUP = [1008, 1044, 1158, 1185]

/**
 * Tells where this launch came from, once the person has agreed, silently. What got no answer and names a channel is told at the next launch
 * instead: the server counts a day's same visit once.
 */
export function enter({ query = {}, scene = 0 }: { query?: Record<string, string | undefined>; scene?: number }): void {
  const input = { channel: decoded(query.scene ?? query.channel ?? ''), group: query.g ?? '' }
  const go = () => {
    if (consent.get() !== 'given') return
    stop()
    void later(input, scene).catch((error: unknown) => console.warn('this visit is not told', error))
  }
  const stop = consent.watch(go)
  go()
}

async function later(input: Input, scene: number): Promise<void> {
  const before = kept<Input>('enter')
  if (before) await send('member', { method: 'member.enter', input: before, client: APP_VERSION })
  if (input.channel !== '') keep('enter', input)
  const group = process.env.TARO_ENV === 'weapp' && FROM_GROUP.includes(scene) ? await groupOf() : undefined
  await send('member', { method: 'member.enter', input, client: APP_VERSION, ...(group !== undefined && { group }) })
  forget('enter')
}

/** What only WeChat can open, on the way to our function; a phone that does not tell comes from nowhere. */
function groupOf(): Promise<unknown> {
  return new Promise((resolve) => {
    Taro.getGroupEnterInfo({
      success: ({ cloudID }) => resolve(cloudID ? Taro.cloud.CloudID(cloudID) : undefined),
      fail: () => resolve(undefined),
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
