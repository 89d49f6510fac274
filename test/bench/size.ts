import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { dist, filesOf, packageSizes } from '../weapp/dist'
import { type Figures, type Group, rounded } from './group'

const home = resolve(__dirname, '../..')
const KB = 1024

/** Sizes of what goes over the air, in KB of 1,024 bytes. */
export const size: Group = {
  name: 'size',
  goals: {
    ...{ 'size.weapp.main.kb': 600, 'size.weapp.survey.gzip.kb': 40, 'size.admin.gzip.kb': 450 },
    ...{ 'size.member.gzip.kb': 200, 'size.checkin.setdata.kb': 10 },
  },
  async measure() {
    const { main, total } = packageSizes()
    const figures: Figures = {
      'size.weapp.main.kb': rounded(main / KB),
      'size.weapp.total.kb': rounded(total / KB),
      'size.weapp.survey.gzip.kb': rounded(surveyPackage() / KB),
      'size.member.gzip.kb': rounded(memberFirstLoad() / KB),
      ...checkinFigures(),
      'size.admin.gzip.kb': rounded(firstLoad('dist/admin', '/admin/') / KB),
    }
    for (const name of readdirSync(join(home, 'dist/cloudfunctions'))) {
      figures[`size.function.${name}.kb`] = rounded(
        statSync(join(home, 'dist/cloudfunctions', name, 'index.js')).size / KB,
      )
    }
    return figures
  },
}

/** Bytes, compressed one by one, of all that opening a survey downloads beside the main package. */
function surveyPackage(): number {
  const folder = 'features/survey/pages/survey/'
  const files = filesOf(dist).filter((file) => file.startsWith(folder))
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0)
}

/** Bytes, compressed, of the page and everything that it names: scripts, styles and modules to fetch ahead. */
function firstLoad(folder: string, base: string): number {
  const page = readFileSync(join(home, folder, 'index.html'), 'utf8')
  const named = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css|mjs))"/g)].map((match) => match[1] ?? '')
  const files = new Set(named.map((path) => path.replace(new RegExp(`^(${base}|\\./|/)`), '')))
  const bytes = [...files].map((file) => gzipSync(readFileSync(join(home, folder, file))).length)
  return bytes.reduce((sum, one) => sum + one, gzipSync(page).length)
}

/** Bytes, compressed, of all that the H5 member app asks for until the page of today is drawn: what its page names, and that page's chunks. */
function memberFirstLoad(): number {
  const folder = join(home, 'dist/h5')
  const app = readFileSync(join(folder, 'js/app.js'), 'utf8')
  const [, loader = ''] = /\bpath"?:"features\/checkin\/pages\/today\/index"(.*?)\bpath"?:"/s.exec(app) ?? []
  const chunks = [...loader.matchAll(/\.e\((\d+)\)/g)].map(([, id]) => id)
  if (chunks.length === 0) throw new Error('the page of today has no chunk in dist/h5')
  const files = chunks.flatMap((id) => [`chunk/${id}.js`, `css/${id}.css`]).map((file) => join(folder, file))
  const own = files.filter((file) => existsSync(file)).map((file) => gzipSync(readFileSync(file)).length)
  return own.reduce((sum, one) => sum + one, firstLoad('dist/h5', '/'))
}

/** The largest thing that a check-in hands to the view: told by the test that plays it on the built mini-program. */
function checkinFigures(): Figures {
  const file = join(mkdtempSync(join(tmpdir(), 'jiepai-figures-')), 'figures.json')
  const jest = join(home, 'node_modules/jest/bin/jest.js')
  const args = [jest, '-c', 'test/weapp/jest.config.cjs', 'journey']
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: home,
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC', JIEPAI_FIGURES: file },
  })
  if (status !== 0) throw new Error(`the built mini-program fails its test: ${stderr.slice(-2000)}`)
  const figures = JSON.parse(readFileSync(file, 'utf8')) as Figures
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`size.${name}`, rounded(value)]))
}
