import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from '../../../client/parts/Icon'
import { spoken } from '../../../client/spoken'
import type { CouponTerms } from '../rules'
import { faceOf } from './terms'

interface Props {
  terms: CouponTerms
  line: string
  /** It cannot be used or claimed now. */
  off: boolean
  /** Why not, and what to do: one sentence. */
  why?: string | null
  children: ReactNode
  onPress?: () => void
}

/** A coupon as a ticket: what it is worth on the stub, what it is beside it, and below why it cannot be had. */
export function CouponCard({ terms, line, off, why, children, onPress }: Props) {
  const { before, figure, after, condition } = faceOf(terms.value)
  const label = `${terms.title}，${before}${figure}${after}，${condition}，${line}`
  return (
    <View className="coupon-wrap" {...spoken('listitem')}>
      <View className="coupon-shade">
        <View
          className={`coupon${off ? ' coupon--off' : ''}`}
          hoverClass={onPress ? 'is-pressed' : 'none'}
          onClick={onPress}
          {...(onPress ? spoken('button', { label }) : {})}
        >
          <View className="coupon__stub">
            <View className={`coupon__face${figure.length > 4 ? ' coupon__face--long' : ''}`}>
              {before !== '' && <View className="coupon__unit">{before}</View>}
              <View>{figure}</View>
              {after !== '' && <View className="coupon__unit">{after}</View>}
            </View>
            <View className="coupon__cond">{condition}</View>
          </View>
          <View className="coupon__main">
            <View className="coupon__title">{terms.title}</View>
            <View className="coupon__line">{line}</View>
            <View className="coupon__foot">{children}</View>
          </View>
        </View>
      </View>
      {why && (
        <View className="why">
          <Icon name="info" size="s" />
          <View className="grow">{why}</View>
        </View>
      )}
    </View>
  )
}

export function Fact({ name, big, children }: { name: string; big?: boolean; children: ReactNode }) {
  return (
    <View className="facts__row">
      <View className="facts__name">{name}</View>
      <View className={`facts__value${big ? ' facts__value--big' : ''}`}>{children}</View>
    </View>
  )
}
