import Taro from '@tarojs/taro'
import { useEffect } from 'react'
import { mayKeep } from './consent'
import { keep, kept } from './keep'
import { type Observable, observable, useObservable } from './observable'

/** `system` follows the phone. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
/** `system` follows WeChat's own setting; the others are 1, 1.15 and 1.3 times the drawings. */
export const TEXT_SIZES = ['system', 'standard', 'large', 'largest'] as const
export type TextSize = (typeof TEXT_SIZES)[number]

export const theme: Observable<Theme | null> = observable<Theme | null>(null)
export const textSize: Observable<TextSize | null> = observable<TextSize | null>(null)

export function chooseTheme(next: Theme): void {
  theme.set(next)
  if (mayKeep()) keep('theme', next)
}

export function chooseTextSize(next: TextSize): void {
  textSize.set(next)
  if (mayKeep()) keep('textSize', next)
}

export function useTheme(): Theme {
  return useObservable(theme) ?? kept<Theme>('theme') ?? 'system'
}

export function useTextSize(): TextSize {
  return useObservable(textSize) ?? kept<TextSize>('textSize') ?? 'system'
}

/** Classes for the page's root; what WeChat itself draws around it is told as well. */
export function useAppearance(): string {
  const wanted = useTheme()
  const size = useTextSize()
  useEffect(() => paintAround(wanted), [wanted])
  const scale = size === 'system' ? systemScale() : size
  return `${wanted === 'system' ? '' : ` screen--${wanted}`}${scale === 'standard' ? '' : ` screen--${scale}`}`
}

/** The papers of theme/tokens.scss. */
const PAPER = { light: '#FAF6F0', dark: '#181614' } as const

/** The phone's status line and what shows when the page is pulled beyond its ends. Nothing to do while the phone decides. */
function paintAround(wanted: Theme): void {
  if (process.env.TARO_ENV !== 'weapp' || (wanted === 'system' && theme.get() === null)) return
  const shown = wanted === 'system' ? (Taro.getAppBaseInfo().theme === 'dark' ? 'dark' : 'light') : wanted
  const ignore = () => undefined
  const frontColor = shown === 'dark' ? '#ffffff' : '#000000'
  Taro.setNavigationBarColor({ frontColor, backgroundColor: PAPER[shown], fail: ignore })
  Taro.setBackgroundColor({ backgroundColor: PAPER[shown], fail: ignore })
}

let ofSystem: Exclude<TextSize, 'system'> | null = null

/** WeChat's "字体大小" in px: 16 is its standard; the steps above are 17, 18, 20, 22 and more. It cannot change while the app runs. */
function systemScale(): Exclude<TextSize, 'system'> {
  if (process.env.TARO_ENV !== 'weapp') return 'standard'
  if (ofSystem === null) {
    // An old WeChat knows no getAppBaseInfo: its text stays as drawn.
    const { fontSizeSetting = 16 } = (Taro.getAppBaseInfo?.() ?? {}) as { fontSizeSetting?: number }
    ofSystem = fontSizeSetting >= 20 ? 'largest' : fontSizeSetting >= 18 ? 'large' : 'standard'
  }
  return ofSystem
}
