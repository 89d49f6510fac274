import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inflateRawSync } from 'node:zlib'
import { type Fields, fieldsOf, listOf } from '../../scripts/deploy/cloudApi'
import { cosAuthorization, type Keys, tc3Authorization } from '../../scripts/deploy/signing'

export const KEYS: Keys = { secretId: 'AKIDsimulated', secretKey: 'simulated-key' }
export const ENV = 'jiepai-1a2b3c'
const TAG = 'tnt-sim'
const BUCKET = '6a69-jiepai-125'
const SITE = 'site-125'

export interface CloudFunctionState {
  Timeout: number
  MemorySize: number
  Description: string
  Variables: { Key: string; Value: string }[]
  Triggers: Map<string, { cron: string; on: boolean }>
  /** SHA-256 of the archive. */
  sha: string
  /** Looks at it that still say Creating or Updating. */
  busy: number
  status: string
}

/** What Tencent Cloud holds of one environment. Only the actions that the deployment uses, as their pages describe them. */
export interface PlaneState {
  tables: Map<string, { indexes: Map<string, { keys: Fields[]; unique: boolean }>; acl: string; rule: string | null }>
  functions: Map<string, CloudFunctionState>
  routes: Map<string, Fields>
  origins: Set<string>
  site: { status: string; looks: number } | null
  objects: Map<string, Buffer>
  storage: string
  /** Lists are an old copy, from before anything was made. */
  stale: boolean
}

export interface Cut {
  /** The n-th writing call from now on. */
  readonly write: number
  /** Before: it never arrives. After: it is done, and the answer is lost. */
  readonly moment: 'before' | 'after'
}

export interface Plane {
  readonly state: PlaneState
  /** Actions since the last `reset`, in order. */
  readonly calls: string[]
  readonly writes: string[]
  apiUrl(): string
  cosUrl(): string
  cut: Cut | null
  /** Turns the next so many calls away, as over the limit of 20 a second. */
  busyCalls: number
  reset(): void
  close(): Promise<void>
}

const READS = /^(Describe|List|Get)/

class Refused extends Error {
  constructor(
    readonly code: string,
    message: string = code,
  ) {
    super(message)
  }
}

