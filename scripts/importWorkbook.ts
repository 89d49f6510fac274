import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { StaffApi } from '../src/contracts'
import { readWorkbook } from '../src/features/sop/admin/readWorkbook'
import type { ImportIssue, ImportPreview } from '../src/features/sop/contract'
import { Refusal, refuse } from '../src/kernel/errors'
import type { InputOf, OutputOf, RpcAnswer } from '../src/kernel/rpc'
import { issueTable } from './lib/issueTable'

const usage = `用法：npm run import -- 表格.xlsx [选项]
  --dry-run            只看会写入什么，不写入
  --accept             建议的改法全部照改（只改导入，不动你的表格）
  --leave-out-errors   有错的行先不导入，其余照写
  --sop <编号>          写成这个 SOP 的新版本；不写就新建一个
  --url <地址>          节拍的地址，默认 http://127.0.0.1:4000
  --name、--password    后台的登录名和密码，默认是演示账号`

void main()

/** Ends with 0 when everything was written (or would be), with 1 when the operator has something to do first. */
async function main(): Promise<void> {
  try {
    process.exitCode = await importFile(readArguments())
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

interface Arguments {
  file: string
  dryRun: boolean
  accept: boolean
  leaveOut: boolean
  sop?: string | undefined
  url: string
  name: string
  password: string
}

function readArguments(): Arguments {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        'dry-run': flag,
        accept: flag,
        'leave-out-errors': flag,
        sop: text,
        url: { ...text, default: `http://127.0.0.1:${process.env.PORT ?? 4000}` },
        name: { ...text, default: 'demo' },
        password: { ...text, default: 'jiepai-demo' },
      },
    })
    const [file] = positionals
    if (file === undefined || positionals.length > 1) refuse('USAGE', usage)
    const { 'dry-run': dryRun, 'leave-out-errors': leaveOut, ...rest } = values
    return { file: resolve(process.env.JIEPAI_TYPED_IN ?? '.', file), dryRun, leaveOut, ...rest }
  } catch (error) {
    if (error instanceof Refusal) throw error
    refuse('USAGE', usage)
  }
}

async function importFile(args: Arguments): Promise<number> {
  const grid = await readWorkbook(readFile(args.file), basename(args.file))
  const call = caller(args.url)
  const { token } = await call('staff.login', { name: args.name, password: args.password })
  const first = await call('sop.previewImport', { grid }, token)
  const fixes = args.accept ? proposalsOf(first) : {}
  const preview = args.accept ? await call('sop.previewImport', { grid, fixes }, token) : first
  report(preview)

  const broken = preview.rows.filter(({ node }) => node === null).map(({ sheet, row }) => `${sheet}!${row}`)
  if (args.dryRun) {
    console.log('\n这是预览，什么都没有写入。')
    return broken.length > 0 ? 1 : 0
  }
  if (broken.length > 0 && !args.leaveOut) {
    console.error(
      `\n有 ${broken.length} 行要先改，什么都没有写入。改好后再导入，或加上 --leave-out-errors 先写其余的行。`,
    )
    return 1
  }
  const { digest } = preview
  const commit = { grid, fixes, digest, leaveOut: broken, ...(args.sop !== undefined && { sop: args.sop }) }
  const written = await call('sop.commitImport', commit, token)
  console.log(`\n已写成草稿：SOP ${written.sop} 第 ${written.number} 版，${written.nodes} 条。到后台核对后发布。`)
  return 0
}

/** Cell (`日常栏目!E3`) → the text that the import proposes for it. */
function proposalsOf({ issues }: ImportPreview): Record<string, string> {
  return Object.fromEntries(
    issues.flatMap(({ sheet, cell, level, proposal }) =>
      proposal === null || level === 'tidied' ? [] : [[`${sheet}!${cell}`, proposal]],
    ),
  )
}

function readFile(path: string): ArrayBuffer {
  try {
    return new Uint8Array(readFileSync(path)).buffer
  } catch {
    refuse('FILE_MISSING', `没有读到文件 ${path}，请检查路径和权限。`)
  }
}

function report({ name, from, to, rows, issues, counts }: ImportPreview): void {
  const span = from === null && to === null ? '' : `，${from ?? '…'} 至 ${to ?? '…'}`
  console.log(`《${name}》${span}：共 ${counts.rows} 行，可写入 ${counts.writable} 行，要改 ${counts.broken} 行。`)
  const order: ImportIssue['level'][] = ['error', 'later', 'check', 'tidied']
  const sorted = order.flatMap((level) => issues.filter((issue) => issue.level === level))
  if (sorted.length > 0) console.log(`\n${issueTable(sorted)}`)
  const soon = rows.filter(({ nextDays }) => nextDays.length > 0).length
  console.log(`\n${soon} 条会在未来 14 天内发送。`)
}

/** A typed call over HTTP; refusals of the server come out as they are worded there. */
function caller(url: string) {
  return async function call<M extends keyof StaffApi>(
    method: M,
    input: InputOf<StaffApi[M]>,
    token?: string,
  ): Promise<OutputOf<StaffApi[M]>> {
    const headers = {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    }
    const body = JSON.stringify({ method, input })
    const response = await fetch(`${url}/call/staff`, { method: 'POST', headers, body }).catch(() =>
      refuse('OFFLINE', `连不上 ${url}，请先运行 npm start，或用 --url 写明地址。`),
    )
    const answer = (await response
      .json()
      .catch(() => refuse('NOT_JIEPAI', `${url} 不是节拍的地址，请用 --url 写明。`))) as RpcAnswer<
      OutputOf<StaffApi[M]>
    >
    if (!answer.ok) refuse(answer.code, answer.message)
    return answer.data
  }
}
