import { View } from '@tarojs/components'
import { Page } from '../../../../client/parts/Page'

export default function Stub() {
  return (
    <Page title="x">
      <View />
    </Page>
  )
}
