import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { runPipeline } from './aggregate'
import { readBody } from './body'
import type { Database } from './database'
import { CloudError, invalidParam, transactionConflict } from './errors'
import type { Fault, Faults } from './faults'
import type { Functions } from './functions'
import type { Instance, Invocation } from './instances'
import { answerOpenapi, type OpenapiHandler, openapiForm } from './openapi'
import type { Storage } from './storage'

/** Bytes of one SDK request. */
const MAX_REQUEST = 32 * 1024 * 1024

export interface WireParts {
  readonly database: Database
  readonly storage: Storage
  readonly functions: Functions
  readonly faults: Faults
  readonly openapi: OpenapiHandler | undefined
  readonly log: (line: string) => void
}

type Body = Record<string, unknown>
type Reply = { readonly type: string; readonly body: Buffer | string }

/** The server side of wx-server-sdk: one POST per call, told apart by `action`. */
export class Wire {
  constructor(private readonly parts: WireParts) {}

  /** `owner` is an instance id, or `admin` for any process outside the functions. */
  async handle(owner: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const instance = this.parts.functions.instance(owner)
    const raw = await readBody(request, MAX_REQUEST)
    if (instance === undefined && owner !== 'admin')
      return send(response, failure(invalidParam(`unknown instance ${owner}`)))
    if (raw === undefined) return send(response, failure(invalidParam('the request is too large')))
    const call = readCall(request, raw)
    if (call instanceof CloudError) return send(response, failure(call))
    const source = String(request.headers['x-tcb-source'] ?? '')
    if (instance === undefined) return send(response, await this.answer(call, source, undefined))
    await this.answerInstance(instance, call, source, request, response)
  }

  /** A call of an invocation: counted, blamed when it comes too late, and struck by the fault armed for it. */
  private async answerInstance(
    instance: Instance,
    call: Call,
    source: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const id = request.headers['x-local-invocation']
    const invocation = instance.invocation
    if (invocation === undefined || invocation.finished || invocation.requestId !== id) {
      this.parts.functions.blame(instance.functionName, String(id), call.action)
      return send(response, failure(new CloudError('INVALID_REQUEST_SOURCE', 'a call after the handler returned')))
    }
    invocation.calls.push(call.action)
    const number = invocation.calls.length
    const before = this.parts.faults.take(invocation.functionName, number, 'before')
    if (before !== undefined) return this.strike(before, instance, response)
    const reply = await this.answer(call, source, invocation)
    const after = this.parts.faults.take(invocation.functionName, number, 'after')
    if (after !== undefined) return this.strike(after, instance, response)
    send(response, reply)
  }

  private strike(fault: Fault, instance: Instance, response: ServerResponse): void {
    if (fault.kind === 'conflict') send(response, failure(transactionConflict()))
    else if (fault.kind === 'hang') {
      response.socket?.unref()
      if (fault.endMs !== undefined) instance.runOut(fault.endMs)
    } else {
      if (fault.kind === 'kill') instance.kill()
      response.socket?.destroy()
    }
  }

  private async answer(call: Call, source: string, invocation: Invocation | undefined): Promise<Reply> {
    try {
      if (call.form !== undefined) return await this.answerForm(call, call.form, invocation)
      return json(await this.perform(call.action, call.body, source))
    } catch (error) {
      if (error instanceof CloudError) return failure(error)
      if (error instanceof SyntaxError) return failure(invalidParam(error.message))
      this.parts.log(`${call.action}: ${error instanceof Error ? error.stack : String(error)}`)
      return failure(new CloudError('SYS_ERR', error instanceof Error ? error.message : String(error)))
    }
  }

  private async answerForm(call: Call, form: Map<string, Buffer>, invocation: Invocation | undefined): Promise<Reply> {
    if (call.action !== 'wx.openApi') throw invalidParam(`unknown action ${call.action}`)
    const caller = invocation?.openid === undefined ? {} : { openid: invocation.openid }
    return { type: 'application/octet-stream', body: await answerOpenapi(form, this.parts.openapi, caller) }
  }