export async function openPlane(): Promise<Plane> {
  const state = emptyState()
  const plane = { state, calls: [] as string[], writes: [] as string[], cut: null as Cut | null, busyCalls: 0 }
  const server = createServer((request, response) => {
    void receive(request).then((body) => serve(request, response, body))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo

  function serve(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const cos = request.headers['x-tc-action'] === undefined
    const action = cos ? `COS ${request.method}` : String(request.headers['x-tc-action'])
    const writes = cos ? request.method === 'PUT' : !READS.test(action)
    plane.calls.push(action)
    if (writes) plane.writes.push(action)
    const hit = writes && plane.cut !== null && plane.writes.length === plane.cut.write
    if (hit && plane.cut?.moment === 'before') return void request.socket.destroy()
    const answer = cos ? answerCos(state, request, body) : answerApi(plane, request, action, body)
    if (hit) return void request.socket.destroy()
    response.writeHead(answer.status, { 'content-type': cos ? 'application/xml' : 'application/json' })
    response.end(answer.body)
  }

  return Object.assign(plane, {
    apiUrl: () => `http://127.0.0.1:${port}`,
    cosUrl: () => `http://127.0.0.1:${port}`,
    reset() {
      plane.calls.length = 0
      plane.writes.length = 0
      plane.cut = null
    },
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  })
}

export function emptyState(): PlaneState {
  return {
    tables: new Map(),
    functions: new Map(),
    routes: new Map(),
    origins: new Set(),
    site: null,
    objects: new Map(),
    storage: 'PRIVATE',
    stale: false,
  }
}

async function receive(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function answerApi(
  plane: { state: PlaneState; busyCalls: number },
  request: IncomingMessage,
  action: string,
  body: Buffer,
): { status: number; body: string } {
  const say = (fields: Fields) => ({ status: 200, body: JSON.stringify({ Response: { ...fields, RequestId: 'r' } }) })
  try {
    if (plane.busyCalls > 0) {
      plane.busyCalls -= 1
      throw new Refused('RequestLimitExceeded')
    }
    checkApiSignature(request, action, body.toString('utf8'))
    const params = fieldsOf(JSON.parse(body.toString('utf8')))
    return say(ACTIONS[action]?.(plane.state, params) ?? refused('InvalidAction', action))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return say({ Error: { Code: error.code, Message: error.message } })
  }
}

function refused(code: string, message?: string): never {
  throw new Refused(code, message)
}

function checkApiSignature(request: IncomingMessage, action: string, body: string): void {
  const sent = String(request.headers.authorization)
  const [, secretId, service = ''] = /Credential=([^/]+)\/[^/]+\/([^/]+)\//.exec(sent) ?? []
  if (secretId !== KEYS.secretId) refused('AuthFailure.SecretIdNotFound', 'secret id not found')
  const timestamp = Number(request.headers['x-tc-timestamp'])
  const host = String(request.headers.host)
  if (sent !== tc3Authorization(KEYS, { service, host, action, body, timestamp })) {
    refused('AuthFailure.SignatureFailure', 'signature mismatch')
  }
}

type Action = (state: PlaneState, params: Fields) => Fields

function functionOf(state: PlaneState, params: Fields): CloudFunctionState {
  const found = state.functions.get(String(params.FunctionName))
  return params.Namespace === ENV && found ? found : refused('ResourceNotFound.Function')
}

/** What is being changed takes no change: the caller has to look until it is ready. */
function readyFunction(state: PlaneState, params: Fields): CloudFunctionState {
  const found = functionOf(state, params)
  return found.busy > 0 ? refused('FailedOperation.FunctionStatusError', 'Updating') : found
}

function tableOf(state: PlaneState, name: unknown) {
  return state.tables.get(String(name)) ?? refused('ResourceNotFound', 'table not exist')
}

function shaOf(code: unknown): string {
  const archive = Buffer.from(String(fieldsOf(code).ZipFile), 'base64')
  // A broken archive is refused as the real one refuses it: the first file must unpack.
  const [length, name] = [archive.readUInt32LE(18), archive.readUInt16LE(26)]
  if (archive.toString('latin1', 0, 4) !== 'PK\x03\x04') refused('InvalidParameterValue.Code')
  inflateRawSync(archive.subarray(30 + name, 30 + name + length))
  return createHash('sha256').update(archive).digest('hex')
}

const variablesOf = (environment: unknown) =>
  listOf(fieldsOf(environment).Variables).map(({ Key, Value }) => ({ Key: String(Key), Value: String(Value) }))

const ACTIONS: Readonly<Record<string, Action>> = {
  DescribeEnvs: (_, { EnvId }) => ({
    EnvList:
      EnvId === ENV
        ? [{ EnvId: ENV, Status: 'NORMAL', Databases: [{ InstanceId: TAG }], Storages: [{ Bucket: BUCKET }] }]
        : [],
  }),
  DescribeTables: ({ tables, stale }, { MgoOffset, MgoLimit, Tag }) => {
    if (Tag !== TAG) refused('InvalidParameter', 'Tag')
    const page = (stale ? [] : [...tables.keys()]).slice(Number(MgoOffset), Number(MgoOffset) + Number(MgoLimit))
    // An empty list comes as null.
    return { Tables: page.length === 0 ? null : page.map((TableName) => ({ TableName, Count: 0 })) }
  },
  DescribeTable: (state, { TableName }) => ({
    Indexes: [
      { Name: '_id_', Unique: true, Keys: [{ Name: '_id', Direction: '1' }] },
      ...[...tableOf(state, TableName).indexes].map(([Name, { keys, unique }]) => ({
        Name,
        Unique: unique,
        Keys: keys,
      })),
    ],
  }),
  CreateTable: ({ tables }, { TableName }) => {
    const name = String(TableName)
    if (tables.has(name)) refused('ResourceInUse.TableExists', 'table exists')
    // Whether a permission given here holds is not documented: here it does not.
    tables.set(name, { indexes: new Map(), acl: 'PRIVATE', rule: null })
    return {}
  },
  UpdateTable: (state, { TableName, CreateIndexes, DropIndexes }) => {
    const { indexes } = tableOf(state, TableName)
    for (const { IndexName, MgoKeySchema } of listOf(CreateIndexes)) {
      const { MgoIndexKeys, MgoIsUnique } = fieldsOf(MgoKeySchema)
      const keys = listOf(MgoIndexKeys)
      const twin = [...indexes.values()].some((index) => JSON.stringify(index.keys) === JSON.stringify(keys))
      if (indexes.has(String(IndexName)) || twin) refused('FailedOperation', 'index already exists with other options')
      indexes.set(String(IndexName), { keys, unique: MgoIsUnique === true })
    }
    for (const { IndexName } of listOf(DropIndexes)) {
      if (!indexes.delete(String(IndexName))) refused('ResourceNotFound', 'index not found')
    }
    return {}
  },
  DescribeSafeRule: (state, { CollectionName }) => {
    const { acl, rule } = tableOf(state, CollectionName)
    return { AclTag: acl, Rule: rule }
  },
  ModifySafeRule: (state, { CollectionName, AclTag, Rule }) => {
    Object.assign(tableOf(state, CollectionName), { acl: String(AclTag), rule: Rule ?? null })
    return {}
  },
  DescribeResourcePermission: ({ storage }) => ({
    Data: { TotalCount: 1, PermissionList: [{ ResourceType: 'storage', Resource: BUCKET, Permission: storage }] },
  }),
  ModifyResourcePermission: (state, { ResourceType, Resource, Permission }) => {
    if (ResourceType !== 'storage' || Resource !== BUCKET) refused('InvalidParameter')
    state.storage = String(Permission)
    return { Data: { Success: true } }
  },
  ListFunctions: ({ functions }, { Offset, Limit }) => ({
    Functions: [...functions.keys()]
      .slice(Number(Offset), Number(Offset) + Number(Limit))
      .map((FunctionName) => ({ FunctionName })),
  }),
  GetFunction: (state, params) => {
    const found = functionOf(state, params)
    const { Timeout, MemorySize, Description, Variables, Triggers } = found
    const busy = found.busy > 0
    if (busy) found.busy -= 1
    return {
      Status: busy ? (found.status === 'Active' ? 'Updating' : 'Creating') : settled(found),
      ...{ Timeout, MemorySize, Description, Environment: { Variables } },
      Triggers: [...Triggers].map(([TriggerName, { cron, on }]) => ({
        TriggerName,
        Type: 'timer',
        TriggerDesc: JSON.stringify({ cron }),
        Enable: on ? 1 : 0,
      })),
    }
  },
  // While it is being made there is no archive to fetch yet.
  GetFunctionAddress: (state, params) => ({ Url: 'https://', CodeSha256: readyFunction(state, params).sha }),
  CreateFunction: (state, params) => {
    const name = String(params.FunctionName)
    if (state.functions.has(name)) refused('ResourceInUse.FunctionName')
    state.functions.set(name, {
      Timeout: Number(params.Timeout ?? 3),
      MemorySize: Number(params.MemorySize ?? 128),
      Description: '',
      Variables: variablesOf(params.Environment),
      Triggers: new Map(),
      sha: shaOf(params.Code),
      busy: 2,
      status: 'Creating',
    })
    return {}
  },
  DeleteFunction: (state, params) => {
    functionOf(state, params)
    state.functions.delete(String(params.FunctionName))
    return {}
  },
  UpdateFunctionCode: (state, params) => {
    Object.assign(readyFunction(state, params), { sha: shaOf(params.Code), busy: 1 })
    return {}
  },
  UpdateFunctionConfiguration: (state, params) => {
    const found = readyFunction(state, params)
    for (const key of ['Timeout', 'MemorySize', 'Description'] as const) {
      if (params[key] !== undefined) Object.assign(found, { [key]: params[key] })
    }
    if (params.Environment !== undefined) found.Variables = variablesOf(params.Environment)
    found.busy = 1
    return {}
  },
  CreateTrigger: (state, params) => {
    const { Triggers } = readyFunction(state, params)
    const name = String(params.TriggerName)
    if (Triggers.has(name)) refused('ResourceInUse.Trigger')
    Triggers.set(name, { cron: String(params.TriggerDesc), on: params.Enable === 'OPEN' })
    return {}
  },
  DeleteTrigger: (state, params) => {
    if (!readyFunction(state, params).Triggers.delete(String(params.TriggerName))) refused('ResourceNotFound.Trigger')
    return {}
  },
  DescribeHTTPServiceRoute: ({ routes }) => ({
    Domains: [{ Domain: `${ENV}.app.example`, IsDefault: true, Routes: [...routes.values()] }],
  }),
  CreateHTTPServiceRoute: ({ routes }, { Domain }) => {
    for (const route of listOf(fieldsOf(Domain).Routes)) {
      if (routes.has(String(route.Path))) refused('ResourceInUse.Path')
      routes.set(String(route.Path), route)
    }
    return {}
  },
  ModifyHTTPServiceRoute: ({ routes }, { Domain }) => {
    for (const route of listOf(fieldsOf(Domain).Routes)) {
      const found = routes.get(String(route.Path)) ?? refused('ResourceNotFound')
      Object.assign(found, route)
    }
    return {}
  },
  DescribeAuthDomains: ({ origins, stale }) => ({
    Domains: (stale ? [] : [...origins]).map((Domain) => ({ Domain, Status: 'ENABLE', Type: 'USER' })),
  }),
  CreateAuthDomain: ({ origins }, { Domains }) => {
    for (const domain of Domains as string[]) {
      if (origins.has(domain)) refused('ResourceInUse.DomainExists')
      origins.add(domain)
    }
    return {}
  },
  DescribeStaticStore: ({ site }) => {
    if (site === null) return { Data: null }
    if (site.looks > 0) site.looks -= 1
    else site.status = 'online'
    return { Data: [{ Status: site.status, Bucket: SITE, Regoin: 'ap-shanghai', CdnDomain: `${ENV}.page.example` }] }
  },
  CreateStaticStore: (state) => {
    if (state.site !== null) refused('ResourceInUse')
    state.site = { status: 'process', looks: 2 }
    return { Result: 'succ' }
  },
}

function settled(found: CloudFunctionState): string {
  if (found.status === 'Creating') found.status = 'Active'
  return found.status
}

function answerCos(state: PlaneState, request: IncomingMessage, body: Buffer): { status: number; body: string } {
  const url = new URL(request.url ?? '/', 'http://host')
  const path = decodeURIComponent(url.pathname)
  const query = Object.fromEntries(url.searchParams)
  const sent = String(request.headers.authorization)
  const span = /q-sign-time=([^&]+)/.exec(sent)?.[1] ?? ''
  const method = request.method === 'PUT' ? 'PUT' : 'GET'
  const signed = cosAuthorization(KEYS, { method, host: String(request.headers.host), path, query, span })
  if (sent !== signed)
    return { status: 403, body: '<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>' }
  if (method === 'PUT') {
    state.objects.set(path.slice(1), body)
    return { status: 200, body: '' }
  }
  // Two a page, so that pages are followed.
  const keys = [...state.objects.keys()].filter((key) => key.startsWith(query.prefix ?? '')).sort()
  const rest = keys.filter((key) => key > (query.marker ?? ''))
  const page = rest.slice(0, 2)
  const contents = page.map((key) => {
    const etag = createHash('md5')
      .update(state.objects.get(key) ?? '')
      .digest('hex')
    return `<Contents><Key>${key}</Key><ETag>&quot;${etag}&quot;</ETag></Contents>`
  })
  const more = rest.length > page.length
  const tail = `<IsTruncated>${more}</IsTruncated>${more ? `<NextMarker>${page.at(-1)}</NextMarker>` : ''}`
  return { status: 200, body: `<ListBucketResult>${contents.join('')}${tail}</ListBucketResult>` }
}
