/**
 * What the platform does around a function: runs in a worker thread, sets the time and the environment, loads the
 * unmodified bundle once, then serves one invocation at a time. Plain CommonJS, so that a cold start compiles nothing.
 */
const { AsyncLocalStorage } = require('node:async_hooks')
const { createHash } = require('node:crypto')
const { readFileSync, renameSync, statSync, writeFileSync } = require('node:fs')
const http = require('node:http')
const Module = require('node:module')
const { tmpdir } = require('node:os')
const { dirname, join } = require('node:path')
const { Script } = require('node:vm')
const { parentPort, threadId, workerData } = require('node:worker_threads')

// Every request says which invocation started it, so that one which was not awaited is not counted for the next; and
// an invocation knows how many of its requests have no answer yet when its handler returns.
const running = new AsyncLocalStorage()
const realRequest = http.request
http.request = (url, options, done) => {
  const invocation = running.getStore()
  if (invocation === undefined || !options?.headers) return realRequest(url, options, done)
  options.headers['x-local-invocation'] = invocation.id
  const request = realRequest(url, options, done)
  invocation.open += 1
  let answered = false
  const answer = () => {
    if (!answered) invocation.open -= 1
    answered = true
  }
  request.once('response', (response) => response.once('end', answer))
  for (const event of ['error', 'timeout', 'abort']) request.once(event, answer)
  return request
}

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

// The SDK asks whether there is a `Headers`, and the mere question makes Node load the whole of its `fetch`: a tenth of a cold
// start. Whoever uses it gets the real one.
const realHeaders = Object.getOwnPropertyDescriptor(globalThis, 'Headers')
if (realHeaders?.get) {
  const real = () => realHeaders.get.call(globalThis)
  const value = new Proxy(class Headers {}, {
    construct: (_, args) => Reflect.construct(real(), args),
    get: (_, name) => Reflect.get(real(), name),
  })
  Object.defineProperty(globalThis, 'Headers', { ...realHeaders, get: () => value })
}

// A promise that nobody waits for must not end the instance in the middle of the next invocation; it is a line in the log.
process.on('unhandledRejection', (error) => console.error('unhandled rejection', text(error)))

/** Writes down what V8 has compiled by now; null when that stands there already. */
let keepCode = null

/**
 * Loads the bundle as `require` does, byte for byte, but keeps what V8 made of it: compiling more than a megabyte is most
 * of a cold start, and a fault suite has hundreds of them. A cache that does not fit is refused by V8 and made anew, after
 * the first invocation: then it also holds what only a call compiles.
 */
function load(file) {
  const source = readFileSync(file, 'utf8')
  const { size, mtimeMs } = statSync(file)
  const name = createHash('sha1').update(`${process.version} ${file} ${size} ${mtimeMs}`).digest('hex')
  const cache = join(tmpdir(), `jiepai-code-${name}`)
  const script = new Script(Module.wrap(source), { filename: file, cachedData: readIfThere(cache) })
  const loaded = new Module(file, null)
  loaded.filename = file
  script
    .runInThisContext()
    .call(loaded.exports, loaded.exports, Module.createRequire(file), loaded, file, dirname(file))
  if (script.cachedDataRejected !== false) keepCode = () => keep(cache, script.createCachedData())
  return loaded.exports
}

function readIfThere(file) {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

/** Under a name of its own first: two instances may start at once. */
function keep(file, data) {
  try {
    const own = `${file}.${process.pid}-${threadId}`
    writeFileSync(own, data)
    renameSync(own, file)
  } catch (error) {
    console.error('the code cache could not be kept', text(error))
  }
}

let main
try {
  main = load(workerData.file).main
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
  const invocation = { id, open: 0 }
  try {
    const result = await running.run(invocation, () => main(event, context))
    parentPort.postMessage({ kind: 'returned', id, result: JSON.stringify(result) ?? 'null', open: invocation.open })
  } catch (error) {
    parentPort.postMessage({ kind: 'threw', id, message: text(error) })
  }
  keepCode?.()
  keepCode = null
})

function text(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
