import Taro from '@tarojs/taro'

/** One group that a message goes to. */
export interface Target {
  chatId: string
  /** Key of the message: sending it twice is one message. */
  key: string
  /** The page that the card opens, as this group's card names it. */
  path: string
}

/** What an owner sends, to one group or to several at once. */
export interface Sending {
  targets: Target[]
  text: string
  card: { title: string; path: string; cover: string } | null
}

/**
 * `handed-over`: WeChat's or WeCom's own chooser opens and nobody tells us how it ended, so the owner is asked.
 * `refused`: WeCom did not open it; the words are to be pasted by hand.
 * `sent`: the messages with these keys are in their groups.
 */
export type Shared = { how: 'handed-over' | 'refused' } | { how: 'sent'; keys: string[] }

interface WorkApi {
  login(options: Callbacks): void
  /**
   * 企业微信 3.1.6 and later (WD/94352 and beside it); `chatIds` since 4.1.10, earlier ones show the chooser. A member of staff may
   * send one message per group and day this way, text up to 4,000 characters and 9 attachments.
   */
  shareToExternalChat(
    options: Callbacks & { chatIds: string[]; text: { content: string }; attachments: object[] },
  ): void
}

interface Callbacks {
  success: () => void
  fail: (error: { errMsg?: string }) => void
}

/** What only 企业微信 adds to a mini-program; WeChat itself has no `qy`. */
function work(): WorkApi | null {
  const { qy } = Taro as unknown as { qy?: Partial<WorkApi> }
  return qy?.shareToExternalChat && qy.login ? (qy as WorkApi) : null
}

/** Whether a plain button can send; otherwise only the platform's own share button may open the chooser. */
export function sendsByItself(): boolean {
  return work() !== null
}

export async function shareToGroups({ targets, text, card }: Sending): Promise<Shared> {
  const api = work()
  if (api === null) return { how: 'handed-over' }
  try {
    await asked((callbacks) => api.login(callbacks))
    await asked((callbacks) =>
      api.shareToExternalChat({
        ...callbacks,
        chatIds: targets.map(({ chatId }) => chatId),
        text: { content: text },
        attachments: card ? [cardAttachment(card)] : [],
      }),
    )
    return { how: 'handed-over' }
  } catch (error) {
    // No right, too old, or this group had its one message of the day: by hand then.
    console.warn('shareToExternalChat', error)
    return { how: 'refused' }
  }
}

function asked(call: (callbacks: Callbacks) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call({ success: () => resolve(), fail: ({ errMsg }) => reject(new Error(errMsg ?? 'fail')) })
  })
}

function cardAttachment({ title, path, cover }: NonNullable<Sending['card']>): object {
  return {
    msgtype: 'miniprogram',
    miniprogram: {
      appid: Taro.getAccountInfoSync().miniProgram.appId,
      title: inBytes(title, 64),
      // Without the ending the card does not find its page in WeChat.
      page: path.replace(/^\/?([^?]+)/, '$1.html'),
      ...(/^https:/.test(cover) ? { imgUrl: cover } : {}),
    },
  }
}

/** As many characters as fit into so many bytes of UTF-8. */
function inBytes(words: string, most: number): string {
  let bytes = 0
  let kept = ''
  for (const letter of words) {
    const code = letter.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (bytes > most) return kept
    kept += letter
  }
  return kept
}
