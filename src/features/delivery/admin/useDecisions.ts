import { App } from 'antd'
import { useMemo, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { timeOf } from '../../../kernel/day'
import type { Todo } from './todos'

export type Target = Pick<Todo, 'id' | 'group' | 'beat' | 'cell'>

/** What a person may decide about one message. Only sending again asks first: if the first one did go out, people read it twice. */
export function useDecisions(reload: () => Promise<void>) {
  const { message, modal } = App.useApp()
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set())
  return useMemo(() => {
    const work = async (id: string, action: () => Promise<string>) => {
      setBusy((before) => new Set(before).add(id))
      try {
        void message.success(await action())
      } catch (error) {
        if (!(error instanceof CallError)) console.error(error)
        void message.error(error instanceof CallError ? error.message : '没有成功，请再试一次。')
      } finally {
        setBusy((before) => new Set([...before].filter((one) => one !== id)))
        await reload()
      }
    }
    const resolve = ({ id, group, beat }: Target, outcome: 'sent' | 'resend') => {
      const act = () =>
        work(id, async () => {
          await call('delivery.resolve', { id, outcome })
          return outcome === 'sent' ? `${group.name} ${beat.column}，记作已发出。` : `已重新排给${group.name}。`
        })
      if (outcome === 'sent') return void act()
      modal.confirm({
        title: `重新发送到${group.name}？`,
        content: `如果 ${timeOf(beat.from)} 那条其实已发出，群里 ${group.members} 人会看到两遍。`,
        okText: '重新发送',
        cancelText: '先不发',
        onOk: act,
      })
    }
    const remind = ({ id, group }: Target) =>
      void work(id, async () => {
        const { reminders } = await call('delivery.remind', { id })
        return `已提醒${group.ownerName} ${reminders} 次。`
      })
    const sendAgain = ({ id, group, beat }: Target) =>
      void work(id, async () => {
        await call('delivery.sendAgain', { id })
        return `「${beat.column}」已进${group.ownerName}的待办，1 小时内补发到${group.name}；原来那条照旧记着。`
      })
    const skip = ({ id, group, beat }: Target, reason: string) =>
      void work(id, async () => {
        await call('delivery.skip', { id, reason })
        return `${group.name} 的「${beat.column}」不发了，记为跳过。`
      })
    const unskip = ({ id, group, beat }: Target) =>
      void work(id, async () => {
        await call('delivery.unskip', { id })
        return `${group.name} 的「${beat.column}」照常发。`
      })
    const withdraw = ({ id, group, beat }: Target) =>
      void work(id, async () => {
        const { withdrawn } = await call('delivery.withdraw', { id })
        return `「${beat.column}」的群发任务已撤回，${group.ownerName}的 ${withdrawn} 个群不会收到。`
      })
    const away = ({ id, group }: Target, until: string) =>
      void work(id, async () => {
        const { moved, stayed } = await call('delivery.setAway', { user: group.owner, until, deputy: null })
        const rest = stayed > 0 ? `；${stayed} 条没有人能代发，请到「群主不在」里指定` : ''
        return moved === 0 && stayed === 0
          ? `已记下${group.ownerName}不在，现在没有要转的。`
          : `${group.ownerName}的 ${moved} 条转给了代发人${rest}。`
      })
    return { busy, resolve, remind, sendAgain, skip, unskip, withdraw, away }
  }, [busy, message, modal, reload])
}

export type Decisions = ReturnType<typeof useDecisions>
