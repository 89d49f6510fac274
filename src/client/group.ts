import { keep, kept } from './keep'

/** The group whose programme this member follows: the one from which a card was opened last. */
export function rememberGroup(chatId: string | undefined): void {
  if (chatId) keep('group', chatId)
}

/** As input for a call: `{}` or `{group}`. */
export function followedGroup(): { group?: string } {
  const chatId = kept<string>('group')
  return chatId ? { group: chatId } : {}
}
