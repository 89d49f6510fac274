import Taro from '@tarojs/taro'

/** What the person answered about one message of a template; `ban`: WeChat has closed the template, `filter`: it doubles another. */
export interface Allowance {
  templateId: string
  answer: 'accept' | 'reject' | 'ban' | 'filter'
}

/**
 * WeChat asks whether the brand may send one message of each template. Only within a tap, before anything is waited for: later
 * WeChat refuses to ask. A person who has switched all such messages off, or turns away, has rejected.
 *
 * @param templateIds at most three
 */
export async function askToMessage(templateIds: readonly string[]): Promise<Allowance[]> {
  try {
    const result = await Taro.requestSubscribeMessage({ tmplIds: [...templateIds], entityIds: [] })
    const told = new Map<string, unknown>(Object.entries(result))
    return templateIds.map((templateId) => ({ templateId, answer: answerOf(told.get(templateId)) }))
  } catch (error) {
    console.warn('subscribe messages were not asked for', error)
    return templateIds.map((templateId) => ({ templateId, answer: 'reject' }))
  }
}

/** `acceptWithAlert` and its like are accepts with more besides. */
function answerOf(told: unknown): Allowance['answer'] {
  const word = String(told)
  if (word.startsWith('accept')) return 'accept'
  return word === 'ban' || word === 'filter' ? word : 'reject'
}
