import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useAnswer } from '../../../client/answer'
import { Icon } from '../../../client/parts/Icon'
import { Logo } from '../../../client/parts/NavBar'
import { spoken } from '../../../client/spoken'
import { nextLine, TierRail } from './TierRail'
import { text } from './text'

export const TIER_PAGE = '/features/tier/pages/tier/index'

const open = () => void Taro.navigateTo({ url: TIER_PAGE })

/** The tier on the member's own page: the rail, and the way to all about it. Keeps its room while it loads. */
export function TierCard() {
  const { answer, failure } = useAnswer('tier.getMine', {})
  const view = answer?.data
  if (!view) return failure ? null : <View className="tier-card" />
  const name = view.tiers.find(({ id }) => id === view.current)?.name ?? ''
  return (
    <View
      className="tier-card"
      hoverClass="is-pressed"
      onClick={open}
      {...spoken('button', { label: `${text.member(name)}，${nextLine(view)}` })}
    >
      <View className="tier-card__head">
        <View className="grow">
          <View className="tier-card__label">{text.title}</View>
          <View className="tier-card__name">{text.member(name)}</View>
        </View>
        <Logo size="m" />
      </View>
      <TierRail view={view} />
      <View className="tier-card__line">
        <View className="grow">{nextLine(view)}</View>
        <Icon name="next" size="s" />
      </View>
    </View>
  )
}

/** One line for the points page. */
export function TierRow() {
  const { answer, failure } = useAnswer('tier.getMine', {})
  const view = answer?.data
  if (!view) return failure ? null : <View className="tier-row" />
  const name = view.tiers.find(({ id }) => id === view.current)?.name ?? ''
  return (
    <View
      className="tier-row"
      hoverClass="is-pressed"
      onClick={open}
      {...spoken('button', { label: `${text.member(name)}，${nextLine(view)}` })}
    >
      <View className="tier-row__name">{text.member(name)}</View>
      <View className="tier-row__line">{view.next ? nextLine({ next: view.next, until: null }) : text.top}</View>
      <Icon name="next" size="s" />
    </View>
  )
}
