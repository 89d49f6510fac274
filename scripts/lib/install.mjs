import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse, root, run } from './run.mjs'

const lock = join(root, 'package-lock.json')
/** npm's own record of what it put into node_modules. */
const record = join(root, 'node_modules/.package-lock.json')
/** Digest of the lock file that was installed; a checkout that only touches the file's time installs nothing. */
const stamp = join(root, 'node_modules/.jiepai-lock')

/** Runs `npm ci` when node_modules is missing or older than the lock file. Ends the command with a sentence when it fails. */
export async function ensureInstalled() {
  const digest = createHash('sha256').update(readFileSync(lock)).digest('hex')
  if (isInstalled(digest)) return
  console.log('installing packages (about a minute)…')
  // The npm that started us, or the one on the path; `--include=dev` also under NODE_ENV=production.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output } = process.env.npm_execpath
    ? await run(process.execPath, [process.env.npm_execpath, ...args])
    : await run('npm', args)
  if (code !== 0) refuse(reasonOf(output))
  writeFileSync(stamp, digest)
}

function isInstalled(digest) {
  if (!existsSync(record)) return false
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === digest
  if (statSync(record).mtimeMs < statSync(lock).mtimeMs) return false
  // Somebody ran npm by hand, after the lock file was written: good, remember it.
  writeFileSync(stamp, digest)
  return true
}

function reasonOf(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|network/.test(output)) {
    return "The packages could not be fetched: there is no way to the package registry. Connect to the network (or set npm's registry) and try again."
  }
  if (/EACCES|EPERM|EROFS/.test(output))
    return `${root} cannot be written: give yourself the right to write there, or clone to another folder.`
  if (/ENOSPC/.test(output)) return 'The disk is full: the packages need about 700 MB.'
  return `The packages could not be installed. npm said:\n${output.trim().split('\n').slice(-12).join('\n')}`
}
