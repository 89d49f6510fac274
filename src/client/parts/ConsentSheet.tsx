import { Button as NativeButton, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { brand } from '../brand'
import { agree, consent, decline } from '../consent'
import { asFailure } from '../failure'
import { useObservable } from '../observable'
import { spoken } from '../spoken'
import { Button } from './Button'
import { Icon } from './Icon'
import { Sheet } from './Sheet'

const KEPT = [
  { icon: 'person', title: '一个匿名编号', text: '由微信身份换算，换算不回去，用来认出是你' },
  { icon: 'coin', title: '打卡、积分和券', text: '用来算连续天数、发积分、核对券' },
  { icon: 'chat', title: '栏目和问卷里的选择', text: '用来显示结果、记住偏好，不对外' },
  { icon: 'image', title: '你晒的话和照片', text: '你发布时才存，检查通过才给大家看，随时能删' },
] as const

/**
 * Asks before anything about a person is stored. Both answers are equally large and equally easy to find; declining
 * leaves everything readable.
 */
export function ConsentSheet() {
  const asking = useObservable(consent) === 'asking'
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  if (!asking) return null

  async function accept() {
    if (busy) return
    setBusy(true)
    setTrouble(null)
    try {
      await agree()
    } catch (error) {
      setTrouble(asFailure(error).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Sheet title="先说清楚，再开始">
      <View className="consent__lead">{`${brand.shortName}会存这四样，只为打卡、积分和福利：`}</View>
      {KEPT.map(({ icon, title, text }) => (
        <View key={title} className="consent__row">
          <View className="ring ring--plain">
            <Icon name={icon} size="m" />
          </View>
          <View className="grow">
            <View className="consent__title">{title}</View>
            <View className="consent__text">{text}</View>
          </View>
        </View>
      ))}
      <View className="consent__note">
        没有你的昵称、头像、通讯录和聊天内容。不同意也能看全部栏目，只是不能打卡和参加。
      </View>
      {process.env.TARO_ENV === 'weapp' && (
        <View className="consent__guide" onClick={() => Taro.openPrivacyContract({})} {...spoken('link')}>
          看《用户隐私保护指引》
        </View>
      )}
      {trouble && <View className="consent__trouble">{trouble}</View>}
      <View className="sheet__act">
        <Button look="ghost" size="lg" grow onPress={decline}>
          先看看
        </Button>
        {process.env.TARO_ENV === 'weapp' ? (
          // WeChat only counts the consent when it was given on a button of its own.
          <NativeButton
            id="agree"
            className="btn btn--primary btn--lg grow native"
            openType="agreePrivacyAuthorization"
            onAgreePrivacyAuthorization={accept}
            hoverClass="btn--pressed"
          >
            {busy ? '正在记下' : '同意并继续'}
          </NativeButton>
        ) : (
          <Button look="primary" size="lg" grow busy={busy} onPress={accept}>
            {busy ? '正在记下' : '同意并继续'}
          </Button>
        )}
      </View>
    </Sheet>
  )
}
