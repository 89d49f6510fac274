import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The checkout, with a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Ends the command with one sentence; a stack trace would not tell the reader what to do. */
export function refuse(sentence) {
  console.error(sentence)
  process.exit(1)
}

const running = new Set()
const signals = ['SIGINT', 'SIGTERM']
let stopping = false

/** While children run, a signal goes to them first; the command ends when they have ended. */
function stop(signal) {
  stopping = true
  for (const child of running) kill(child, signal)
}

/** The child and everything that it started: a test runner killed alone would leave its files' processes behind. */
function kill(child, signal) {
  if (process.platform === 'win32') return child.kill(signal)
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/**
 * Runs a program in the checkout and collects what it says.
 * @param {string} file
 * @param {string[]} args
 * @param {{env?: object, echo?: boolean, cwd?: string, timeout?: number}} [options] `echo` shows the output while it comes; `timeout` in ms
 * @returns {Promise<{code: number, output: string, ms: number}>} `code` 127 when the program does not exist, 124 when its time ran out
 */
export function run(file, args, options = {}) {
  const began = Date.now()
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: options.cwd || root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    })
    if (running.size === 0) for (const signal of signals) process.on(signal, stop)
    running.add(child)
    let output = ''
    let late = false
    const timer =
      options.timeout &&
      setTimeout(() => {
        late = true
        kill(child, 'SIGKILL')
      }, options.timeout)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text) => {
        output += text
        if (options.echo) process.stdout.write(text)
      })
    }
    const end = (code) => {
      clearTimeout(timer)
      running.delete(child)
      if (running.size === 0) for (const signal of signals) process.off(signal, stop)
      if (stopping) process.exit(130)
      if (late) output += `\nstopped after ${options.timeout / 1000} s\n`
      resolve({ code: late ? 124 : code, output, ms: Date.now() - began })
    }
    child.on('error', (error) => {
      output += `${error.message}\n`
      end(127)
    })
    child.on('close', (code) => end(code === null ? 1 : code))
  })
}

/** Runs one of the installed packages' commands by its script file, without a shell and without `npx`. */
export function runTool(script, args, options) {
  return run(process.execPath, [script, ...args], options)
}
