import Taro from '@tarojs/taro'
import { identity } from './identity'

/** Everything the app keeps on the phone, by name. In the local H5 page each demo member has a drawer of their own. */
function drawer(name: string): string {
  const who = identity()
  return who === '' ? `jiepai.${name}` : `jiepai.${who}.${name}`
}

/** What was kept under a name, or null. A phone that refuses storage just remembers nothing. */
export function kept<T>(name: string): T | null {
  try {
    const value: unknown = Taro.getStorageSync(drawer(name))
    return value === '' || value === undefined || value === null ? null : (value as T)
  } catch (error) {
    console.warn('storage cannot be read', error)
    return null
  }
}

export function keep(name: string, value: unknown): void {
  try {
    Taro.setStorageSync(drawer(name), value)
  } catch (error) {
    console.warn('storage cannot be written', error)
  }
}

export function forget(name: string): void {
  try {
    Taro.removeStorageSync(drawer(name))
  } catch (error) {
    console.warn('storage cannot be written', error)
  }
}
