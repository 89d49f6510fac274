import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']
const places = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Path of a Chromium on this machine (`JIEPAI_BROWSER` wins), or null. */
export function findBrowser() {
  const named = process.env.JIEPAI_BROWSER
  if (named) return existsSync(named) ? named : null
  const folders = (process.env.PATH || '').split(delimiter)
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...places]
  return candidates.find((file) => existsSync(file)) || null
}

/**
 * Finds a browser, or installs Debian's when this is root on Debian. Chinese fonts come along: without them every
 * picture and every measured width is of empty boxes.
 * @returns {Promise<{path: string} | {missing: string}>} `missing` is one sentence for the reader
 */
export async function ensureBrowser() {
  const found = findBrowser()
  const debian = existsSync('/usr/bin/apt-get') && process.getuid && process.getuid() === 0
  if (found && (!debian || (await hasChineseFont()))) return { path: found }
  if (debian) {
    console.log('installing chromium and Chinese fonts with apt-get…')
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-qq'], { env })
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], { env })
    const installed = findBrowser()
    if (installed) return { path: installed }
  }
  return {
    missing:
      'The browser tests need Chromium and there is none: install Chromium or Chrome (Debian: apt-get install chromium fonts-noto-cjk), or name one with JIEPAI_BROWSER=/path/to/chrome.',
  }
}

async function hasChineseFont() {
  const { code, output } = await run('fc-list', [':lang=zh', 'family'])
  return code === 0 && output.trim() !== ''
}
