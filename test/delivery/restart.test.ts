import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Board } from '../../src/features/delivery/contract'
import { instant, type WechatState } from './shop'

const HOME = join(__dirname, '../..')
const DAY = '2026-11-23'

interface Running {
  url: string
  process: ChildProcess
}

/** The product as `npm start` runs it, on a free port. */
async function start(data: string): Promise<Running> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts'], {
    cwd: HOME,
    env: { ...process.env, TZ: 'UTC', PORT: '0', JIEPAI_DATA: data, JIEPAI_DEMO: 'bare' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const url = new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const address = /member app +(http:\/\/[^/\s]+)/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', () => reject(new Error(`the server ended: ${said}`)))
  })
  return { url: await url, process: child }
}

async function kill({ process: child }: Running): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return (await response.json()) as Record<string, unknown>
}

const wechat = async (url: string) => (await (await fetch(`${url}/wechat/api/state`)).json()) as WechatState
const clock = (url: string, time: string) => post(`${url}/local/clock`, { now: instant(DAY, time), frozen: true })

async function board(url: string): Promise<Board> {
  const login = await post(`${url}/call/staff`, {
    method: 'staff.login',
    input: { name: 'demo', password: 'jiepai-demo' },
  })
  const { token } = login.data as { token: string }
  const call = { method: 'delivery.getBoard', input: { date: DAY } }
  const answer = await post(`${url}/call/staff`, call, { authorization: `Bearer ${token}` })
  return answer.data as Board
}

test('killing the server in the middle of a tick and starting again sends nothing twice and loses nothing', async () => {
  const data = mkdtempSync(join(tmpdir(), 'jiepai-restart-'))
  let server = await start(data)
  try {
    await clock(server.url, '08:50')
    // WeCom takes the first task and the answer never comes: the tick stands in the middle of its work.
    const hang = { api: 'externalcontact/add_msg_template', kind: 'hang-after' }
    await post(`${server.url}/wechat/api/faults`, hang)
    const moving = clock(server.url, '09:00').catch(() => 'cut by the kill')
    // Asked without a pause, the server would do nothing but answer.
    while ((await wechat(server.url)).tasks.length === 0) await new Promise((resolve) => setTimeout(resolve, 200))
    await kill(server)
    await moving

    server = await start(data)
    for (const time of ['09:05', '09:10', '10:00', '10:05']) await clock(server.url, time)
    const { tasks, notices } = await wechat(server.url)
    const targets = tasks.flatMap((task) => task.targets.map((target) => target.chatId)).sort()
    assert.deepEqual(targets, ['wrHuajianFuli1', 'wrHuajianFuli2', 'wrHuajianFuli3'])
    assert.deepEqual(notices.map((notice) => notice.userid).sort(), ['aling', 'xiaomei'])
    const { cells, beats } = await board(server.url)
    const states = (column: string) => {
      const beat = beats.find((each) => each.column === column)?.beat
      return Object.entries(cells)
        .filter(([key]) => key.endsWith(`|${beat}`))
        .map(([, cell]) => cell.state)
    }
    assert.deepEqual(states('打卡签到'), ['missed', 'missed', 'missed'])
    assert.deepEqual(states('话题讨论'), ['awaiting_staff', 'awaiting_staff', 'awaiting_staff'])
  } finally {
    await kill(server)
    rmSync(data, { recursive: true, force: true })
  }
})
