import { afterEach, beforeEach } from '@jest/globals'
import { cleanup, configure } from '@testing-library/react'

class NoResize {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** Enough for Ant Design, which uses a channel to run after the current task. */
class Channel {
  port1: { onmessage: (() => void) | null } = { onmessage: null }
  port2 = { postMessage: () => setTimeout(() => this.port1.onmessage?.()) }
}

Object.assign(window, {
  MessageChannel: Channel,
  ResizeObserver: NoResize,
  // Nothing is ever in sight, so no chart is drawn here: what it draws is looked at in a browser.
  IntersectionObserver: NoResize,
  matchMedia: (query: string) => ({
    matches: false,
    media: query,
    addEventListener() {},
    removeEventListener() {},
    addListener() {},
    removeListener() {},
    dispatchEvent: () => false,
    onchange: null,
  }),
  CSS: { escape: (text: string) => text.replace(/[^\w-]/g, '\\$&') },
})
// jsdom walks every rule of every style sheet for one element; Ant Design's are long and no test here asks for a colour.
window.getComputedStyle = (element) => {
  const own = (element as HTMLElement).style
  const style: CSSStyleDeclaration = Object.create(own)
  style.getPropertyValue = (name) => own.getPropertyValue(name) || (/padding|border|height/.test(name) ? '0px' : '')
  return style
}

// The first screen compiles Ant Design; a busy machine needs more than the library's one second.
configure({
  asyncUtilTimeout: 15_000,
  defaultHidden: true,
  getElementError: (message) => new Error(message ?? 'not found'),
})

beforeEach(() => {
  sessionStorage.clear()
  location.hash = ''
})
afterEach(cleanup)
