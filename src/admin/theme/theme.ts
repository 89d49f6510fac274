import type { ThemeConfig } from 'antd'

/**
 * Ant Design's theme, read from tokens.css at run time so that no colour is written twice.
 *
 * @param read value of a custom property, `--paper` → `#faf6f0`
 */
export function antdTheme(read: (name: string) => string): ThemeConfig {
  return {
    token: {
      colorPrimary: read('--coral-fill'),
      colorPrimaryHover: read('--coral-fill-hover'),
      colorLink: read('--coral-text'),
      colorSuccess: read('--jade'),
      colorSuccessText: read('--jade-text'),
      colorSuccessBg: read('--jade-soft'),
      colorWarning: read('--amber'),
      colorWarningText: read('--amber-text'),
      colorWarningBg: read('--amber-soft'),
      colorError: read('--brick'),
      colorErrorBg: read('--brick-soft'),
      colorInfo: read('--blue'),
      colorInfoBg: read('--blue-soft'),
      colorBgLayout: read('--paper'),
      colorBgContainer: read('--surface'),
      // Grey words on the sunken paper fall below 4.5:1.
      colorBgContainerDisabled: read('--paper'),
      colorBgElevated: read('--surface'),
      colorFillTertiary: read('--paper-sunk'),
      colorFillSecondary: read('--paper-deep'),
      colorBorder: read('--line-strong'),
      colorBorderSecondary: read('--line'),
      colorSplit: read('--line'),
      colorText: read('--ink'),
      colorTextSecondary: read('--ink-2'),
      colorTextTertiary: read('--ink-3'),
      colorTextPlaceholder: read('--ink-3'),
      fontFamily: read('--font'),
      fontSize: 13,
      lineHeight: 1.5,
      borderRadiusSM: 4,
      borderRadius: 8,
      borderRadiusLG: 12,
      controlHeightSM: 24,
      controlHeight: 30,
      controlHeightLG: 36,
      boxShadow: 'none',
      boxShadowTertiary: 'none',
      boxShadowSecondary: read('--shadow-pop'),
      // Whoever asks the system for less motion gets none.
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Segmented: { trackBg: read('--paper-deep'), itemSelectedBg: read('--surface') },
      Modal: { titleFontSize: 16 },
    },
  }
}

/** Reads the custom properties of the page itself. */
export function readToken(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
