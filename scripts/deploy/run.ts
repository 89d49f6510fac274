import { parseArgs } from 'node:util'
import { Refusal, refuse } from '../../src/kernel/errors'
import { UnknownOutcome } from '../../src/kernel/store'
import { findPlace, readActual, readHosting, readRoutes } from './actual'
import { apply } from './apply'
import { type CloudApi, type CloudPorts, CloudRefusal, fieldsOf, openCloudApi } from './cloudApi'
import { readDesired } from './desired'
import { type FirstDocuments, LOGIN } from './firstDocuments'
import { planOf } from './plan'
import type { Desired } from './state'

export const USAGE = `用法：npm run deploy -- --env <环境 ID> [选项]
  --dry-run                只打印要做什么，什么都不写
  --login zhou --name 周运营  还没有员工时，建第一位负责人
  --api <域名>              运营台和回调用的接口域名（已绑到 HTTP 访问服务）；不写就用环境的默认域名
  --page <域名>             打开运营台用的自有域名，可以写多次
密钥从环境变量读：TENCENTCLOUD_SECRETID、TENCENTCLOUD_SECRETKEY（环境不在上海时加 TENCENTCLOUD_REGION）。`

export interface DeployPorts {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly dist: string
  readonly out: (line: string) => void
  readonly documents: (env: string) => FirstDocuments
  /** Replaced in tests. */
  readonly cloud?: Partial<CloudPorts>
  /** What is deployed, out of `dist`; replaced in tests. */
  readonly desired?: (dist: string, chosen: Parameters<typeof readDesired>[1]) => Desired
}

/** Deploys, or tells what it would do. Answers the exit code: 0 when the environment is (or would be) as it should. */
export async function deploy(args: readonly string[], ports: DeployPorts): Promise<number> {
  try {
    await compareAndGo(readArguments(args), ports)
    return 0
  } catch (error) {
    ports.out(sentenceOf(error))
    return 1
  }
}

async function compareAndGo(options: Options, ports: DeployPorts): Promise<void> {
  const { environment, dist, out } = ports
  const desired = (ports.desired ?? readDesired)(dist, options)
  const api = openCloudApi({ ...cloudPortsOf(environment), ...ports.cloud })
  const place = await findPlace(api, options.env)
  const documents = ports.documents(options.env)
  const actual = await readActual(api, place, desired, documents)
  const plan = planOf(desired, actual, { environment, owner: options.owner })
  if (options.dryRun) for (const { say } of plan.steps) out(`- ${say}`)
  else await apply(plan, actual.hosting, { api, place, desired, documents, dist, out })
  for (const note of plan.notes) out(`注意：${note}`)
  if (plan.steps.length === 0) out(`环境 ${options.env} 已经和代码一致，没有要做的。`)
  else if (options.dryRun) out(`共 ${plan.steps.length} 步。这是预览，什么都没有写。`)
  else {
    out(`环境 ${options.env} 部署好了，共 ${plan.steps.length} 步。`)
    await tellAddresses(api, place.env, desired, out)
  }
}

async function tellAddresses(api: CloudApi, env: string, desired: Desired, out: (line: string) => void): Promise<void> {
  const hosting = await readHosting(api, env)
  const routes = await readRoutes(api, env, desired.apiDomain)
  if (hosting) out(`运营台：https://${desired.pageDomains[0] ?? hosting.domain}/admin/`)
  if (routes) {
    out(`企业微信回调：https://${routes.domain}/inbound`)
    out(`公众号服务器地址：https://${routes.domain}/inbound/mp`)
  }
  out(
    '云调用的权限只有微信开发者工具能写：第一次部署后（和 config.json 的 permissions 变了以后），用开发者工具上传一次 member 和 tick。',
  )
}

interface Options {
  readonly env: string
  readonly dryRun: boolean
  readonly owner: { readonly login: string; readonly name: string } | null
  readonly apiDomain: string | null
  readonly pageDomains: readonly string[]
}

