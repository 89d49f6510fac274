import { startLocal } from '../../local/server'
import { COLLECTIONS, FUNCTIONS } from './fixtures'

/** A local cloud as a process of its own, for tests that kill it. Prints its address; the argument is the data folder. */
startLocal({
  dataDir: process.argv[2] ?? '',
  port: 0,
  functionsDir: FUNCTIONS,
  collections: COLLECTIONS,
  callable: 'all',
}).then(
  ({ url }) => console.log(url),
  (error: unknown) => {
    console.error(String(error))
    process.exit(1)
  },
)
