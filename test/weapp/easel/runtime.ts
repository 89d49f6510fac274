import * as glassEasel from 'glass-easel'
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter'
import { makeWx } from '../wx'
import type { Pack } from './pack'

/**
 * Runs in the browser: WeChat's newer component framework (glass-easel) over the real DOM, with App, Page, Component and the
 * page stack played here. Taro calls Component() from a shared chunk, so one global Component hands on to the file at work.
 */
declare global {
  interface Window {
    pack: Pack
    phone: { open(url: string): void; path(): string }
  }
}

type Life = (this: unknown, argument?: unknown) => unknown
type Options = Record<string, unknown>
interface Shown {
  path: string
  root: { get(): Record<string, unknown>; attach(parent: Element, before: Element): void; release(): void }
  place: HTMLElement
}

const { pack } = window
const env = new MiniProgramEnv()
const space = env.createCodeSpace('', true)
const groups = evaluate(pack.groups)
for (const [path, config] of Object.entries(pack.json)) {
  if (!config.usingComponents && !config.component && !pack.pages.includes(path)) continue
  space.addComponentStaticConfig(path, config)
  if (groups[path]) space.addCompiledTemplate(path, { groupList: groups, content: groups[path] })
}
defineBuiltins()
const associated = env.associateBackend(connectEvents(new glassEasel.CurrentWindowBackendContext()))

const stack: Shown[] = []
const modules = new Map<string, { exports: unknown }>()
let app: Record<string, Life | undefined> = {}
let atWork: { Page(options: Options): void; Component(options: Options): void; Behavior(options: Options): void }
const { wx } = makeWx(pack.pages[0] ?? '', { open, back, restart }, async (name, data) => {
  const openid = new URLSearchParams(location.search).get('openid') ?? ''
  const headers = { 'content-type': 'application/json', 'x-wx-openid': openid }
  return (await fetch(`/call/${name}`, { method: 'POST', headers, body: JSON.stringify(data) })).json()
})

load('app')
for (const [path, config] of Object.entries(pack.json)) if (config.component) load(path)
const launch = { path: pack.pages[0], query: {}, scene: 1001 }
app.onLaunch?.(launch)
app.onShow?.(launch)
window.phone = {
  open,
  path: () => stack.at(-1)?.path ?? '',
}
open(`/${pack.pages[0]}`)

function evaluate(expression: string): Record<string, never> {
  return new Function(`return ${expression}`)() as Record<string, never>
}

function defineBuiltins() {
  const slot = evaluate(pack.slot)
  const globalSpace = env.getGlobalCodeSpace().getComponentSpace()
  for (const tag of pack.tags) {
    const component = globalSpace
      .define(`builtin/${tag}`)
      .property('hoverClass', String)
      .property('hoverStayTime', Number)
      .property('disabled', Boolean)
      .property('openType', String)
      .template({ groupList: slot, content: slot[''] } as never)
      .registerComponent()
    space.getComponentSpace().setGlobalUsingComponent(`wx-${tag}`, component as never)
  }
}

function connectEvents(backend: glassEasel.CurrentWindowBackendContext) {
  backend.onEvent((target, type, detail, options) => {
    const { bubbles, composed, capturePhase, originalEvent } = options
    const event = new glassEasel.Event(type, detail, { bubbles, composed, capturePhase, originalEvent })
    glassEasel.Event.dispatchEvent(target as never, event)
    if (type === 'tap') answerForWechat(target as unknown as glassEasel.Element)
    return 0 as never
  })
  return backend
}

/** What WeChat itself does when its own buttons are pressed: here, noting the consent. */
function answerForWechat(target: glassEasel.Element) {
  for (let at: glassEasel.Element | null = target; at !== null; at = at.parentNode as glassEasel.Element | null) {
    const { openType } = ((at as unknown as { data?: Options }).data ?? {}) as { openType?: string }
    if (openType === 'agreePrivacyAuthorization') at.triggerEvent('agreeprivacyauthorization', {})
  }
}

/** Loads a file of the package as WeChat's service thread does: CommonJS, no window and no document. */
function load(path: string): unknown {
  const name = path.replace(/\.js$/, '')
  const known = modules.get(name)
  if (known) return known.exports
  const source = pack.files[`${name}.js`]
  if (source === undefined) throw new Error(`module "${name}" is not defined`)
  const module: { exports: unknown } = { exports: {} }
  modules.set(name, module)
  const given: Record<string, unknown> = {
    require: (relative: string) => load(resolvePath(name, relative)),
    module,
    exports: module.exports,
    wx,
    App: (options: typeof app) => {
      app = options
    },
    Page: (options: Options) => atWork.Page(options),
    // Taro leaves `behaviors` an object when there are none; WeChat takes that as none, the adapter does not.
    Component: (options: Options) =>
      atWork.Component({ ...options, behaviors: Array.isArray(options.behaviors) ? options.behaviors : [] }),
    Behavior: (options: Options) => atWork.Behavior(options),
    getApp: () => app,
    getCurrentPages: () => stack.map(({ root }) => root.get()),
  }
  const hidden = ['window', 'document', 'navigator', 'location', 'history', 'localStorage', 'fetch', 'XMLHttpRequest']
  const names = [...Object.keys(given), ...hidden, 'MutationObserver']
  const run = () => new Function(...names, `${source}\n//# sourceURL=weapp/${name}.js`)(...Object.values(given))
  const isComponent = pack.json[name]?.component || pack.pages.includes(name)
  if (!isComponent) run()
  else {
    space.componentEnv(name, (environment) => {
      const before = atWork
      atWork = environment as unknown as typeof atWork
      try {
        run()
      } finally {
        atWork = before
      }
    })
  }
  return module.exports
}

function resolvePath(from: string, relative: string): string {
  const parts = relative.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

function call(shown: Shown | undefined, life: string, argument?: unknown) {
  const page = shown?.root.get()
  const method = page?.[life]
  if (typeof method === 'function') (method as Life).call(page, argument)
}

function open(url: string) {
  const [path = '', search = ''] = url.replace(/^\//, '').split('?')
  if (!pack.pages.includes(path)) throw new Error(`page "${path}" is not found`)
  load(path)
  const before = stack.at(-1)
  call(before, 'onHide')
  if (before) before.place.style.display = 'none'
  const root = associated.createRoot('page', space, path) as unknown as Shown['root']
  const place = document.body.appendChild(document.createElement('page'))
  const mark = place.appendChild(document.createElement('span'))
  const options = Object.fromEntries(new URLSearchParams(search))
  Object.assign(root.get(), { route: path, options })
  const shown = { path, root, place }
  stack.push(shown)
  root.attach(place, mark)
  call(shown, 'onLoad', options)
  call(shown, 'onShow')
  call(shown, 'onReady')
}

function close() {
  const shown = stack.pop()
  call(shown, 'onUnload')
  shown?.root.release()
  shown?.place.remove()
}

function back(count: number) {
  for (let left = count; left > 0 && stack.length > 1; left--) close()
  const shown = stack.at(-1)
  if (shown) shown.place.style.display = ''
  call(shown, 'onShow')
}

function restart(url: string) {
  while (stack.length > 0) close()
  open(url)
}
