import { createHash } from 'node:crypto'
import { refuse } from '../../src/kernel/errors'
import { planIndexes } from './planIndexes'
import type { Actual, ActualFunction, Desired, DesiredFile, DesiredFunction } from './state'
import type { Plan, Step } from './step'

/** MB. Below it a cold start of a bundle of 1.6 MB takes seconds; more is the operator's choice and left alone. */
export const MEMORY = 256

export interface Chosen {
  /** What the shell that deploys holds, by name. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Who the first owner shall be. */
  readonly owner: { readonly login: string; readonly name: string } | null
}

/** Steps that make the environment what the sources say, in their order. Pure; nothing is planned where nothing differs. */
export function planOf(desired: Desired, actual: Actual, chosen: Chosen): Plan {
  const notes: string[] = []
  const values = valuesOf(desired, actual, chosen)
  const indexes = planIndexes(desired.collections, actual.collections)
  const api = desired.apiDomain ?? actual.api?.domain ?? null
  if (api === null) {
    notes.push(
      '这个环境还没有 HTTP 访问服务的域名：到云开发控制台打开「HTTP 访问服务」，再运行一次，运营台的地址和路由才能配好。',
    )
  }
  if (!actual.hasPeople && chosen.owner === null) {
    notes.push('还没有任何员工账号：加上 --login zhou --name 周运营 再运行一次，会建好第一位负责人。')
  }
  notes.push(...indexes.notes, ...strangersOf(desired, actual))
  const steps: Step[] = [
    ...Object.keys(desired.collections)
      .filter((name) => !actual.collections.has(name))
      .map((name): Step => ({ kind: 'collection', name, say: `新建集合 ${name}（只有云函数能读写）` })),
    ...indexes.steps,
    ...Object.keys(desired.collections)
      .filter((name) => !actual.collections.get(name)?.closed)
      .map((name): Step => ({ kind: 'rule', name, say: `关上集合 ${name} 的客户端读写` })),
    ...(actual.storageRight ? [] : [storageStep]),
    ...(actual.missingWork.length > 0 ? [workStep(actual.missingWork)] : []),
    ...(!actual.hasPeople && chosen.owner !== null ? [ownerStep(chosen.owner)] : []),
    ...desired.functions.flatMap((wanted) => planFunction(wanted, actual.functions.get(wanted.name), values)),
    ...desired.functions.flatMap((wanted) => planTriggers(wanted, actual.functions.get(wanted.name))),
    ...(actual.api === null ? [] : planRoutes(desired, actual.api)),
    ...planPage(desired, actual, api),
  ]
  return { steps, notes }
}

const storageStep: Step = { kind: 'storage', say: '云存储的权限改成「所有人可读，仅上传者可写」' }

function workStep(keys: readonly string[]): Step {
  return { kind: 'work', say: `放上定期要做的事：${keys.join('、')}` }
}

function ownerStep({ login, name }: { login: string; name: string }): Step {
  return { kind: 'owner', login, name, say: `建第一位负责人 ${name}（登录名 ${login}）` }
}

type Values = ReadonlyMap<string, ReadonlyMap<string, string>>

/** What each function's variables shall hold: the shell's word, else its own in the cloud, else that of another function. */
function valuesOf(desired: Desired, actual: Actual, { environment }: Chosen): Values {
  return new Map(
    desired.functions.map(({ name, variables }) => {
      const own = actual.functions.get(name)?.variables ?? {}
      const held = new Map<string, string>()
      for (const variable of variables) {
        const given = environment[variable.name] || undefined
        const kept = own[variable.name] ?? siblingValue(actual, variable.name)
        if (variable.fixed && given !== undefined && kept !== undefined && given !== kept) {
          refuse(
            'SECRET_CHANGED',
            `${variable.name} 和云上的不一样。它是会员编号的钥匙，换了以后所有会员都会变成新人：请用原来的值，或者不写，云上的会保留。`,
          )
        }
        const value = given ?? kept
        if (value !== undefined) held.set(variable.name, value)
        else if (variable.required) {
          const hint = variable.fixed ? '（自己定一串，比如 openssl rand -hex 32 的结果，存好，永远不换）' : ''
          refuse(
            'VARIABLE_MISSING',
            `缺少环境变量 ${variable.name}${hint}：在运行 npm run deploy 的终端里设好，再运行一次。`,
          )
        }
      }
      return [name, held]
    }),
  )
}

function siblingValue(actual: Actual, name: string): string | undefined {
  for (const { variables } of actual.functions.values()) if (variables[name] !== undefined) return variables[name]
  return undefined
}

/** What we leave in a function's description: digest of our bundle, and of the archive as the cloud keeps it. */
export function markOf(digest: string, codeSha: string | null): string {
  return `jiepai ${digest.slice(0, 32)} ${codeSha ?? '-'}`
}

