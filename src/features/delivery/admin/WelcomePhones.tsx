import { type ReactNode, useCallback } from 'react'
import { Icon } from '../../../admin/parts/Icon'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { useQuery } from '../../../admin/useQuery'
import { PhoneParts } from '../../sop/admin/PhoneParts'
import type { WelcomePreview } from '../welcomeContract'
import { GroupWelcome } from './GroupWelcome'
import { welcomeWords as words } from './text'

/** What WeCom itself fills in. */
const NICKNAME = /%NICKNAME%/g
const node = { column: words.which, module: '欢迎', kind: 'welcome', owner: '' } as const

/** A version's welcome on two phones: that of a new friend, and that of a group. */
export function WelcomePhones({ sop, number }: { sop: string; number: number }) {
  const asked = useQuery('delivery.previewWelcome', { sop, number })
  const made = useQuery('delivery.getGroupWelcomes', { sop })
  const { reload } = made
  const retry = useCallback(() => void reload(), [reload])
  const view = asked.data
  if (asked.loading) return <Skeleton rows={10} />
  if (!view) {
    return asked.error && <Failure standing="欢迎语照常发。" error={asked.error} onRetry={() => void asked.reload()} />
  }
  const hasGroup = !isEmpty(view.group)
  return (
    <div className="welcome-phones">
      <section className="card" aria-label={words.friend}>
        <header>
          <h2>{words.friend}</h2>
          <span className="hint ellipsis">{words.friendHint}</span>
        </header>
        <Phone welcome={view.friend} title={words.friendChat} sender={words.staff} />
      </section>
      <section className="card" aria-label={words.group}>
        <header>
          <h2>{words.group}</h2>
          <span className="hint ellipsis">{words.groupHint}</span>
        </header>
        <Phone welcome={view.group} title={words.groupChat} sender={words.owner}>
          {made.loading && <Skeleton rows={2} />}
          {made.error && !made.data && <Failure standing="" error={made.error} onRetry={retry} />}
          {made.data && (hasGroup || made.data.templates.length > 0) && (
            <GroupWelcome sop={sop} number={number} templates={made.data.templates} reload={reload} />
          )}
          <p className="note" data-kind="blue">
            <Icon name="people" size={14} />
            <span>{view.howToPick}</span>
          </p>
        </Phone>
      </section>
    </div>
  )
}

function isEmpty({ text, attachments }: WelcomePreview['group']): boolean {
  return text === '' && attachments.length === 0
}

function Phone({
  welcome,
  title,
  sender,
  children,
}: {
  welcome: WelcomePreview['friend']
  title: string
  sender: string
  children?: ReactNode
}) {
  const { text, attachments, problems } = welcome
  if (isEmpty(welcome)) return <Empty title={words.nothing}>{words.nothingNext}</Empty>
  const parts = text === '' ? [] : [{ type: 'text' as const, text: text.replace(NICKNAME, `{${words.newcomer}}`) }]
  return (
    <>
      <PhoneParts parts={parts} node={node} title={title} members={null} sender={sender} />
      <div className="welcome-under">
        {attachments.length > 0 && (
          <p>
            {words.after}
            {attachments.join('、')}
          </p>
        )}
        {problems.map((problem) => (
          <p key={problem} className="note" data-kind="amber">
            <Icon name="warn" size={14} />
            <span>{problem}</span>
          </p>
        ))}
        {children}
      </div>
    </>
  )
}