  private async perform(action: string, body: Body, source: string): Promise<Body> {
    const { database, storage } = this.parts
    switch (action) {
      case 'database.insertDocument':
        return { data: await database.documents.insert(body, database.target(body.transactionId)) }
      case 'database.getDocument':
        return { data: database.documents.get(body, database.target(body.transactionId)) }
      case 'database.modifyDocument':
        return { data: await database.documents.modify(body, database.target(body.transactionId)) }
      case 'database.modifyAndReturnDoc':
        return { data: await database.documents.modifyAndReturn(body, database.target(body.transactionId)) }
      case 'database.removeDocument':
        return { data: await database.documents.remove(body, database.target(body.transactionId)) }
      case 'database.calculateDocument':
        return { data: database.documents.count(body, database.target(body.transactionId)) }
      case 'database.aggregateDocuments': {
        const { view } = database.target(body.transactionId)
        const collection = database.documents.collectionOf(body)
        return { data: runPipeline(database.store, view, collection, body.stages, database.now()) }
      }
      case 'database.addCollection':
        database.documents.addCollection(body)
        return {}
      case 'database.startTransaction':
        return { transactionId: database.transactions.start() }
      case 'database.commitTransaction':
        database.transactions.commit(String(body.transactionId))
        return {}
      case 'database.abortTransaction':
        database.transactions.abort(String(body.transactionId))
        return {}
      case 'functions.invokeFunction':
        return this.invokeFunction(body, source)
      case 'storage.getUploadMetadata':
        return { data: storage.uploadMetadata(body.path) }
      case 'storage.batchGetDownloadUrl':
        return { data: storage.downloadUrls(body.file_list) }
      case 'storage.batchDeleteFile':
        return { data: storage.remove(body.fileid_list) }
      default:
        throw invalidParam(`unknown action ${action}`)
    }
  }

  /** A function that calls a function: no identity is passed on, the source becomes a chain. */
  private async invokeFunction(body: Body, source: string): Promise<Body> {
    const name = String(body.function_name)
    if (!this.parts.functions.has(name))
      throw new CloudError('FUNCTIONS_REQUEST_FAIL', `[ResourceNotFound.Function] ${name} does not exist`)
    const event: unknown =
      body.request_data === '' || body.request_data === undefined ? {} : JSON.parse(String(body.request_data))
    const { outcome, requestId } = await this.parts.functions.invoke(name, event, { source: source.replace(/^,/, '') })
    if (outcome.ok) return { data: { response_data: JSON.stringify(outcome.result) }, requestId }
    const code = outcome.failure === 'timeout' ? 'FUNCTIONS_TIME_LIMIT_EXCEEDED' : 'FUNCTIONS_EXECUTE_FAIL'
    throw new CloudError(code, outcome.message)
  }
}

interface Call {
  readonly action: string
  readonly body: Body
  readonly form: Map<string, Buffer> | undefined
}

function readCall(request: IncomingMessage, raw: Buffer): Call | CloudError {
  const type = request.headers['content-type'] ?? ''
  try {
    if (type.startsWith('multipart/')) {
      const form = openapiForm(type, raw)
      return { action: form.get('action')?.toString('utf8') ?? '', body: {}, form }
    }
    const body = JSON.parse(raw.toString('utf8')) as Body
    if (body === null || typeof body !== 'object' || typeof body.action !== 'string')
      return invalidParam('action is required')
    return { action: body.action, body, form: undefined }
  } catch (error) {
    return invalidParam(error instanceof Error ? error.message : String(error))
  }
}

function json(body: Body): Reply {
  return { type: 'application/json; charset=utf-8', body: JSON.stringify({ requestId: randomUUID(), ...body }) }
}

function failure({ code, message }: CloudError): Reply {
  return json({ code, message })
}

function send(response: ServerResponse, { type, body }: Reply): void {
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
