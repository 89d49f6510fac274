import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { dist, filesOf, packageSizes } from '../weapp/dist'
import { type Figures, type Group, rounded } from './group'

const home = resolve(__dirname, '../..')
const KB = 1024

/** Sizes of what goes over the air, in KB of 1,024 bytes. */
export const size: Group = {
  name: 'size',
  goals: { 'size.weapp.main.kb': 520, 'size.weapp.survey.gzip.kb': 40, 'size.admin.gzip.kb': 450 },
  async measure() {
    const { main, total } = packageSizes()
    const figures: Figures = {
      'size.weapp.main.kb': rounded(main / KB),
      'size.weapp.total.kb': rounded(total / KB),
      'size.weapp.survey.gzip.kb': rounded(surveyPackage() / KB),
      'size.h5.gzip.kb': rounded(firstLoad('dist/h5', '/') / KB),
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
