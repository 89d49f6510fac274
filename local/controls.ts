import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from './cloud/body'
import type { Cloud } from './cloud/cloud'
import { parseFault } from './cloud/faults'
import { refuse, respondJson } from './respond'

const MAX_CONTROL = 64 * 1024

/** `/local/*`: the clock, faults, timers and figures of the local cloud. Nothing of it exists in a deployment. */
export async function handleControl(
  cloud: Cloud,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (name === 'stats') {
    const { examined } = cloud.database.counters
    return respondJson(response, 200, { functions: cloud.functions.stats(), examined, violations: cloud.violations })
  }
  if (name === 'clock' && request.method === 'GET') return respondJson(response, 200, clockState(cloud))
  if (request.method !== 'POST') return refuse(response, 405, 'METHOD_NOT_ALLOWED', '请用 POST')
  const input = await readInput(request)
  if (input === undefined) return refuse(response, 400, 'BAD_JSON', '请求内容不是有效的 JSON 对象，请检查后重试')
  if (name === 'clock') return setClock(cloud, input, response)
  if (name === 'fault') return armFault(cloud, input, response)
  if (name === 'fire') return fireTimer(cloud, input, response)
  refuse(response, 404, 'NOT_FOUND', '没有这个控制项')
}

async function setClock(cloud: Cloud, input: Record<string, unknown>, response: ServerResponse): Promise<void> {
  const at = typeof input.now === 'string' ? Date.parse(input.now) : Number.NaN
  const frozen = input.frozen ?? false
  if (Number.isNaN(at)) return refuse(response, 400, 'INVALID_INPUT', 'now 必须是 ISO 时间，例如 2026-11-22T01:00:00Z')
  if (typeof frozen !== 'boolean') return refuse(response, 400, 'INVALID_INPUT', 'frozen 必须是 true 或 false')
  await cloud.clock.set(at, frozen)
  respondJson(response, 200, clockState(cloud))
}

function armFault(cloud: Cloud, input: Record<string, unknown>, response: ServerResponse): void {
  const fault = parseFault(input)
  if (typeof fault === 'string') {
    refuse(response, 400, 'INVALID_INPUT', fault)
    return
  }
  cloud.faults.arm(fault)
  respondJson(response, 200, { ok: true, fault })
}

async function fireTimer(cloud: Cloud, input: Record<string, unknown>, response: ServerResponse): Promise<void> {
  const name = input.function
  if (typeof name !== 'string' || !cloud.functions.has(name))
    return refuse(response, 404, 'UNKNOWN_FUNCTION', '没有这个函数，请检查名称')
  const { outcome, requestId, calls } = await cloud.timers.fire(name)
  const headers = { 'x-wire-calls': String(calls.length) }
  if (outcome.ok) return respondJson(response, 200, { ok: true, result: outcome.result, requestId }, headers)
  respondJson(
    response,
    500,
    { ok: false, code: 'INTERNAL', message: '定时任务没有完成，请查看日志', requestId },
    headers,
  )
}

function clockState(cloud: Cloud): { now: string; frozen: boolean } {
  return { now: new Date(cloud.clock.now()).toISOString(), frozen: cloud.clock.frozen }
}

async function readInput(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const body = await readBody(request, MAX_CONTROL)
  try {
    const value: unknown = JSON.parse(body?.toString('utf8') ?? '')
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
