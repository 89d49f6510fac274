/** What a page handed to `wx`, in order: the name of the interface and its options. */
export type Called = [name: string, options: Record<string, unknown>]

interface Callbacks {
  success?: (result: unknown) => void
  fail?: (error: { errMsg: string }) => void
  complete?: (result: unknown) => void
  [option: string]: unknown
}

export interface Navigation {
  open(url: string): void
  back(pages: number): void
  /** Closes all pages, then opens: a tab, or the way out of a dead end. */
  restart(url: string): void
}

type Demand = (told: (answer: { event: string; buttonId?: string }) => void) => void

/** Size of the small iPhone that the drawings are made for (CSS px). */
const screen = { width: 375, height: 667, bar: 20 }

/** Answers of the service thread that tell where the app runs. */
const system = {
  brand: 'devtools',
  model: 'iPhone',
  system: 'iOS 17.0',
  platform: 'ios',
  language: 'zh_CN',
  version: '8.0.50',
  SDKVersion: '3.8.0',
  pixelRatio: 2,
  screenWidth: screen.width,
  screenHeight: screen.height,
  windowWidth: screen.width,
  windowHeight: screen.height,
  statusBarHeight: screen.bar,
  safeArea: { left: 0, top: screen.bar, right: screen.width, bottom: screen.height },
  fontSizeSetting: 16,
  theme: 'light',
}

/**
 * The parts of `wx` that the built app uses, over a page stack. An interface that is missing here is undefined, as in an
 * old WeChat, and calling it fails the test.
 */
export function makeWx(
  first: string,
  navigation: Navigation,
  callFunction: (name: string, data: unknown) => Promise<unknown>,
) {
  const called: Called[] = []
  const kept = new Map<string, unknown>()
  let demand: Demand | null = null
  const launch = { path: first, query: {}, scene: 1001 }

  /** An interface with callbacks; without them it answers a promise, as WeChat does. */
  function answering(name: string, work: (options: Callbacks) => unknown = () => ({})) {
    return (options: Callbacks = {}) => {
      called.push([name, options])
      const answer = (async () => work(options))().then((result) => ({ errMsg: `${name}:ok`, ...(result as object) }))
      if (!options.success && !options.fail && !options.complete) return answer
      answer.then(
        (result) => {
          options.success?.(result)
          options.complete?.(result)
        },
        (error: unknown) => {
          const failure = { errMsg: `${name}:fail ${String(error)}` }
          options.fail?.(failure)
          options.complete?.(failure)
        },
      )
      return undefined
    }
  }
  const silent = () => undefined
  const quiet = Object.fromEntries(
    [
      ...[
        'showToast',
        'hideToast',
        'showLoading',
        'hideLoading',
        'vibrateShort',
        'openPrivacyContract',
        'pageScrollTo',
      ],
      ...[
        'stopPullDownRefresh',
        'setNavigationBarTitle',
        'setNavigationBarColor',
        'setBackgroundColor',
        'previewImage',
      ],
      ...['setClipboardData', 'hideTabBar', 'showShareMenu', 'hideShareMenu', 'updateShareMenu'],
    ].map((name) => [name, answering(name)]),
  )

  const wx = {
    ...quiet,
    env: { USER_DATA_PATH: 'wxfile://usr' },
    canIUse: () => true,
    nextTick: (then: () => void) => void Promise.resolve().then(then),
    getSystemInfoSync: () => system,
    getWindowInfo: () => system,
    getDeviceInfo: () => system,
    getAppBaseInfo: () => system,
    getSystemSetting: () => ({}),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
    getMenuButtonBoundingClientRect: () => ({ top: 24, height: 32, width: 87, right: 365, left: 278, bottom: 56 }),
    getLaunchOptionsSync: () => launch,
    getEnterOptionsSync: () => launch,
    getNetworkType: answering('getNetworkType', () => ({ networkType: 'wifi' })),
    getPrivacySetting: answering('getPrivacySetting', () => ({ needAuthorization: true })),
    getStorageSync: (key: string) => kept.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void kept.set(key, value),
    removeStorageSync: (key: string) => void kept.delete(key),
    onAppShow: silent,
    onAppHide: silent,
    onError: silent,
    onUnhandledRejection: silent,
    onThemeChange: silent,
    offThemeChange: silent,
    onNetworkStatusChange: silent,
    offNetworkStatusChange: silent,
    onNeedPrivacyAuthorization: (listener: Demand) => {
      demand = listener
    },
    showModal: answering('showModal', () => ({ confirm: true, cancel: false })),
    showActionSheet: answering('showActionSheet', () => ({ tapIndex: 0 })),
    navigateTo: answering('navigateTo', ({ url }) => navigation.open(String(url))),
    navigateBack: answering('navigateBack', ({ delta }) => navigation.back(Number(delta ?? 1))),
    redirectTo: answering('redirectTo', ({ url }) => {
      navigation.back(1)
      navigation.open(String(url))
    }),
    switchTab: answering('switchTab', ({ url }) => navigation.restart(String(url))),
    reLaunch: answering('reLaunch', ({ url }) => navigation.restart(String(url))),
    createSelectorQuery: selectorQuery,
    createIntersectionObserver: observer,
    cloud: {
      init: silent,
      callFunction: answering('callFunction', async ({ name, data }) => ({
        result: await callFunction(String(name), data),
      })),
    },
  }
  /** As WeChat does before an interface that touches privacy: resolves with what the page told it. */
  function demandPrivacy(): Promise<{ event: string; buttonId?: string }> {
    return new Promise((told) => demand?.(told))
  }
  return { wx, called, kept, demandPrivacy }
}

/** There is no layout in jsdom: every box is a line of the screen. */
function selectorQuery() {
  const box = { left: 0, top: 0, right: screen.width, bottom: 44, width: screen.width, height: 44, scrollTop: 0 }
  const results: unknown[] = []
  const node = (many: boolean) => {
    const ask = (...given: unknown[]) => {
      const value = many ? [box] : box
      results.push(value)
      for (const then of given) if (typeof then === 'function') setTimeout(() => then(value), 0)
      return query
    }
    return { boundingClientRect: ask, scrollOffset: ask, fields: ask, node: ask, context: ask }
  }
  const query = {
    in: () => query,
    select: () => node(false),
    selectAll: () => node(true),
    selectViewport: () => node(false),
    exec(then?: (results: unknown[]) => void) {
      setTimeout(() => then?.(results), 0)
      return query
    },
  }
  return query
}

function observer() {
  const self = {
    relativeTo: () => self,
    relativeToViewport: () => self,
    observe: () => undefined,
    disconnect: () => undefined,
  }
  return self
}
