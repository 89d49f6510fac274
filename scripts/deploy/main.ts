import { join, resolve } from 'node:path'
import { openEnvironment } from '../../cloudfunctions/platform/sdk'
import { wxStore } from '../../cloudfunctions/platform/store'
import { firstDocuments } from './firstDocuments'
import { deploy } from './run'

void main()

async function main(): Promise<void> {
  process.exitCode = await deploy(process.argv.slice(2), {
    environment: process.env,
    dist: join(resolve(__dirname, '../..'), 'dist'),
    out: (line) => console.log(line),
    documents: (env) => firstDocuments(wxStore(openEnvironment(env))),
  })
}
