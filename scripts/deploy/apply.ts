import { refuse } from '../../src/kernel/errors'
import { codeShaOf, isThere, readHosting, settled } from './actual'
import { type CloudApi, type Fields, listOf } from './cloudApi'
import { bundleOf } from './desired'
import type { FirstDocuments } from './firstDocuments'
import { MEMORY, markOf } from './plan'
import type { Desired, Hosting, Place } from './state'
import type { NamedIndex, Plan, Step } from './step'
import { zip } from './zip'

/** The newest that the mini-program's console offers everywhere; bundles are built for it. */
const RUNTIME = 'Nodejs16.13'

export interface Work {
  readonly api: CloudApi
  readonly place: Place
  readonly desired: Desired
  readonly documents: FirstDocuments
  /** Where the built parts are. */
  readonly dist: string
  readonly out: (line: string) => void
}

/** Does the steps in their order. What fails ends the run; the next run plans what is left. */
export async function apply(plan: Plan, hosting: Hosting | null, work: Work): Promise<void> {
  let site = hosting
  for (const [at, step] of plan.steps.entries()) {
    work.out(`[${at + 1}/${plan.steps.length}] ${step.say}`)
    if (step.kind === 'hosting') site = await openHosting(work)
    else await run(step, site, work)
  }
}

async function run(step: Exclude<Step, { kind: 'hosting' }>, site: Hosting | null, work: Work): Promise<void> {
  const { api, place } = work
  const { env, tag } = place
  switch (step.kind) {
    case 'collection':
      return unlessThere(
        api.call('tcb', 'CreateTable', {
          EnvId: env,
          Tag: tag,
          TableName: step.name,
          // Closed from its first moment; the rule is set once more by its own step.
          PermissionInfo: { AclTag: 'ADMINONLY', EnvId: env },
        }),
      )
    case 'index':
      return unlessThere(
        api.call('tcb', 'UpdateTable', {
          EnvId: env,
          Tag: tag,
          TableName: step.collection,
          ...(step.create && { CreateIndexes: [indexParam(step.create)] }),
          ...(step.drop !== null && { DropIndexes: [{ IndexName: step.drop }] }),
        }),
      )
    case 'rule':
      await api.call('tcb', 'ModifySafeRule', { EnvId: env, CollectionName: step.name, AclTag: 'ADMINONLY' })
      return
    case 'storage':
      await api.call('tcb', 'ModifyResourcePermission', {
        EnvId: env,
        ResourceType: 'storage',
        Resource: place.bucket,
        Permission: 'READONLY',
      })
      return
    case 'work':
      return work.documents.addWork()
    case 'owner':
      return work.documents.addOwner(step.login, step.name, work.out)
    case 'function':
      return createFunction(step, work)
    case 'code':
      return uploadCode(step.name, work)
    case 'config':
      return configure(step.name, work, step.variables && { Environment: environmentOf(step.variables) })
    case 'trigger':
      return setTrigger(step, work)
    case 'route':
      return setRoute(step, work)
    case 'origin': {
      const own = step.own && site !== null ? [site.domain] : []
      return unlessThere(api.call('tcb', 'CreateAuthDomain', { EnvId: env, Domains: [...own, ...step.domains] }))
    }
    case 'file':
      if (site !== null) await api.putObject(site.bucket, site.region, step.file.key, step.file)
      return
  }
}

/** A try before may have made it: its answer was lost, or the list that was compared was old. */
async function unlessThere(call: Promise<Fields>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!isThere(error)) throw error
  }
}

function indexParam({ name, keys, unique }: NamedIndex): Fields {
  return {
    IndexName: name,
    MgoKeySchema: {
      MgoIndexKeys: keys.map(([field, direction]) => ({ Name: field, Direction: String(direction) })),
      MgoIsUnique: unique ?? false,
    },
  }
}

function environmentOf(variables: Readonly<Record<string, string>>): Fields {
  return { Variables: Object.entries(variables).map(([Key, Value]) => ({ Key, Value })) }
}

function wantedOf(name: string, { desired }: Work) {
  return desired.functions.find((one) => one.name === name) ?? refuse('NO_FUNCTION', `没有叫 ${name} 的云函数。`)
}

function archiveOf(name: string, { dist }: Work): string {
  return zip(bundleOf(dist, name)).toString('base64')
}

