import { randomBytes } from 'node:crypto'
import type { Faults } from './faults'
import type { World } from './types'

type Answer = Record<string, unknown>
type Suggestion = 'pass' | 'risky' | 'review'

/**
 * Words at which the simulated check answers as the real one does for such texts. `违规样例` and `待审样例` are there to be typed: in
 * a text, or as bytes anywhere in a picture.
 */
const RULES: [word: RegExp, suggest: Suggestion, label: number][] = [
  [/赌博|色情|毒品|违规样例/, 'risky', 20006],
  [/加微信|刷单|返利|待审样例/, 'review', 10001],
]

/** The name under which a fault can be armed for the event; `cut-before` loses it. */
export const MEDIA_EVENT = 'wxa_media_check'
/** Bytes that the check takes. */
const LARGEST = 10 * 1024 * 1024

function judge(content: string): { suggest: Suggestion; label: number } {
  const hit = RULES.find(([word]) => word.test(content))
  return hit === undefined ? { suggest: 'pass', label: 100 } : { suggest: hit[1], label: hit[2] }
}

/** `security.msgSecCheck`, version 2. */
export function checkText(params: Answer, caller: { openid?: string }): Answer {
  const openid = params.openid ?? caller.openid
  const { content, scene, version } = params
  if (version !== 2) return refuse(40097, 'invalid args')
  if (typeof openid !== 'string' || openid === '') return refuse(40003, 'invalid openid')
  if (typeof content !== 'string' || content === '') return refuse(44002, 'empty post data')
  if ([...content].length > 2500) return refuse(45002, 'content size out of limit')
  if (typeof scene !== 'number' || ![1, 2, 3, 4].includes(scene)) return refuse(40129, 'invalid scene')
  const result = judge(content)
  return {
    errcode: 0,
    errmsg: 'ok',
    result,
    detail: [{ strategy: 'content_model', errcode: 0, ...result, prob: 90 }],
    trace_id: `trace-${Buffer.from(content).toString('hex').slice(0, 16)}`,
  }
}

/** `security.mediaCheckAsync`, version 2: answers a trace id; the verdict comes as an event some seconds later. */
export function checkMedia(world: World, faults: Faults, params: Answer, caller: { openid?: string }): Answer {
  const openid = params.openid ?? caller.openid
  const { media_url: url, media_type: type, scene, version } = params
  if (version !== 2) return refuse(40097, 'invalid args')
  if (typeof openid !== 'string' || openid === '') return refuse(40003, 'invalid openid')
  if (typeof url !== 'string' || !/^https?:\/\//.test(url)) return refuse(44002, 'empty media_url')
  if (type !== 1 && type !== 2) return refuse(40097, 'invalid media_type')
  if (typeof scene !== 'number' || ![1, 2, 3, 4].includes(scene)) return refuse(40129, 'invalid scene')
  const traceId = randomBytes(16).toString('hex')
  const at = world.clock.now() + world.rules().mediaCheckSeconds * 1000
  world.store.run('insert into media_checks values (?, ?, ?, ?, null)', traceId, openid, url, at)
  world.afterCommit(() => scheduleEvent(world, faults, traceId, at))
  return { errcode: 0, errmsg: 'ok', trace_id: traceId }
}

/** After a start: checks that were begun are still to be answered. */
export function rescheduleChecks(world: World, faults: Faults): void {
  const open = world.store.all<{ trace_id: string; at: number }>(
    'select trace_id, at from media_checks where told_at is null',
  )
  for (const { trace_id: traceId, at } of open) scheduleEvent(world, faults, traceId, at)
}

function scheduleEvent(world: World, faults: Faults, traceId: string, at: number): void {
  world.clock.schedule(at, `wechat:media:${traceId}`, () => tell(world, faults, traceId))
}

/** Looks at the picture and pushes the event, once; whoever does not listen then never hears it. */
async function tell(world: World, faults: Faults, traceId: string): Promise<void> {
  if (!world.isOpen()) return
  const check = world.store.one<{ openid: string; url: string }>(
    'select openid, url from media_checks where trace_id = ? and told_at is null',
    traceId,
  )
  if (check === undefined) return
  const fault = faults.take(MEDIA_EVENT)
  const bytes = fault?.kind === 'errcode' ? undefined : await fetchPicture(check.url)
  const now = world.clock.now()
  world.transact(() => world.store.run('update media_checks set told_at = ? where trace_id = ?', now, traceId))
  if (fault?.kind === 'cut-before' || fault?.kind === 'hang-before') return
  const errcode = fault?.errcode ?? (bytes === undefined ? -1008 : 0)
  const event = {
    ToUserName: 'gh_simulated',
    FromUserName: check.openid,
    CreateTime: Math.floor(now / 1000),
    MsgType: 'event',
    Event: MEDIA_EVENT,
    trace_id: traceId,
    version: 2,
    errcode,
    errmsg: errcode === 0 ? 'ok' : 'download failed',
    ...(bytes !== undefined && {
      result: judge(bytes),
      detail: [{ strategy: 'content_model', errcode: 0, ...judge(bytes) }],
    }),
  }
  await world.push(event)
}

/** The picture's bytes as text, or undefined when it cannot be read. The simulation asks nobody but this machine. */
async function fetchPicture(url: string): Promise<string | undefined> {
  if (!/^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url)) return undefined
  try {
    const response = await fetch(url)
    if (!response.ok) return undefined
    const bytes = Buffer.from(await response.arrayBuffer())
    return bytes.length > LARGEST ? undefined : bytes.toString('utf8')
  } catch {
    return undefined
  }
}

function refuse(errcode: number, errmsg: string): Answer {
  return { errcode, errmsg }
}
