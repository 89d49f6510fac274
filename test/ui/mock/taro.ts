import { useEffect, useRef } from 'react'

type Listener = (state: { isConnected: boolean }) => void

/** What a test sets and reads: the cloud behind the page, the phone's drawer, the page's address. */
export const phone = {
  drawer: new Map<string, unknown>(),
  params: {} as Record<string, string>,
  shows: new Set<() => void>(),
  listeners: new Set<Listener>(),
  /** Answers a call to a function, or rejects: no network. */
  answer: (async () => ({})) as (name: string, data: { method: string; input: unknown }) => Promise<unknown>,
  calls: [] as { name: string; method: string; input: unknown }[],
  went: [] as string[],
  /** What the person chooses from the album, and where each upload went; null refuses the upload. */
  album: [] as string[],
  uploads: [] as string[] | null,
  /** What WeChat answers about a subscribe message of any template; null: it does not ask. */
  allows: 'accept' as string | null,
  /** What was copied last. */
  clipboard: '',
}

export function resetPhone(): void {
  phone.drawer.clear()
  phone.params = {}
  phone.shows.clear()
  phone.listeners.clear()
  phone.calls = []
  phone.went = []
  phone.album = []
  phone.uploads = []
  phone.allows = 'accept'
  phone.clipboard = ''
  phone.answer = async () => ({})
}

const Taro = {
  cloud: {
    init: () => undefined,
    callFunction: async ({ name, data }: { name: string; data: { method: string; input: unknown } }) => {
      phone.calls.push({ name, method: data.method, input: data.input })
      return { result: await phone.answer(name, data) }
    },
    uploadFile: async ({ cloudPath }: { cloudPath: string }) => {
      if (phone.uploads === null) throw new Error('uploadFile:fail')
      phone.uploads.push(cloudPath)
      return { fileID: `cloud://env.bucket/${cloudPath}` }
    },
  },
  getStorageSync: (key: string) => phone.drawer.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => phone.drawer.set(key, JSON.parse(JSON.stringify(value))),
  removeStorageSync: (key: string) => phone.drawer.delete(key),
  onNetworkStatusChange: (listener: Listener) => phone.listeners.add(listener),
  offNetworkStatusChange: (listener: Listener) => phone.listeners.delete(listener),
  navigateTo: ({ url }: { url: string }) => phone.went.push(url),
  switchTab: ({ url }: { url: string }) => phone.went.push(url),
  redirectTo: ({ url }: { url: string }) => phone.went.push(url),
  pageScrollTo: async () => undefined,
  navigateBack: () => phone.went.push('back'),
  getCurrentPages: () => [{}, {}],
  chooseMedia: async ({ count }: { count: number }) => ({
    tempFiles: phone.album.slice(0, count).map((tempFilePath) => ({ tempFilePath })),
  }),
  requestSubscribeMessage: async ({ tmplIds }: { tmplIds: string[] }) => {
    if (phone.allows === null) throw new Error('requestSubscribeMessage:fail')
    return Object.fromEntries(tmplIds.map((id) => [id, phone.allows]))
  },
  saveFile: async ({ tempFilePath }: { tempFilePath: string }) => ({ savedFilePath: `saved/${tempFilePath}` }),
  removeSavedFile: () => undefined,
  getWindowInfo: () => ({ statusBarHeight: 20 }),
  previewImage: () => undefined,
  vibrateShort: () => undefined,
  setClipboardData: async ({ data }: { data: string }) => {
    phone.clipboard = data
  },
}
export default Taro

/** Runs at the first drawing and each time the test shows the page again. */
export function useDidShow(show: () => void): void {
  const newest = useRef(show)
  newest.current = show
  useEffect(() => {
    const call = () => newest.current()
    call()
    phone.shows.add(call)
    return () => {
      phone.shows.delete(call)
    }
  }, [])
}
export const useDidHide = () => undefined
export const useReachBottom = () => undefined
export const usePullDownRefresh = () => undefined
export const useShareAppMessage = () => undefined
export const useRouter = () => ({ params: phone.params })
