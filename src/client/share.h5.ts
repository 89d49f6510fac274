import { noAnswer } from './failure'
import { identity } from './identity.h5'
import type { Sending, Shared, Target } from './share'

export function sendsByItself(): boolean {
  return true
}

/**
 * Puts the message into the simulated WeChat's groups, as the owner's phone would, one after the other; keys make a repeat
 * harmless. Throws CallFailure when not even the first arrived.
 */
export async function shareToGroups({ targets, text, card }: Sending): Promise<Shared> {
  const keys: string[] = []
  for (const target of targets) {
    try {
      await put(target, { text, card })
    } catch (error) {
      if (keys.length === 0) throw error
      break
    }
    keys.push(target.key)
  }
  return { how: 'sent', keys }
}

async function put({ chatId, key, path }: Target, { text, card }: Pick<Sending, 'text' | 'card'>): Promise<void> {
  const openid = identity()
  if (card === null) return post('/wechat/api/say', { chatId, openid, text, key })
  // The cover is a name in the material library until it is an address; then the simulated WeChat draws one itself.
  const imageUrl = /^(https?:)?\//.test(card.cover) ? card.cover : undefined
  return post('/wechat/api/share', { chatId, openid, title: card.title, path, imageUrl, text, key })
}

async function post(path: string, body: object): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => Promise.reject(noAnswer()))
  if (!response.ok) throw noAnswer()
}
