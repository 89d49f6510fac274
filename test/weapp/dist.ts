import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

/** The built mini-program, as it would be uploaded. */
export const dist = resolve(__dirname, '../../dist/weapp')

export interface AppJson {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
}

export function readApp(folder: string): AppJson {
  return JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8'))
}

/** Every page by its route, those of sub-packages included. */
export function pagesOf(app: AppJson): string[] {
  const inPackages = (app.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))
  return [...app.pages, ...inPackages]
}

/** Paths below the folder, with slashes. */
export function filesOf(folder: string, base = folder): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesOf(path, base) : [relative(base, path).split('\\').join('/')]
  })
}

/** Bytes that WeChat counts: the main package is everything outside the sub-packages' folders. */
export function packageSizes(): { main: number; total: number } {
  const roots = (readApp(dist).subPackages ?? []).map(({ root }) => `${root}/`)
  let main = 0
  let total = 0
  for (const file of filesOf(dist)) {
    const bytes = statSync(join(dist, file)).size
    total += bytes
    if (!roots.some((root) => file.startsWith(root))) main += bytes
  }
  return { main, total }
}
