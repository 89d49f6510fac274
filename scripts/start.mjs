/** `npm start`: installs what is missing, builds what is older than its sources, and runs the whole product on this machine. */
import './lib/node-version.mjs'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { ensureInstalled } from './lib/install.mjs'
import { buildPart, isAlive, staleParts, withBuildLock } from './lib/parts.mjs'
import { refuse, root } from './lib/run.mjs'

const port = Number(process.env.PORT || 4000)
const data = resolve(root, process.env.JIEPAI_DATA || '.data')

if (!Number.isInteger(port) || port < 0 || port > 65535)
  refuse(`PORT must be a number from 0 to 65535, and it is "${process.env.PORT}".`)
await requireFreePort()
requireWritable(data)
await ensureInstalled()
await withBuildLock(async () => {
  const stale = staleParts(['functions', 'h5', 'admin'])
  if (stale.length > 0) console.log(`building ${stale.join(', ')}…`)
  for (const { name, ok, output } of await Promise.all(stale.map(buildPart))) {
    if (!ok) refuse(`The part "${name}" could not be built.\n${output.trim()}`)
  }
})
serve()

function requireFreePort() {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', (error) => {
      refuse(
        error.code === 'EADDRINUSE'
          ? `Port ${port} is in use: stop the program that uses it, or choose another one, for example PORT=${port + 1} npm start`
          : `Port ${port} cannot be opened (${error.code}): choose another one, for example PORT=4000 npm start`,
      )
    })
    probe.listen(port, '127.0.0.1', () => probe.close(done))
  })
}

function requireWritable(folder) {
  try {
    makeFolder(folder)
    // As root `access` says yes to everything, also on a read-only disk: only a write tells.
    const probe = join(folder, `.writable-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    refuse(
      `The data folder ${folder} cannot be written (${error.code}): choose another one, for example JIEPAI_DATA=/tmp/jiepai npm start`,
    )
  }
}

/** Step by step: `mkdirSync` with `recursive` turns in a circle for ever below /proc. */
function makeFolder(folder) {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

function serve() {
  const args = ['--import', 'tsx', '--import', './scripts/lib/leave-with-parent.mjs', 'local/main.ts']
  const server = spawn(process.execPath, args, {
    cwd: root,
    // The cloud runs in UTC, so the process does.
    env: { ...process.env, TZ: 'UTC', PORT: String(port), JIEPAI_DATA: data },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
  server.on('exit', (code, signal) => process.exit(signal ? 1 : code))
  leaveWithNpm()
}

/** npm killed hard cannot pass its end on; without this the server would stay and hold the port. */
function leaveWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start' || process.platform === 'win32') return
  const npm = parentBeyondShell(process.ppid)
  setInterval(() => {
    if (npm > 1 && !isAlive(npm)) process.kill(process.pid, 'SIGTERM')
  }, 1000).unref()
}

/** npm starts a script through `sh -c`, which some shells keep between and some do not. */
function parentBeyondShell(pid) {
  const asked = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' })
  const [, parent, name] = /^\s*(\d+)\s+(\S+)/.exec(asked.stdout || '') || []
  return /(^|\/)(sh|dash|bash|zsh|ash|busybox)$/.test(name || '') ? Number(parent) : pid
}
