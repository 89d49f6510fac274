import Taro from '@tarojs/taro'
import { useEffect } from 'react'
import { call } from './call'
import { mayKeep } from './consent'
import { keep, kept } from './keep'
import { observable, useObservable } from './observable'

/** Whether the brand lets members share; what the phone remembers until the server has said. */
const sharing = observable<boolean | null>(null)

export function noteSharing(on: boolean): void {
  if (mayKeep()) keep('sharing', on)
  sharing.set(on)
}

/** For who has not agreed: the others learn it with `member.enter`. Not when another answer brought it already. */
export async function learnSharing(): Promise<void> {
  if (sharing.get() === null && !mayKeep()) noteSharing((await call('member.getMe', {})).data.sharing)
}

/** Whether this page may show entries for sharing; WeChat's own menu follows it. */
export function useSharing(): boolean {
  const on = useObservable(sharing) ?? kept<boolean>('sharing') ?? true
  useEffect(() => {
    if (!on) void Taro.hideShareMenu?.()
  }, [on])
  return on
}
