import { noAnswer } from './failure'
import { identity } from './identity.h5'
import type { Allowance } from './subscribe'

/** The simulated WeChat counts an accept, as the real one does; its page takes it back. Throws CallFailure. */
export async function askToMessage(templateIds: readonly string[]): Promise<Allowance[]> {
  for (const templateId of templateIds) {
    const response = await fetch('/wechat/api/subscribe', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ openid: identity(), templateId }),
    }).catch(() => Promise.reject(noAnswer()))
    if (!response.ok) throw noAnswer()
  }
  return templateIds.map((templateId) => ({ templateId, answer: 'accept' }))
}
