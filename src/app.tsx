import Taro, { useDidShow, useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { askAuthorization, settleConsent } from './client/consent'
import { enter } from './client/enter'
import { learnSharing } from './client/sharing'
import { carryWaiting } from './features/survey/pages/carry'
import './app.scss'

export default function App({ children }: PropsWithChildren) {
  useLaunch((launch) => {
    if (process.env.TARO_ENV === 'weapp') {
      // WeChat calls this before an interface that touches privacy; our own sheet asks (client/parts/PrivacySheet).
      Taro.onNeedPrivacyAuthorization?.((resolve) => {
        void askAuthorization().then((given) =>
          resolve(given ? { event: 'agree', buttonId: 'agree-privacy' } : { event: 'disagree' }),
        )
      })
    }
    // Without an answer the pages stay readable, and the server asks again when something is to be stored.
    settleConsent()
      .then(learnSharing)
      .catch((error: unknown) => console.warn('consent is not settled', error))
    enter(launch)
  })
  useDidShow(carryWaiting)
  return children
}
