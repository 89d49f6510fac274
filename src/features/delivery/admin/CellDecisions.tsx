import { Button, Popover } from 'antd'
import { useState } from 'react'
import { hrefOf } from '../../../admin/place'
import { dayOf } from '../../../kernel/day'
import type { Picked } from './BoardGrid'
import type { Decisions } from './useDecisions'

/** Reasons that operators give most; they are kept with the message. */
const REASONS = ['内容临时不合适', '产品缺货或改价', '和别的消息撞车', '群里正在处理客诉'] as const

/** What a person can do about one message in the state that it is in. */
export function CellDecisions({
  picked,
  now,
  canEdit,
  decisions,
}: {
  picked: Picked
  now: number
  canEdit: boolean
  decisions: Decisions
}) {
  const { cell, beat, group } = picked
  const target = { id: cell.id, group, beat, cell }
  const busy = decisions.busy.has(cell.id)
  const off = busy || !canEdit
  const skip = <SkipButton disabled={off} onSkip={(reason) => decisions.skip(target, reason)} />
  const away = (
    <AwayButton ownerName={group.ownerName} disabled={off} onAway={() => decisions.away(target, dayOf(now))} />
  )
  switch (cell.state) {
    case 'unconfirmed':
      return (
        <div className="actions">
          <Button type="primary" loading={busy} disabled={!canEdit} onClick={() => decisions.resolve(target, 'sent')}>
            群里有，已发
          </Button>
          <Button disabled={off} onClick={() => decisions.resolve(target, 'resend')}>
            没发，重新发送
          </Button>
          <span className="hint">到群里看一眼再选，选了不能改</span>
        </div>
      )
    case 'missed':
      return (
        <div className="actions">
          <Button loading={busy} disabled={!canEdit} onClick={() => decisions.sendAgain(target)}>
            补发
          </Button>
          {away}
          <span className="hint">补发进群主待办，1 小时内有效</span>
        </div>
      )
    case 'skipped': {
      const byPerson = cell.evidence === 'self' || cell.evidence === 'operator'
      if (byPerson && now < beat.until) {
        return (
          <div className="actions">
            <Button loading={busy} disabled={!canEdit} onClick={() => decisions.unskip(target)}>
              还是要发
            </Button>
          </div>
        )
      }
      return (
        <div className="actions">
          <Button loading={busy} disabled={!canEdit} onClick={() => decisions.sendAgain(target)}>
            补发
          </Button>
          <span className="hint">补发进群主待办，1 小时内有效</span>
        </div>
      )
    }
    case 'awaiting_staff':
    case 'task_created':
      return (
        <div className="actions">
          <Button loading={busy} disabled={!canEdit} onClick={() => decisions.remind(target)}>
            催办 {group.ownerName}
          </Button>
          {away}
          {cell.route === 'staff_task' ? (
            skip
          ) : (
            <WithdrawButton ownerName={group.ownerName} disabled={off} onWithdraw={() => decisions.withdraw(target)} />
          )}
          <span className="hint">24 小时内最多提醒 3 次</span>
        </div>
      )
    case 'planned':
      return (
        <div className="actions">
          {skip}
          {away}
          <span className="hint">到点自动交给群主</span>
        </div>
      )
    default:
      return <span className="hint">这一拍不需要处理。</span>
  }
}

/** Not this one: the reason is chosen, because it stays with the message. */
function SkipButton({ disabled, onSkip }: { disabled: boolean; onSkip: (reason: string) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      title="为什么不发"
      content={
        <div className="skip-reasons">
          {REASONS.map((reason) => (
            <Button
              key={reason}
              size="small"
              onClick={() => {
                setOpen(false)
                onSkip(reason)
              }}
            >
              {reason}
            </Button>
          ))}
        </div>
      }
    >
      <Button disabled={disabled}>这条不发</Button>
    </Popover>
  )
}

/** A group task is one for all groups of its owner: it is taken back whole, while nobody pressed. */
function WithdrawButton({
  ownerName,
  disabled,
  onWithdraw,
}: {
  ownerName: string
  disabled: boolean
  onWithdraw: () => void
}) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      title="撤回这个群发任务？"
      content={
        <div className="away-ask">
          <p>企业微信里是一个任务，{ownerName}这一拍的群会一起撤回；点过发送的收不回来。</p>
          <Button
            size="small"
            type="primary"
            onClick={() => {
              setOpen(false)
              onWithdraw()
            }}
          >
            撤回，都不发了
          </Button>
        </div>
      }
    >
      <Button disabled={disabled}>撤回任务</Button>
    </Popover>
  )
}

function AwayButton({ ownerName, disabled, onAway }: { ownerName: string; disabled: boolean; onAway: () => void }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      title={`${ownerName}今天不在？`}
      content={
        <div className="away-ask">
          <p>今天没发的都转给各群的管理员代发。</p>
          <div className="actions">
            <Button
              size="small"
              type="primary"
              onClick={() => {
                setOpen(false)
                onAway()
              }}
            >
              今天不在，转给代发人
            </Button>
            <a className="linkish" href={hrefOf('/sending', { tab: 'away' })}>
              请几天假、指定谁代发
            </a>
          </div>
        </div>
      }
    >
      <Button disabled={disabled}>群主不在</Button>
    </Popover>
  )
}
