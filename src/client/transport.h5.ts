import type { RpcRequest } from '../kernel/rpc'
import { identity } from './identity.h5'

/** The local server stands in for WeChat and believes the header; the H5 app is never deployed. Rejects when no answer came. */
export async function send(functionName: 'member' | 'staff', request: RpcRequest): Promise<unknown> {
  const response = await fetch(`/call/${functionName}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-wx-openid': identity() },
    body: JSON.stringify(request),
  })
  return await response.json()
}
