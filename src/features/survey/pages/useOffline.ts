import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import type { CallFailure } from '../../../client/failure'
import { sendWaiting } from './sender'

/** Whether the network is away, as the phone says or as the last call found out. */
export function useOffline(failure: CallFailure | null, again: () => Promise<void>): boolean {
  const [connected, setConnected] = useState(true)
  useEffect(() => {
    const heard = ({ isConnected }: { isConnected: boolean }) => {
      setConnected(isConnected)
      if (isConnected) void again()
    }
    Taro.onNetworkStatusChange(heard)
    return () => Taro.offNetworkStatusChange(heard)
  }, [again])
  return !connected || failure?.kind === 'offline'
}

/** What waits goes out as soon as the phone says that the network is back. */
export function useSendWhenBack(): void {
  useEffect(() => {
    const heard = ({ isConnected }: { isConnected: boolean }) => {
      if (isConnected) void sendWaiting()
    }
    Taro.onNetworkStatusChange(heard)
    return () => Taro.offNetworkStatusChange(heard)
  }, [])
}
