import { createRequire } from 'node:module'
import { CONFORM, CONFORM_CASES, clear } from './conformCases'
import type { Sdk, SdkDatabase } from './sdkTypes'

/** Runs the cases against the environment named by the first argument; `scripts/conform.mjs` starts it. */
async function main(env: string): Promise<void> {
  const sdk = createRequire(__filename)('wx-server-sdk') as Sdk
  sdk.init({ env })
  const db = sdk.database({ throwOnNotFound: false })
  for (const name of Object.values(CONFORM)) await ensureCollection(db, name)
  let differs = 0
  for (const { name, run } of CONFORM_CASES) {
    try {
      await clear(db)
      await run(db)
      console.log(`ok       ${name}`)
    } catch (error) {
      differs += 1
      console.log(`DIFFERS  ${name}\n         ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  await clear(db)
  console.log(`conform: ${CONFORM_CASES.length - differs} as expected, ${differs} different`)
  process.exitCode = differs > 0 ? 1 : 0
}

async function ensureCollection(db: SdkDatabase, name: string): Promise<void> {
  try {
    await db.createCollection(name)
    console.log(`created the collection ${name}`)
  } catch (error) {
    const { errMsg = '' } = error as { errMsg?: string }
    if (!/exist/i.test(errMsg)) throw error
  }
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(`The environment could not be used: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
