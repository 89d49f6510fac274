import Taro from '@tarojs/taro'

/** A tap that the hand feels. Where a device cannot, nothing is lost. */
export function haptic(type: 'light' | 'medium' | 'heavy'): void {
  if (process.env.TARO_ENV !== 'weapp') return
  Taro.vibrateShort({ type, fail: () => undefined })
}
