import { noAnswer } from './failure'
import { identity } from './identity.h5'
import type { Sending } from './share'

/** Puts the message into the simulated WeChat's group, as the owner's phone would. Throws CallFailure. */
export async function shareToGroup({ chatId, key, text, card }: Sending): Promise<'handed-over' | 'sent'> {
  const openid = identity()
  if (card === null) await post('/wechat/api/say', { chatId, openid, text })
  // The cover is a name in the material library until it is an address; then the simulated WeChat draws one itself.
  else {
    const imageUrl = /^(https?:)?\//.test(card.cover) ? card.cover : undefined
    await post('/wechat/api/share', { chatId, openid, title: card.title, path: card.path, imageUrl, text, key })
  }
  return 'sent'
}

async function post(path: string, body: object): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => Promise.reject(noAnswer()))
  if (!response.ok) throw noAnswer()
}
