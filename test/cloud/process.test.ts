import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, afterEach, describe, test } from 'node:test'

const HOME = resolve(__dirname, '../..')

describe('the process', () => {
  const dir = mkdtempSync(join(tmpdir(), 'jiepai-process-'))
  const running = new Set<ChildProcess>()
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL')
    running.clear()
  })
  after(() => rmSync(dir, { recursive: true, force: true }))

  function run(file: string, args: string[], env: Record<string, string> = {}): ChildProcess {
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
      cwd: HOME,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    return child
  }

  /** Starts a local cloud and resolves with its address, or rejects with what it said. */
  async function serve(folder: string): Promise<{ url: string; child: ChildProcess }> {
    const child = run('test/cloud/serve.ts', [folder])
    const url = await new Promise<string>((done, failed) => {
      let said = ''
      child.stdout?.once('data', (text: Buffer) => done(String(text).trim()))
      child.stderr?.on('data', (text: Buffer) => (said += String(text)))
      child.once('exit', () => failed(new Error(said)))
    })
    return { url, child }
  }

  async function post(url: string, body: object): Promise<Record<string, unknown>> {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
    return (await response.json()) as Record<string, unknown>
  }

  test('what was answered survives kill -9, the moved clock too', async () => {
    const folder = join(dir, 'killed')
    const first = await serve(folder)
    await post(`${first.url}/local/clock`, { now: '2026-12-24T00:00:00Z', frozen: true })
    const insert = { action: 'database.insertDocument', collectionName: 'things' }
    for (let i = 0; i < 50; i++) {
      const answer = await post(`${first.url}/cloud/admin`, {
        ...insert,
        data: [JSON.stringify({ _id: `k${i}`, kind: 'x', size: i })],
      })
      assert.equal(answer.code, undefined)
    }
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')

    const second = await serve(folder)
    const count = { action: 'database.calculateDocument', collectionName: 'things', query: '{"kind":"x"}' }
    assert.deepEqual((await post(`${second.url}/cloud/admin`, count)).data, { total: 50 })
    const clock = await (await fetch(`${second.url}/local/clock`)).json()
    assert.deepEqual(clock, { now: '2026-12-24T00:00:00.000Z', frozen: true })
  })

  test('a second process on the same folder is refused, and not after the first has ended', async () => {
    const folder = join(dir, 'shared')
    const first = await serve(folder)
    await assert.rejects(serve(folder), /FolderInUse/)
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    await serve(folder)
  })

  test('a folder that cannot be written is one sentence', async () => {
    writeFileSync(join(dir, 'file'), '')
    const child = run('local/main.ts', [], { JIEPAI_DATA: join(dir, 'file', 'data'), PORT: '0' })
    let said = ''
    child.stderr?.on('data', (text: Buffer) => (said += String(text)))
    const [code] = (await once(child, 'exit')) as [number]
    assert.equal(code, 1)
    assert.match(said, /^The data folder \S+ cannot be written \(ENOTDIR\): choose another one with JIEPAI_DATA\.\n$/)
  })
})
