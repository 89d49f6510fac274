import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { randomToken } from '../cloudfunctions/platform/identity'
import { collections } from '../cloudfunctions/platform/indexes'
import { firstWork } from '../src/jobs'
import { machineNow } from '../src/kernel/clock'
import { dueItem } from '../src/kernel/due'
import { firstOwner } from './lib/firstOwner'

const folder = resolve(__dirname, '../dist/setup')

/** One document a line, as the console's import takes it. */
function write(name: string, documents: readonly object[]): void {
  writeFileSync(join(folder, `${name}.json`), `${documents.map((document) => JSON.stringify(document)).join('\n')}\n`)
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { login: { type: 'string' }, name: { type: 'string' } } })
  const login = values.login?.trim().toLowerCase() ?? ''
  if (!/^[a-z0-9_.-]{2,32}$/.test(login) || !values.name) {
    console.error('Say who the first owner is: npm run setup -- --login zhou --name 周运营')
    process.exit(1)
  }
  const password = randomToken().slice(0, 12)
  const owner = await firstOwner(login, values.name, password)
  const due = firstWork(machineNow()).map(dueItem)
  mkdirSync(folder, { recursive: true })
  write('staff', [owner])
  write('due', due)
  writeFileSync(join(folder, 'collections.json'), `${JSON.stringify(collections, null, 2)}\n`)
  console.log(`Written to ${folder}:
  collections.json  create these collections and indexes
  staff.json        import into the collection staff
  due.json          import into the collection due
Log in as ${login} with ${password} (shown this once).`)
}

void main()
