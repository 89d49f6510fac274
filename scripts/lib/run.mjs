import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
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
 * Processor time (s) of all programs that have ended so far, with what they started themselves; undefined where the system does
 * not tell (it does on Linux). On a machine that does other things as well it says more than the clock.
 */
export function processorSeconds() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ')
    // `cutime` and `cstime`, in hundredths of a second.
    return (Number(fields[13]) + Number(fields[14])) / 100
  } catch {
    return undefined
  }
}

let counted = 0

/** What the program that has just ended took. */
function processorTimeOfLast() {
  const all = processorSeconds()
  if (all === undefined) return undefined
  const own = all - counted
  counted = all
  return own
}

/**
 * Runs a program in the checkout and collects what it says.
 * @param {string} file
 * @param {string[]} args
 * @param {{env?: object, echo?: boolean, cwd?: string, timeout?: number}} [options] `echo` shows the output while it comes; `timeout` in ms
 * @returns {Promise<{code: number, output: string, ms: number, cpu?: number}>} `cpu` in s; `code` 127 when the program does not exist, 124 when its time ran out
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
    let cpu
    child.on('exit', () => {
      cpu = processorTimeOfLast()
    })
    const end = (code) => {
      clearTimeout(timer)
      running.delete(child)
      if (running.size === 0) for (const signal of signals) process.off(signal, stop)
      if (stopping) process.exit(130)
      if (late) output += `\nstopped after ${options.timeout / 1000} s\n`
      resolve({ code: late ? 124 : code, output, ms: Date.now() - began, cpu })
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
