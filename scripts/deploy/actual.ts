import { refuse } from '../../src/kernel/errors'
import { type CloudApi, CloudRefusal, type Fields, fieldsOf, listOf } from './cloudApi'
import type { FirstDocuments } from './firstDocuments'
import type { Actual, ActualCollection, ActualFunction, ActualRoute, Desired, Hosting, Place } from './state'

/** Reads at a time; the platform allows 20 a second of one kind. */
const ABREAST = 5
/** ms between two looks at a function that is being made or changed. */
const LOOK = 1000
const LOOKS = 300

/** Finds the environment, or says that there is none. */
export async function findPlace(api: CloudApi, env: string): Promise<Place> {
  const { EnvList } = await api.call('tcb', 'DescribeEnvs', { EnvId: env })
  const found = listOf(EnvList).find(({ EnvId }) => EnvId === env)
  if (!found) {
    refuse('NO_ENVIRONMENT', `这个账号下没有环境 ${env}。核对环境 ID 和密钥所属的账号（云开发控制台 → 设置 → 环境）。`)
  }
  if (found.Status !== 'NORMAL') {
    refuse(
      'ENVIRONMENT_NOT_READY',
      `环境 ${env} 现在不可用（${found.Status}）。到云开发控制台看看是否在初始化或已停服。`,
    )
  }
  const [database] = listOf(found.Databases)
  const [storage] = listOf(found.Storages)
  if (!database?.InstanceId || !storage?.Bucket) {
    refuse('ENVIRONMENT_NOT_READY', `环境 ${env} 还没有数据库或云存储，先在云开发控制台开通。`)
  }
  return { env, tag: String(database.InstanceId), bucket: String(storage.Bucket) }
}

export async function readActual(
  api: CloudApi,
  place: Place,
  desired: Desired,
  documents: FirstDocuments,
): Promise<Actual> {
  const names = await collectionNames(api, place)
  const ours = names.filter((name) => desired.collections[name] !== undefined)
  const read = await abreast(ours, (name) => readCollection(api, place, name))
  const functions = await functionNames(api, place)
  const wanted = desired.functions.map(({ name }) => name).filter((name) => functions.includes(name))
  const hosting = await readHosting(api, place.env)
  return {
    collections: new Map(
      names.map((name) => [name, read[ours.indexOf(name)] ?? { indexes: [], closed: false }] as const),
    ),
    functions: new Map(
      await abreast(wanted, async (name) => [name, await readFunction(api, place.env, name)] as const),
    ),
    otherFunctions: functions.filter((name) => !wanted.includes(name)),
    api: await readRoutes(api, place.env, desired.apiDomain),
    safeDomains: await readOrigins(api, place),
    hosting,
    files: hosting === null ? new Map() : await api.listObjects(hosting.bucket, hosting.region, 'admin/'),
    storageRight: await readStorageRight(api, place),
    hasPeople: names.includes('staff') && (await documents.hasPeople()),
    missingWork: await documents.missingWork(names.includes('due')),
  }
}

async function abreast<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length)
  let next = 0
  await Promise.all(
    Array.from({ length: ABREAST }, async () => {
      for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as T)
    }),
  )
  return results
}

async function collectionNames(api: CloudApi, { env, tag }: Place): Promise<string[]> {
  const names: string[] = []
  for (;;) {
    const params = { EnvId: env, Tag: tag, MgoLimit: 100, MgoOffset: names.length }
    const page = listOf((await api.call('tcb', 'DescribeTables', params)).Tables)
    names.push(...page.map(({ TableName }) => String(TableName)))
    if (page.length < 100) return names
  }
}

async function readCollection(api: CloudApi, { env, tag }: Place, name: string): Promise<ActualCollection> {
  const { Indexes } = await api.call('tcb', 'DescribeTable', { EnvId: env, Tag: tag, TableName: name })
  const { AclTag, Rule } = await api.call('tcb', 'DescribeSafeRule', { EnvId: env, CollectionName: name })
  return {
    indexes: listOf(Indexes).map(({ Name, Keys, Unique }) => ({
      name: String(Name),
      keys: listOf(Keys).map((key) => [String(key.Name), String(key.Direction)] as const),
      unique: Unique === true,
    })),
    closed: AclTag === 'ADMINONLY' || (AclTag === 'CUSTOM' && ruleIsClosed(Rule)),
  }
}

/** `{"read": false, "write": false}`, however it is spaced. */
function ruleIsClosed(rule: unknown): boolean {
  return typeof rule === 'string' && /^\{"read":false,"write":false\}$/.test(rule.replace(/\s/g, ''))
}

async function functionNames(api: CloudApi, { env }: Place): Promise<string[]> {
  const names: string[] = []
  for (;;) {
    const params = { Namespace: env, Limit: 100, Offset: names.length }
    const page = listOf((await api.call('scf', 'ListFunctions', params)).Functions)
    names.push(...page.map(({ FunctionName }) => String(FunctionName)))
    if (page.length < 100) return names
  }
}

