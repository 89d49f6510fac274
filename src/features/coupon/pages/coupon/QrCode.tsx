import { View } from '@tarojs/components'
import { memo, useMemo } from 'react'
import { spoken } from '../../../../client/spoken'
import { text } from '../text'
import { drawQr } from './qr'

/** Whole px of the screen: a fraction would leave hairlines between the rows. */
const MODULE = 9
/** Modules of white around it; scanners want four. */
const QUIET = 4

/** A code for the counter, always dark on white. Plain boxes: the same on every platform, and no canvas to wait for. */
export const QrCode = memo(function QrCode({ code }: { code: string }) {
  const { size, runs } = useMemo(() => drawQr(code), [code])
  const side = px(size + 2 * QUIET)
  return (
    <View className="qr" style={{ width: side, height: side }} {...spoken('img', { label: text.qr })}>
      {runs.map(({ row, from, length }) => (
        <View
          key={`${row}.${from}`}
          className="qr__run"
          style={{ top: px(row + QUIET), left: px(from + QUIET), width: px(length), height: px(1) }}
        />
      ))}
    </View>
  )
})

function px(modules: number): string {
  return `${modules * MODULE}px`
}
