import { join } from 'node:path'
import simulate from 'miniprogram-simulate'
import { dist, pagesOf, readApp } from './dist'
import { makeWx } from './wx'

type Options = Record<string, unknown>
type Life = (this: unknown, argument?: unknown) => unknown

/** A rendered page, as j-component gives it: the parts used here. */
interface Rendered {
  instance: Record<string, unknown>
  dom: HTMLElement
  attach(parent: HTMLElement): void
  detach(): void
  querySelector(selector: string): Found | undefined
}
interface Found {
  dom: HTMLElement
  dispatchEvent(name: string, options?: Options): void
}
interface Shown {
  path: string
  rendered: Rendered
  place: HTMLElement
}

/** A phone with the built mini-program on it. */
export interface Phone {
  launch(url?: string): void
  open(url: string): void
  /** Route of the page on top. */
  path(): string
  /** All that the top page says, without the spaces that no layout would show. */
  text(): string
  /** Taps the innermost element of the top page whose text or spoken label is this. */
  tap(said: string): void
  /** Sends an event of a built-in component (an agreement, an input) to the element with this id. */
  send(id: string, event: string, detail?: Options): void
  /** What reached the console or was thrown: a missing template, a React error. An honest run leaves it empty. */
  readonly troubles: readonly string[]
  readonly called: ReturnType<typeof makeWx>['called']
  readonly kept: ReadonlyMap<string, unknown>
  /** Sizes of what the pages handed to the view so far, in bytes of JSON, in order. */
  readonly handed: readonly number[]
  /** As WeChat does before an interface that touches privacy: resolves with what the page answers. */
  demandPrivacy(): Promise<{ event: string; buttonId?: string }>
}

/** WeChat's service thread has none of these, and libraries that see them take it for a browser. */
const browserOnly = ['MutationObserver', 'ResizeObserver', 'IntersectionObserver', 'XMLHttpRequest', 'fetch'] as const

/**
 * Runs dist/weapp whole: App, Page and the page stack are played here, templates are compiled by the official wcc and
 * rendered by WeChat's own component framework (exparser) into jsdom. One phone per test file: modules load once.
 */
export function openPhone(
  callFunction: (name: string, data: unknown) => Promise<unknown>,
  folder: string = dist,
): Phone {
  const pages = pagesOf(readApp(folder))
  const stack: Shown[] = []
  const troubles: string[] = []
  const compiled = new Map<string, string>()
  const first = pages[0] ?? ''
  let app: Record<string, Life | undefined> = {}

  for (const method of ['warn', 'error'] as const) {
    console[method] = (...said: unknown[]) => void troubles.push(said.map(String).join(' '))
  }
  process.on('unhandledRejection', (reason) => void troubles.push(`unhandled: ${String(reason)}`))
  window.addEventListener('error', ({ message }) => void troubles.push(`thrown: ${message}`))

  const handed: number[] = []
  const { wx, called, kept, demandPrivacy } = makeWx(first, { open, back, restart }, callFunction)
  for (const name of browserOnly) Reflect.deleteProperty(globalThis, name)
  Object.assign(globalThis, {
    wx,
    __wxConfig: { envVersion: 'develop' },
    App: registerApp,
    getApp: () => app,
    getCurrentPages: () => stack.map(({ rendered }) => rendered.instance),
    Page: registerPage,
  })

  function registerApp(options: typeof app) {
    app = options
  }

  /** To exparser a page is a component whose functions are methods. */
  function registerPage(options: Options) {
    const methods = Object.fromEntries(Object.entries(options).filter(([, value]) => typeof value === 'function'))
    const { Component } = globalThis as unknown as { Component(options: Options): void }
    Component({ data: options.data ?? {}, methods, options: { addGlobalClass: true } })
  }

  function run(shown: Shown | undefined, name: string, argument?: unknown) {
    const life = shown?.rendered.instance[name]
    if (typeof life === 'function') (life as Life).call(shown?.rendered.instance, argument)
  }

  function open(url: string) {
    const [path = '', search = ''] = url.replace(/^\//, '').split('?')
    if (!pages.includes(path)) throw new Error(`page "${path}" is not found`)
    const id = compiled.get(path) ?? simulate.load(join(folder, path), { rootPath: folder, compiler: 'official' })
    compiled.set(path, id)
    run(stack.at(-1), 'onHide')
    const rendered = simulate.render(id) as unknown as Rendered
    const place = document.body.appendChild(document.createElement('div'))
    const options = Object.fromEntries(new URLSearchParams(search))
    Object.assign(rendered.instance, { route: path, options, __wxExparserNodeId__: stack.length + 1 })
    const shown = { path, rendered, place }
    stack.push(shown)
    weigh(rendered)
    run(shown, 'onLoad', options)
    rendered.attach(place)
    run(shown, 'onShow')
    run(shown, 'onReady')
  }

  /** What crosses to the view's thread is what a slow phone waits for. */
  function weigh({ instance }: Rendered) {
    const setData = instance.setData as (data: object, then?: () => void) => void
    instance.setData = (data: object, then?: () => void) => {
      handed.push(Buffer.byteLength(JSON.stringify(data)))
      setData.call(instance, data, then)
    }
  }

  function close() {
    const shown = stack.pop()
    run(shown, 'onUnload')
    shown?.rendered.detach()
    shown?.place.remove()
  }

  function back(count: number) {
    for (let left = count; left > 0 && stack.length > 1; left--) close()
    run(stack.at(-1), 'onShow')
  }

  function restart(url: string) {
    while (stack.length > 0) close()
    open(url)
  }

  function top(): Shown {
    const shown = stack.at(-1)
    if (!shown) throw new Error('no page is open')
    return shown
  }

  /** The framework gives events only to elements that it finds by id; Taro makes an element's `sid` its id. */
  function find(said: string): Found {
    const says = (dom: Element) => plain(dom.textContent) === said || dom.getAttribute('aria-label') === said
    const dom = [...top().place.querySelectorAll('[data-sid]')].filter(says).at(-1)
    const found = dom && top().rendered.querySelector(`#${dom.getAttribute('data-sid')}`)
    if (!found) throw new Error(`nothing says "${said}" on ${top().path}: ${plain(top().place.textContent)}`)
    return found
  }

  return {
    open,
    troubles,
    called,
    kept,
    handed,
    demandPrivacy,
    path: () => top().path,
    text: () => plain(top().place.textContent),
    tap: (said) => find(said).dispatchEvent('tap'),
    send(id, event, detail = {}) {
      const found = top().rendered.querySelector(`#${id}`)
      if (!found) throw new Error(`nothing has the id ${id} on ${top().path}`)
      found.dispatchEvent(event, { detail })
    },
    launch(url = `/${first}`) {
      const [path = '', search = ''] = url.slice(1).split('?')
      const options = { path, query: Object.fromEntries(new URLSearchParams(search)), scene: 1001 }
      require(join(folder, 'app.js'))
      app.onLaunch?.(options)
      app.onShow?.(options)
      open(url)
    },
  }
}

function plain(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim()
}
