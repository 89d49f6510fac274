import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { dirname, join } from 'node:path'

const folders: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'mac', win32: 'windows' }

export interface Compiled {
  status: number | null
  stdout: string
  stderr: string
}

/** WeChat's compiler of templates and their scripts, over all given files at once (paths from `cwd`). */
export function wcc(cwd: string, files: readonly string[]): Compiled {
  return compile('wcc', ['-d', ...dotted(files)], cwd)
}

/** WeChat's compiler of styles. */
export function wcsc(cwd: string, files: readonly string[]): Compiled {
  return compile('wcsc', ['-lc', '-js', '-pc', String(files.length), ...dotted(files)], cwd)
}

function dotted(files: readonly string[]): string[] {
  return files.map((file) => `./${file}`)
}

function compile(tool: 'wcc' | 'wcsc', args: string[], cwd: string): Compiled {
  const folder = folders[process.platform]
  if (folder === undefined) throw new Error(`WeChat has no ${tool} for ${process.platform}`)
  const home = dirname(require.resolve('miniprogram-compiler/package.json'))
  const file = join(home, 'bin', folder, process.platform === 'win32' ? `${tool}.exe` : tool)
  // Install scripts are off, so nobody has made it executable yet.
  chmodSync(file, 0o755)
  const { status, stdout, stderr, error } = spawnSync(file, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (error) throw error
  return { status, stdout, stderr }
}
