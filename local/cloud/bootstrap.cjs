/**
 * What the platform does around a function: runs in a worker thread, sets the time and the environment, loads the
 * unmodified bundle once, then serves one invocation at a time. Plain CommonJS, so that a cold start compiles nothing.
 */
const { parentPort, workerData } = require('node:worker_threads')

const RealDate = Date
let reading = workerData.clock

function now() {
  return reading.frozen ?? RealDate.now() + reading.offset
}

const CloudDate = new Proxy(RealDate, {
  construct: (target, args, self) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, self === CloudDate ? target : self),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
RealDate.prototype.constructor = CloudDate
globalThis.Date = CloudDate

let main
try {
  main = require(workerData.file).main
  if (typeof main !== 'function') throw new Error(`${workerData.file} exports no main`)
  parentPort.postMessage({ kind: 'ready' })
} catch (error) {
  parentPort.postMessage({ kind: 'broken', message: text(error) })
}

/** Names of variables that belong to one invocation only. */
let invocationKeys = []

parentPort.on('message', async ({ id, event, context, env, clock }) => {
  reading = clock
  for (const key of invocationKeys) delete process.env[key]
  invocationKeys = Object.keys(env)
  Object.assign(process.env, env)
  try {
    const result = await main(event, context)
    parentPort.postMessage({ kind: 'returned', id, result: JSON.stringify(result) ?? 'null' })
  } catch (error) {
    parentPort.postMessage({ kind: 'threw', id, message: text(error) })
  }
})

function text(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
