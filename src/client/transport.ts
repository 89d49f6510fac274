import Taro from '@tarojs/taro'
import type { RpcRequest } from '../kernel/rpc'

let ready = false

/** Carries a call to a cloud function; WeChat adds the identity. Rejects when no answer came. */
export async function send(functionName: 'member' | 'staff', request: RpcRequest): Promise<unknown> {
  if (!ready) {
    Taro.cloud.init(CLOUD_ENV === '' ? {} : { env: CLOUD_ENV })
    ready = true
  }
  const { result } = await Taro.cloud.callFunction({ name: functionName, data: { ...request } })
  return result
}
