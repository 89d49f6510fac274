import { Button as NativeButton, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { answerAuthorization, demanded } from '../consent'
import { useObservable } from '../observable'
import { spoken } from '../spoken'
import { Button } from './Button'
import { Sheet } from './Sheet'

/**
 * WeChat's own question, on pages of members and staff alike: it stores nothing with us and makes nobody a member. Both answers are
 * equally large; after a no the page stays as it was, and the next tap asks again.
 */
export function PrivacySheet() {
  const asked = useObservable(demanded).length > 0
  if (!asked) return null
  return (
    <Sheet title="这一步要你同意">
      <View className="consent__lead">
        用到相册、剪贴板或手机里的文件时，微信要先得到你的同意。只用这一次做的事，不上传别的。
      </View>
      <View className="consent__guide" onClick={() => Taro.openPrivacyContract({})} {...spoken('link')}>
        看《用户隐私保护指引》
      </View>
      <View className="sheet__act">
        <Button look="ghost" size="lg" grow onPress={() => answerAuthorization(false)}>
          不用了
        </Button>
        {/* Its id is told to WeChat, which looks whether this button was tapped. */}
        <NativeButton
          id="agree-privacy"
          className="btn btn--primary btn--lg grow native"
          openType="agreePrivacyAuthorization"
          onAgreePrivacyAuthorization={() => answerAuthorization(true)}
          hoverClass="btn--pressed"
        >
          同意
        </NativeButton>
      </View>
    </Sheet>
  )
}
