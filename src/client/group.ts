import { mayKeep } from './consent'
import { keep, kept } from './keep'

let opened: string | null = null

/** The group whose programme this member follows: the one from which a card was opened last. */
export function rememberGroup(chatId: string): void {
  if (chatId === '') return
  opened = chatId
  if (mayKeep()) keep('group', chatId)
}

/** As input for a call: `{}` or `{group}`. */
export function followedGroup(): { group?: string } {
  const chatId = opened ?? kept<string>('group')
  return chatId ? { group: chatId } : {}
}
