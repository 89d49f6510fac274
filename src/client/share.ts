/** What an owner sends to a group. */
export interface Sending {
  chatId: string
  /** Key of the message: sending it twice is one message. */
  key: string
  text: string
  card: { title: string; path: string; cover: string } | null
}

/**
 * `handed-over`: WeChat's own chooser opens with the card and nobody tells us how it ended, so the owner is asked.
 * `sent`: the message is in the group.
 */
export async function shareToGroup(_sending: Sending): Promise<'handed-over' | 'sent'> {
  return 'handed-over'
}
