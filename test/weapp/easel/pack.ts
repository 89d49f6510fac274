import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'
import { dist, filesOf, pagesOf, readApp } from '../dist'

/** Tags of WeChat that the built templates use; in the browser they become components of their own names. */
export const tags = ['view', 'text', 'button', 'image', 'input', 'textarea', 'scroll-view', 'swiper', 'swiper-item']

export interface Pack {
  /** Scripts by path, with extension. */
  files: Record<string, string>
  /** Configurations by path, without extension. */
  json: Record<string, Record<string, unknown>>
  /** Compiled templates: an expression that makes an object by path. */
  groups: string
  slot: string
  tags: string[]
  pages: string[]
  css: string
  /** What the template compiler objected to. */
  warnings: string[]
}

/** The built mini-program as one object for a browser: templates compiled by glass-easel's own compiler. */
export function packDist(): Pack {
  const pack: Pack = { files: {}, json: {}, groups: '', slot: '', tags, pages: [], css: '', warnings: [] }
  const group = new TmplGroup()
  for (const file of filesOf(dist)) {
    const text = readFileSync(join(dist, file), 'utf8')
    const path = file.replace(/\.\w+$/, '')
    if (file.endsWith('.js')) pack.files[file] = text
    if (file.endsWith('.json')) pack.json[path] = JSON.parse(text)
    if (file.endsWith('.wxs')) group.addScript(path, text)
    if (file.endsWith('.wxss')) pack.css += `${text.replace(/@import[^;]+;/g, '')}\n`
    if (file.endsWith('.wxml')) {
      const objections = group.addTmpl(path, ownTags(text)) as unknown[] | undefined
      for (const objection of objections ?? []) pack.warnings.push(`${file}: ${JSON.stringify(objection)}`)
    }
  }
  pack.groups = group.getTmplGenObjectGroups()
  const slot = new TmplGroup()
  slot.addTmpl('', '<slot/>')
  pack.slot = slot.getTmplGenObjectGroups()
  pack.pages = pagesOf(readApp(dist))
  // 750 rpx are the width of the screen.
  pack.css = pack.css.replace(/(-?[\d.]+)rpx/g, (_match, number) => `${(Number(number) / 7.5).toFixed(4)}vw`)
  return pack
}

/** `<view` → `<wx-view`: a browser knows no such element, and `button` or `input` would be its own. */
function ownTags(wxml: string): string {
  return wxml.replace(/<(\/?)([a-z][\w-]*)/g, (match, slash, tag) =>
    tags.includes(tag) ? `<${slash}wx-${tag}` : match,
  )
}
