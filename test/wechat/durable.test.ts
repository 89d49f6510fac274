import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createWecom } from '../../cloudfunctions/platform/wecom'
import { demoWechat } from '../../local/demo/wechat'
import { DAY, dispatched, FULI1, fakeClock, fetchToken, MINUTE, MORNING, openWorld, type State } from './harness'

const HOST = join(dirname(fileURLToPath(import.meta.url)), 'killHost.ts')

async function startHost(dataDir: string): Promise<{ child: ChildProcess; base: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', HOST, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  assert.ok(child.stdout)
  const [line] = await once(child.stdout, 'data')
  return { child, base: `http://127.0.0.1:${String(line).trim()}` }
}

test('what was answered before kill -9 is there after it, and the seed of the next start harms nothing', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'jiepai-wechat-kill-'))
  try {
    const { corpid, secret, agentid } = demoWechat
    const first = await startHost(dataDir)
    const wecom = createWecom({ baseUrl: first.base, corpid, secret, agentid, now: () => MORNING })
    const token = await fetchToken(first.base)
    const { msgid } = await wecom.addGroupMessage({ sender: 'xiaomei', chatIds: [FULI1], text: '早安' })
    await fetch(`${first.base}/wechat/api/confirm`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ msgid, userid: 'xiaomei' }),
    })
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')

    const second = await startHost(dataDir)
    assert.equal(await fetchToken(second.base), token)
    const state = (await (await fetch(`${second.base}/wechat/api/state`)).json()) as State
    assert.deepEqual([state.tasks[0]?.msgid, state.tasks[0]?.state], [msgid, 'sent'])
    assert.equal(state.groups[0]?.messages.length, 1)
    second.child.kill('SIGKILL')
    await once(second.child, 'exit')
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('an automatic owner keeps the plan over a restart and presses at the planned time, once', async () => {
  const world = await openWorld()
  try {
    await world.page('behaviour', { userid: 'xiaomei', mode: 'auto', delayMinutes: 5 })
    const created = world.clock.now()
    await dispatched(world)
    const later = fakeClock(MORNING + 6000)
    world.reopen(later)
    assert.equal(later.waiting().length, 1)
    await later.advance(DAY)
    const state = await world.state()
    assert.deepEqual(
      state.groups[0]?.messages.map((message) => message.at),
      [created + 5 * MINUTE],
    )
    world.reopen(fakeClock(MORNING + 2 * DAY))
    assert.equal((await world.state()).groups[0]?.messages.length, 1)
  } finally {
    await world.close()
  }
})

test('rules that the page changed and reminders that were counted survive a restart', async () => {
  const world = await openWorld()
  try {
    await world.page('rules', { quotaRule: '1_per_day' })
    const msgid = await dispatched(world)
    for (let i = 0; i < 3; i++) await world.cgi('externalcontact/remind_groupmsg_send', { msgid })
    world.reopen()
    assert.equal((await world.state()).groups[0]?.quota.limit, 1)
    const fourth = await world.cgi('externalcontact/remind_groupmsg_send', { msgid })
    assert.equal(fourth.body.errcode, 41094)
  } finally {
    await world.close()
  }
})
