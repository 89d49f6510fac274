import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPhone } from './phone'
import { until } from './until'

/** A mini-program of one page whose template is missing: the phone has to notice. */
function brokenApp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jiepai-broken-'))
  const files: Record<string, string> = {
    'app.js': 'App({})',
    'app.json': '{"pages":["p"]}',
    'p.js': "Page({ onLoad() { this.setData({ name: 'nowhere' }) } })",
    'p.json': '{}',
    'p.wxml': '<view>shown</view><template is="{{name}}" data="{{name}}"/>',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

test('a template that is missing is a trouble, not a blank place', async () => {
  const phone = openPhone(async () => ({}), brokenApp())
  phone.launch()
  await until(() => phone.text() === 'shown' && phone.troubles.length > 0, phone.text)
  expect(phone.troubles.join()).toMatch(/nowhere/)
  expect(() => phone.open('/not/a/page')).toThrow('page "not/a/page" is not found')
  expect(() => phone.tap('nothing')).toThrow('nothing says "nothing"')
})
