import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

const home = resolve(__dirname, '../..')
const tokens = readFileSync(join(home, 'src/client/theme/tokens.scss'), 'utf8')

type Colours = Readonly<Record<string, string>>

/** The variables of one theme with a plain colour; shares of opacity and shadows are left out. */
function themeOf(name: 'light' | 'dark'): Colours {
  const [, block = ''] = new RegExp(`@mixin ${name} \\{([^}]*)\\}`).exec(tokens) ?? []
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gi)].map(([, key = '', hex = '']) => [key, hex]),
  )
}

/** Relative luminance after WCAG 2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** Words of any size on these papers. */
const WORDS: [text: string, papers: string[]][] = [
  ['ink', ['paper', 'paper-sunk', 'surface']],
  ['ink-2', ['paper', 'paper-sunk', 'surface']],
  ['ink-3', ['paper', 'surface']],
  ['coral-text', ['paper', 'surface', 'coral-soft']],
  ['jade-text', ['paper', 'surface', 'jade-soft']],
  ['amber-text', ['paper', 'surface', 'amber-soft']],
  ['brand', ['brand-soft', 'surface']],
  ['brand-on', ['brand']],
  ['on-coral', ['coral-fill']],
  ['on-jade', ['jade-fill']],
  ['on-inverse', ['inverse', 'inverse-2']],
  ['on-inverse-2', ['inverse']],
  ['coral-on-inverse', ['inverse']],
]
/** Marks, and words of 24 px and more. */
const MARKS: [mark: string, papers: string[]][] = [
  ['coral', ['paper', 'surface']],
  ['on-coral', ['coral']],
  ['jade', ['paper', 'surface']],
  ['ink-3', ['paper-sunk']],
]

for (const name of ['light', 'dark'] as const) {
  test(`every pair of colours that carries words or marks can be told apart in the ${name} theme`, () => {
    const theme = themeOf(name)
    const weak = (pairs: typeof WORDS, least: number) =>
      pairs.flatMap(([text, papers]) =>
        papers.flatMap((paper) => {
          const [one, other] = [theme[text], theme[paper]]
          assert.ok(one && other, `${text} or ${paper} is not a colour of the ${name} theme`)
          const found = contrast(one, other)
          return found < least ? [`${text} on ${paper}: ${found.toFixed(2)} < ${least}`] : []
        }),
      )
    assert.deepEqual([...weak(WORDS, 4.5), ...weak(MARKS, 3)], [])
  })
}

test('the counter’s verdict and the code keep their contrast by day and by night', () => {
  const [, root = ''] = /#\{\$root\} \{\s*@include text([\s\S]*?)\n\}/.exec(tokens) ?? []
  const fixed = Object.fromEntries(
    [...root.matchAll(/--([\w-]+): (#\w{6});/g)].map(([, key = '', hex = '']) => [key, hex]),
  )
  for (const [text, paper, least] of [
    ['on-verdict', 'verdict-ok', 4.5],
    ['on-verdict', 'verdict-no', 4.5],
    ['code-dark', 'code-light', 7],
  ] as const) {
    assert.ok(contrast(fixed[text] ?? '#000000', fixed[paper] ?? '#000000') >= least, `${text} on ${paper}`)
  }
})

test('the grey of lines carries no words', () => {
  const found = stylesUnder(join(home, 'src')).flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return /[\s;]color: var\(--(ink-4|staff|line)/.test(text) ? [file.slice(home.length + 1)] : []
  })
  assert.deepEqual(found, [])
})

function stylesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return stylesUnder(path)
    return entry.name.endsWith('.scss') ? [path] : []
  })
}