function planFunction(wanted: DesiredFunction, found: ActualFunction | undefined, values: Values): Step[] {
  const { name } = wanted
  const variables = values.get(name) ?? new Map()
  if (found === undefined || found.status === 'CreateFailed') {
    const again = found === undefined ? '' : '（上次没有建成，先删掉残留）'
    const say = `新建云函数 ${name}（超时 ${wanted.timeout} 秒，变量 ${[...variables.keys()].join('、')}）${again}`
    return [{ kind: 'function', name, leftover: found !== undefined, variables: Object.fromEntries(variables), say }]
  }
  const changed = [...variables].filter(([key, value]) => found.variables[key] !== value).map(([key]) => key)
  const config = [
    ...(found.timeout === wanted.timeout ? [] : [`超时 ${found.timeout} → ${wanted.timeout} 秒`]),
    ...(found.memory >= MEMORY ? [] : [`内存 ${found.memory} → ${MEMORY} MB`]),
    ...(changed.length === 0 ? [] : [`变量 ${changed.join('、')}`]),
  ]
  return [
    ...(codeIsOurs(wanted, found) ? [] : [{ kind: 'code', name, say: `上传云函数 ${name} 的代码` } as const]),
    ...(config.length === 0
      ? []
      : [
          {
            kind: 'config',
            name,
            // Written as a whole, so what others set stays in it.
            variables: changed.length === 0 ? null : { ...found.variables, ...Object.fromEntries(variables) },
            say: `改云函数 ${name} 的配置：${config.join('，')}`,
          } as const,
        ]),
  ]
}

/** Also false when somebody uploaded other code since: then the cloud's archive is not the one that we noted. */
function codeIsOurs({ digest }: DesiredFunction, { description, codeSha }: ActualFunction): boolean {
  const [, ours, theirs] = /^jiepai ([0-9a-f]{32}) (\S+)$/.exec(description) ?? []
  if (ours !== digest.slice(0, 32)) return false
  return theirs === '-' || codeSha === null || theirs === codeSha
}

function planTriggers(wanted: DesiredFunction, found: ActualFunction | undefined): Step[] {
  return wanted.triggers.flatMap((trigger): Step[] => {
    const there = found?.triggers.find(({ name }) => name === trigger.name)
    if (there?.cron === trigger.cron && there.on) return []
    const replace = there !== undefined
    const say = `${replace ? '重设' : '新建'}定时触发器 ${wanted.name}/${trigger.name}（${trigger.cron}）`
    return [{ kind: 'trigger', name: wanted.name, trigger, replace, say }]
  })
}

function planRoutes(desired: Desired, { domain, routes }: NonNullable<Actual['api']>): Step[] {
  return desired.routes.flatMap((route): Step[] => {
    const there = routes.find(({ path }) => path === route.path)
    if (there?.function === route.function && there.asWanted) return []
    const modify = there !== undefined
    const say = `${modify ? '改' : '新建'}路由 ${route.path} → 云函数 ${route.function}`
    return [{ kind: 'route', ...route, domain, modify, say }]
  })
}

/** Hosting, the origins that may call the API, then the files. */
function planPage(desired: Desired, actual: Actual, api: string | null): Step[] {
  const { hosting, safeDomains } = actual
  const origins = [...(hosting === null ? [] : [hosting.domain]), ...desired.pageDomains]
  const missing = origins.filter((domain) => !safeDomains.includes(domain))
  const files = pageFiles(desired, api).filter(({ key, bytes }) => actual.files.get(key) !== md5(bytes))
  return [
    ...(hosting === null ? [{ kind: 'hosting', say: '开通静态网站托管（几分钟）' } as const] : []),
    ...(hosting === null || missing.length > 0
      ? [
          {
            kind: 'origin',
            domains: missing,
            own: hosting === null,
            say: `允许运营台跨域访问：${[...(hosting === null ? ['静态托管的域名'] : []), ...missing].join('、')}`,
          } as const,
        ]
      : []),
    ...files.map(
      (file): Step => ({ kind: 'file', file, say: `上传 ${file.key}（${Math.ceil(file.bytes.length / 1024)} KB）` }),
    ),
  ]
}

/** The page with the address of its API written into it. Without an address the entry waits. */
function pageFiles(desired: Desired, api: string | null): DesiredFile[] {
  return desired.files.flatMap((file) => {
    if (!file.key.endsWith('/index.html')) return [file]
    if (api === null) return []
    const html = Buffer.from(file.bytes).toString('utf8')
    const written = html.replace(/(<meta name="jiepai-api" content=")[^"]*"/, `$1https://${api}"`)
    if (written === html)
      refuse('PAGE_WITHOUT_API', '运营台的 index.html 里没有写接口地址的地方，请用 npm run build 重新构建。')
    return [{ ...file, bytes: Buffer.from(written, 'utf8') }]
  })
}

/** What is there and not ours: told, and left alone. */
function strangersOf(desired: Desired, actual: Actual): string[] {
  const collections = [...actual.collections.keys()].filter((name) => desired.collections[name] === undefined)
  const files = [...actual.files.keys()].filter((key) => !desired.files.some((file) => file.key === key))
  return [
    ...(collections.length > 0 ? [`不属于节拍的集合，原样留着：${collections.join('、')}`] : []),
    ...(actual.otherFunctions.length > 0 ? [`不属于节拍的云函数，原样留着：${actual.otherFunctions.join('、')}`] : []),
    ...(files.length > 0 ? [`admin/ 下有 ${files.length} 个旧文件，留给还开着旧页面的人；想清理可以在控制台删。`] : []),
  ]
}

export function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex')
}