async function createFunction(step: Extract<Step, { kind: 'function' }>, work: Work): Promise<void> {
  const { api, place } = work
  const { name } = step
  if (step.leftover) await api.call('scf', 'DeleteFunction', { Namespace: place.env, FunctionName: name })
  await api.call('scf', 'CreateFunction', {
    Namespace: place.env,
    FunctionName: name,
    Code: { ZipFile: archiveOf(name, work) },
    Handler: 'index.main',
    Runtime: RUNTIME,
    MemorySize: MEMORY,
    Timeout: wantedOf(name, work).timeout,
    Environment: environmentOf(step.variables),
    InstallDependency: 'FALSE',
    Role: 'TCB_QcsRole',
    Stamp: 'MINI_QCBASE',
  })
  await active(name, work)
  await mark(name, work)
}

async function uploadCode(name: string, work: Work): Promise<void> {
  await work.api.call('scf', 'UpdateFunctionCode', {
    Namespace: work.place.env,
    FunctionName: name,
    Handler: 'index.main',
    Code: { ZipFile: archiveOf(name, work) },
    InstallDependency: 'FALSE',
  })
  await active(name, work)
  await mark(name, work)
}

/** Notes which bundle it carries: after the upload, so that a run that died between uploads again. */
async function mark(name: string, work: Work): Promise<void> {
  const sha = await codeShaOf(work.api, work.place.env, name)
  await configure(name, work, { Description: markOf(wantedOf(name, work).digest, sha) })
}

async function configure(name: string, work: Work, change: Fields | null): Promise<void> {
  const { MemorySize } = await active(name, work)
  await work.api.call('scf', 'UpdateFunctionConfiguration', {
    Namespace: work.place.env,
    FunctionName: name,
    Timeout: wantedOf(name, work).timeout,
    MemorySize: Math.max(MEMORY, Number(MemorySize)),
    ...change,
  })
  await active(name, work)
}

async function active(name: string, { api, place }: Work): Promise<Fields> {
  const found = await settled(api, place.env, name)
  if (found.Status === 'Active') return found
  refuse(
    'FUNCTION_FAILED',
    `云函数 ${name} 没有成功（${found.Status}：${found.StatusDesc ?? '平台没有说原因'}）。再运行一次会重做。`,
  )
}

/** A timer cannot be changed in place. Between the two calls no tick comes; what is due waits for the next one. */
async function setTrigger(step: Extract<Step, { kind: 'trigger' }>, { api, place }: Work): Promise<void> {
  const timer = { Namespace: place.env, FunctionName: step.name, TriggerName: step.trigger.name, Type: 'timer' }
  if (step.replace) await api.call('scf', 'DeleteTrigger', timer)
  await unlessThere(api.call('scf', 'CreateTrigger', { ...timer, TriggerDesc: step.trigger.cron, Enable: 'OPEN' }))
}

async function setRoute(step: Extract<Step, { kind: 'route' }>, { api, place }: Work): Promise<void> {
  await api.call('tcb', step.modify ? 'ModifyHTTPServiceRoute' : 'CreateHTTPServiceRoute', {
    EnvId: place.env,
    Domain: {
      Domain: step.domain,
      Routes: [
        {
          Path: step.path,
          UpstreamResourceType: 'SCF',
          UpstreamResourceName: step.function,
          EnableAuth: false,
          // The gateway answers preflights and adds the headers for the domains that are listed.
          EnableSafeDomain: true,
          EnablePathTransmission: true,
          Enable: true,
        },
      ],
    },
  })
}

/** ms between two looks at hosting that is being opened, and how often: ten minutes. */
const HOSTING_LOOK = 5000
const HOSTING_LOOKS = 120

async function openHosting({ api, place }: Work): Promise<Hosting> {
  const [there] = listOf((await api.call('tcb', 'DescribeStaticStore', { EnvId: place.env })).Data)
  if (there === undefined || there.Status === 'offline') {
    await unlessThere(api.call('tcb', 'CreateStaticStore', { EnvId: place.env }))
  }
  for (let look = 0; look < HOSTING_LOOKS; look++) {
    const hosting = await readHosting(api, place.env)
    if (hosting !== null) return hosting
    await api.wait(HOSTING_LOOK)
  }
  refuse('HOSTING_STUCK', '静态网站托管十分钟还没有开通。到云开发控制台看看它的状态，过一会儿再运行一次。')
}
