/** @jest-environment node */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dist, filesOf, packageSizes, pagesOf, readApp } from './dist'
import { wcc, wcsc } from './officialCompilers'

const app = readApp(dist)
const pages = pagesOf(app)
const files = filesOf(dist)
const templates = files.filter((file) => /\.(wxml|wxs)$/.test(file))
const styles = files.filter((file) => file.endsWith('.wxss'))
const KB = 1024

describe('what would be uploaded', () => {
  test("WeChat's template compiler accepts every template and script", () => {
    expect(templates.length).toBeGreaterThan(pages.length)
    const { status, stderr, stdout } = wcc(dist, templates)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.length).toBeGreaterThan(10_000)
  })

  test("WeChat's style compiler accepts every style", () => {
    expect(styles.length).toBeGreaterThan(0)
    const { status, stderr } = wcsc(dist, styles)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  test('a broken template, a broken style and the * selector are refused', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jiepai-wcc-'))
    writeFileSync(join(folder, 'bad.wxml'), '<view><text></view>')
    writeFileSync(join(folder, 'bad.wxss'), '.a { .b[ }')
    writeFileSync(join(folder, 'star.wxss'), '* { color: red }')
    expect(wcc(folder, ['bad.wxml']).status).not.toBe(0)
    expect(wcsc(folder, ['bad.wxss']).status).not.toBe(0)
    expect(wcsc(folder, ['star.wxss']).status).not.toBe(0)
    rmSync(folder, { recursive: true })
  })

  test('every page has its four files, and its json is json', () => {
    for (const page of pages) {
      for (const extension of ['js', 'json', 'wxml']) expect(existsSync(join(dist, `${page}.${extension}`))).toBe(true)
      JSON.parse(readFileSync(join(dist, `${page}.json`), 'utf8'))
    }
  })

  test('the main package keeps WeChat’s 2 MB and our own 560 KB', () => {
    const { main, total } = packageSizes()
    expect(main).toBeLessThanOrEqual(2 * KB * KB)
    expect(total).toBeLessThanOrEqual(20 * KB * KB)
    expect(main / KB).toBeLessThanOrEqual(560)
  })

  test('no code that WeChat forbids: eval and functions made of text', () => {
    const scripts = files.filter((file) => file.endsWith('.js'))
    // `Function("return this")()` is webpack's way to the global object; WeChat answers it, and it is guarded by try.
    const made = /\beval\(|new Function\((?!"return this"\))/
    expect(scripts.filter((file) => made.test(readFileSync(join(dist, file), 'utf8')))).toEqual([])
  })

  test('consent comes first: WeChat is told to watch privacy interfaces, and staff pages stay out of the first download', () => {
    expect(app).toMatchObject({ __usePrivacyCheck__: true, lazyCodeLoading: 'requiredComponents' })
    expect(app.pages.filter((page) => /delivery|counter|approval|staff/.test(page))).toEqual([])
  })
})
