import { Button as NativeButton } from '@tarojs/components'
import { Button } from '../../../client/parts/Button'
import { sendsByItself } from '../../../client/share'
import type { Card } from './queueOrder'
import { text } from './text'

interface Props {
  card: Card
  overdue: boolean
  busy: boolean
  onSend: () => void
}

/**
 * In WeChat only the platform's own button may open the chooser of groups; the page answers with the card (useShareAppMessage).
 * Inside 企业微信, and on the local page, any button may send.
 */
export function SendButton({ card, overdue, busy, onSend }: Props) {
  const { lead, items } = card
  const words = busy ? text.sending : overdue ? text.sendLate : text.sendTo(items.length)
  const look = overdue ? 'tonal' : 'primary'
  if (process.env.TARO_ENV === 'weapp' && lead.card && !sendsByItself()) {
    return (
      <NativeButton
        id={`share-${lead.id}`}
        className={`btn btn--${look} ${overdue ? 'grow' : 'btn--lg btn--block'} native`}
        openType="share"
        hoverClass="btn--pressed"
        onClick={onSend}
      >
        {words}
      </NativeButton>
    )
  }
  return (
    <Button
      look={look}
      size={overdue ? undefined : 'lg'}
      block={!overdue}
      grow={overdue}
      icon="send"
      busy={busy}
      onPress={onSend}
    >
      {words}
    </Button>
  )
}