/** A function as it stands when nothing about it is being changed any more. */
async function readFunction(api: CloudApi, env: string, name: string): Promise<ActualFunction> {
  const found = await settled(api, env, name)
  return {
    status: String(found.Status),
    timeout: Number(found.Timeout),
    memory: Number(found.MemorySize),
    description: String(found.Description ?? ''),
    codeSha: found.Status === 'Active' ? await codeShaOf(api, env, name) : null,
    variables: Object.fromEntries(
      listOf(fieldsOf(found.Environment).Variables).map(({ Key, Value }) => [String(Key), String(Value)]),
    ),
    triggers: listOf(found.Triggers).map(({ TriggerName, TriggerDesc, Enable }) => ({
      name: String(TriggerName),
      cron: cronOf(String(TriggerDesc)),
      on: Enable === 1,
    })),
  }
}

/** Waits until a function is neither being made nor changed. */
export async function settled(api: CloudApi, env: string, name: string): Promise<Fields> {
  for (let look = 0; look < LOOKS; look++) {
    const found = await api.call('scf', 'GetFunction', { Namespace: env, FunctionName: name, ShowCode: 'FALSE' })
    if (!/^(Creating|Updating|Publishing)/.test(String(found.Status))) return found
    await api.wait(LOOK)
  }
  refuse('FUNCTION_STUCK', `云函数 ${name} 五分钟还没有就绪。到控制台看看它的状态，过一会儿再运行一次。`)
}

/** SHA-256 of the archive in the cloud; null where it is not told. */
export async function codeShaOf(api: CloudApi, env: string, name: string): Promise<string | null> {
  const { CodeSha256 } = await api.call('scf', 'GetFunctionAddress', { Namespace: env, FunctionName: name })
  return typeof CodeSha256 === 'string' && CodeSha256 !== '' ? CodeSha256 : null
}

/** It is given as the bare expression and read back as `{"cron":"…"}`. */
function cronOf(description: string): string {
  return /"cron"\s*:\s*"([^"]+)"/.exec(description)?.[1] ?? description
}

/** Domain and routes of HTTP access: of the chosen domain, or of the environment's own. */
export async function readRoutes(api: CloudApi, env: string, chosen: string | null): Promise<Actual['api']> {
  const { Domains } = await api.call('tcb', 'DescribeHTTPServiceRoute', { EnvId: env, Limit: 1000 })
  const all = listOf(Domains)
  const found = all.find(({ Domain, IsDefault }) => (chosen === null ? IsDefault === true : Domain === chosen))
  if (found === undefined) {
    if (chosen === null) return null
    refuse(
      'NO_DOMAIN',
      `域名 ${chosen} 还没有绑到这个环境的 HTTP 访问服务上：先在控制台绑定（要有备案和证书），再运行一次。`,
    )
  }
  return {
    domain: String(found.Domain),
    routes: listOf(found.Routes).map(
      (route): ActualRoute => ({
        path: String(route.Path),
        function: route.UpstreamResourceType === 'SCF' ? String(route.UpstreamResourceName) : '',
        asWanted:
          route.EnableAuth !== true &&
          route.EnableSafeDomain === true &&
          route.EnablePathTransmission === true &&
          route.Enable !== false,
      }),
    ),
  }
}

async function readOrigins(api: CloudApi, { env }: Place): Promise<string[]> {
  const { Domains } = await api.call('tcb', 'DescribeAuthDomains', { EnvId: env })
  return listOf(Domains)
    .filter(({ Status }) => Status === 'ENABLE')
    .map(({ Domain }) => String(Domain))
}

/** Static hosting when it is on; null before it was opened. */
export async function readHosting(api: CloudApi, env: string): Promise<Hosting | null> {
  const [found] = listOf((await api.call('tcb', 'DescribeStaticStore', { EnvId: env })).Data)
  if (found?.Status !== 'online') return null
  // `Regoin` is how the API itself spells it.
  const region = String(found.Region ?? found.Regoin)
  return { domain: String(found.CdnDomain), bucket: String(found.Bucket), region }
}

async function readStorageRight(api: CloudApi, { env, bucket }: Place): Promise<boolean> {
  const params = { EnvId: env, ResourceType: 'storage', Resources: [bucket] }
  const answer = await api.call('tcb', 'DescribeResourcePermission', params)
  return listOf(fieldsOf(answer.Data).PermissionList ?? answer.PermissionList).some(
    ({ Permission }) => Permission === 'READONLY',
  )
}

/** Whether an answer says that the thing to be made is there already. The codes for it differ by action. */
export function isThere(error: unknown): boolean {
  if (!(error instanceof CloudRefusal)) return false
  const said = `${error.code} ${error.message}`
  return /Exist|InUse|Duplicat|Created/i.test(said) && !/not.?(exist|found)/i.test(said)
}
