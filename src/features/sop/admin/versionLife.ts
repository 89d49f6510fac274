import { App } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { moment } from '../../../admin/format'
import { hrefOf } from '../../../admin/place'
import { navigate } from '../../../admin/router'
import { Refusal } from '../../../kernel/errors'
import type { SopSummary } from '../contract'
import { downloadVersion } from './exportFile'
import type { Published } from './PublishOutcome'

/** What a person may do with a SOP and its version; each says how it ended, and a refusal stays to be read. */
export function useVersionLife(sop: SopSummary, number: number, reload: () => Promise<void>) {
  const { message } = App.useApp()
  const [problem, setProblem] = useState<string | null>(null)
  const [published, setPublished] = useState<Published | null>(null)
  const id = sop.sop
  const standing = sop.live > 0 ? `线上还是 v${sop.live}` : '线上还没有版本'

  async function act(failed: string, work: () => Promise<string>): Promise<void> {
    setProblem(null)
    setPublished(null)
    try {
      void message.success(await work())
    } catch (error) {
      const told = error instanceof CallError || error instanceof Refusal
      if (!told) console.error(error)
      setProblem(`${failed}${told ? `${error.message}（${error.code}）` : '请再试一次。'}`)
    }
    await reload()
  }

  function goLive(after: Published): string {
    setPublished(after)
    return `v${after.number} 已上线。`
  }

  return {
    problem,
    published,
    forget: () => setPublished(null),
    publish: (note: string) =>
      act(`发布没有成功，${standing}。`, async () => goLive(await call('sop.publish', { sop: id, number, note }))),
    schedule: (at: number, note: string) =>
      act(`没有定好时间，${standing}。`, async () => {
        await call('sop.schedulePublish', { sop: id, number, at, note })
        return `v${number} 会在 ${moment(at)} 自动上线。`
      }),
    unschedule: () =>
      act('没有取消成，到时间还会上线。', async () => {
        await call('sop.cancelSchedule', { sop: id, number })
        return `已取消定时，v${number} 又能改了。`
      }),
    submit: (note: string) =>
      act('没有提交成功，还是草稿。', async () => {
        await call('sop.submit', { sop: id, number, note })
        return `v${number} 已提交，等同事审核。`
      }),
    approve: (note: string) =>
      act('没有通过成功，还在待审。', async () => {
        await call('sop.approve', { sop: id, number, note })
        return `v${number} 审核通过，可以发布了。`
      }),
    sendBack: (note: string) =>
      act('没有退回成功。', async () => {
        await call('sop.sendBack', { sop: id, number, note })
        return `v${number} 已退回给作者修改。`
      }),
    rollBack: (note: string) =>
      act(`没有退回成功，${standing}。`, async () => {
        const after = await call('sop.rollBack', { sop: id, live: sop.live, to: number, note })
        navigate(hrefOf('/sop', { sop: id, v: String(after.number) }))
        goLive(after)
        return `已回到 v${number} 的内容，编号 v${after.number}。v${sop.live} 还在，没有删。`
      }),
    pause: (reason: string) =>
      act('没有暂停成，消息还在照常发。', async () => {
        await call('sop.pause', { sop: id, reason })
        return '已暂停，没交给群主的都先不发。'
      }),
    resume: (rows: 'send' | 'skip') =>
      act('没有恢复成，还在暂停。', async () => {
        const { skipped } = await call('sop.resume', { sop: id, rows })
        return skipped > 0 ? `已恢复，暂停期间的 ${skipped} 条记为跳过。` : '已恢复，从下一拍起照常发。'
      }),
    retire: (reason: string) =>
      act('没有结束成，消息还在照常发。', async () => {
        await call('sop.retire', { sop: id, reason })
        return `「${sop.name}」已结束，不会再发。`
      }),
    setReview: (required: boolean) =>
      act('没有改成。', async () => {
        await call('sop.setReview', { sop: id, required })
        return required ? '以后要同事审核通过才能发布。' : '以后可以直接发布。'
      }),
    download: () =>
      act('没有导出成功，版本没有受影响。', async () => {
        const { fileName, grid } = await call('sop.exportVersion', { sop: id, number })
        await downloadVersion(fileName, grid)
        return `已导出 ${fileName}，改完可以再导回来。`
      }),
  }
}

export type VersionLife = ReturnType<typeof useVersionLife>
