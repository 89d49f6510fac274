import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabaseAt, openEnvironment, type ToolDatabase } from '../../cloudfunctions/platform/sdk'
import { Refusal, refuse } from '../../src/kernel/errors'
import { cloudPortsOf } from '../deploy/run'
import { backup } from './backup'
import { restore } from './restore'

const USAGE = {
  backup: `用法：npm run backup -- --env <环境 ID> --out <文件夹>
  --url <地址>  不是云上的环境，而是本机的：http://127.0.0.1:4000/cloud/admin`,
  restore: `用法：npm run restore -- --env <环境 ID> --from <文件夹>
  --url <地址>  不是云上的环境，而是本机的：http://127.0.0.1:4000/cloud/admin`,
}

/** Runs one of the two commands and answers its exit code. Folders are relative to `typedIn`. */
export async function copyCommand(
  command: 'backup' | 'restore',
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  typedIn: string,
  out: (line: string) => void,
): Promise<number> {
  try {
    const { source, folder, open } = readArguments(command, args, environment)
    const path = resolve(typedIn, folder)
    const work = command === 'backup' ? backup(open(), source, path, out) : restore(open(), path, out)
    const { collections } = await work
    const documents = collections.reduce((sum, { count }) => sum + count, 0)
    const done = command === 'backup' ? '备份好了' : '恢复好了，条数和内容都核对过'
    out(`${done}：${collections.length} 个集合，${documents} 条。`)
    return 0
  } catch (error) {
    out(error instanceof Refusal ? error.message : interrupted(error))
    return 1
  }
}

function interrupted(error: unknown): string {
  const { errMsg, message } = error as { errMsg?: string; message?: string }
  return `中途停下了（${errMsg ?? message ?? String(error)}）。同一条命令再运行一次，会从停下的地方接着做。`
}

function readArguments(
  command: 'backup' | 'restore',
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): { source: string; folder: string; open: () => ToolDatabase } {
  const { env, url, out, from } = parsed(command, args)
  const folder = command === 'backup' ? out : from
  if (!folder || (env === undefined) === (url === undefined)) refuse('USAGE', USAGE[command])
  if (url !== undefined) return { source: url, folder, open: () => openDatabaseAt(url) }
  cloudPortsOf(environment)
  return { source: env ?? '', folder, open: () => openEnvironment(env ?? '') }
}

function parsed(command: 'backup' | 'restore', args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({ args: [...args], options: { env: text, url: text, out: text, from: text } }).values
  } catch {
    refuse('USAGE', USAGE[command])
  }
}