function readArguments(args: readonly string[]): Options {
  const { env, 'dry-run': dryRun = false, login, name, api, page = [] } = parsed(args)
  if (!env || !/^[a-z0-9-]{3,64}$/i.test(env)) refuse('USAGE', USAGE)
  if ((login === undefined) !== (name === undefined)) refuse('USAGE', '--login 和 --name 要一起写。')
  if (login !== undefined && !LOGIN.test(login)) {
    refuse('USAGE', '登录名用 2 到 32 个小写字母、数字、点、横线或下划线。')
  }
  for (const domain of [...(api === undefined ? [] : [api]), ...page]) {
    if (!/^([a-z0-9-]+\.)+[a-z]{2,}$/i.test(domain))
      refuse('USAGE', `${domain} 不是域名：只写域名，不带 https:// 和路径。`)
  }
  const owner = login !== undefined && name !== undefined ? { login, name } : null
  return { env, dryRun, owner, apiDomain: api ?? null, pageDomains: page }
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        env: text,
        login: text,
        name: text,
        api: text,
        page: { type: 'string', multiple: true },
        'dry-run': { type: 'boolean' },
      },
    }).values
  } catch {
    refuse('USAGE', USAGE)
  }
}

/** The deployer's keys, from the shell alone. */
export function cloudPortsOf(environment: DeployPorts['environment']): CloudPorts {
  const { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey } = environment
  if (!secretId || !secretKey) {
    refuse(
      'NO_KEYS',
      '没有密钥：在终端里设好 TENCENTCLOUD_SECRETID 和 TENCENTCLOUD_SECRETKEY（腾讯云控制台 → 访问管理 → API 密钥），再运行一次。',
    )
  }
  const keys = { secretId, secretKey, token: environment.TENCENTCLOUD_SESSIONTOKEN || undefined }
  return { keys, region: environment.TENCENTCLOUD_REGION || 'ap-shanghai' }
}

const SENTENCES: readonly (readonly [code: RegExp, sentence: string])[] = [
  [/^AuthFailure\.SignatureExpire/, '这台机器的时钟和腾讯云差得太多，先校准时间，再运行一次。'],
  [
    /^AuthFailure\.Unauthorized|^UnauthorizedOperation|^AccessDenied/,
    '这对密钥没有权限做这一步：给它所属的用户加上 QcloudTCBFullAccess、QcloudSCFFullAccess 和 QcloudCOSFullAccess，再运行一次。',
  ],
  [
    /^AuthFailure|^InvalidAccessKeyId|^SignatureDoesNotMatch/,
    '密钥不对或已停用：核对 TENCENTCLOUD_SECRETID 和 TENCENTCLOUD_SECRETKEY。',
  ],
  [/^RequestLimitExceeded/, '腾讯云说请求太频繁，等一分钟再运行，会从停下的地方接着做。'],
  [
    /^LimitExceeded|^ResourcesSoldOut|^ResourceInsufficient/,
    '套餐的数量到上限了：到云开发控制台升级套餐或清理，再运行一次。',
  ],
]

/** One sentence for a person, whatever went wrong. Codes and messages of the platform follow it; they hold no keys. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return error.message
  if (error instanceof CloudRefusal) {
    const [, sentence] = SENTENCES.find(([code]) => code.test(error.code)) ?? []
    const said = `（${error.action}：${error.code}，${error.message}）`
    return `${sentence ?? '腾讯云没有答应这一步。看括号里的原因，改好后再运行一次，会从停下的地方接着做。'}${said}`
  }
  const said = saidByDatabase(error)
  if (said === undefined) throw error
  return `数据库没有答应（${said}）。新建的集合要过一会儿才能写：等一分钟再运行一次，会从停下的地方接着做。`
}

/** What the SDK says when a document could not be written; undefined for anything else. */
function saidByDatabase(error: unknown): string | undefined {
  if (error instanceof UnknownOutcome) return error.message
  const { errMsg } = fieldsOf(error)
  return typeof errMsg === 'string' ? errMsg : undefined
}
