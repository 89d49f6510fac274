import { App, Button, Select, Tooltip } from 'antd'
import { useState } from 'react'
import { useOnline } from '../../../admin/desk'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { DropZone } from './DropZone'
import { ImportCheck } from './ImportCheck'
import { ImportSkeleton, ImportTrouble } from './ImportStates'
import './import.css'
import { planOf } from './importing'
import { useImport } from './useImport'

const NEW = 'new'

/** From a file to a draft: choose, check, write. Nothing is stored before the last step. */
export function ImportScreen() {
  const work = useImport()
  const online = useOnline()
  const { canEdit } = useRights()
  const { query } = usePlace()
  const { message } = App.useApp()
  const { data } = useQuery('sop.list', {})
  const [chosen, setChosen] = useState<string | null>(null)
  const [writing, setWriting] = useState(false)
  const sops = data?.sops ?? []
  const target = chosen ?? query.sop ?? sops[0]?.sop ?? NEW
  const plan = work.preview ? planOf(work.preview, work.leaveOut) : null
  const blocked = whyBlocked(plan, online, canEdit)

  async function write() {
    setWriting(true)
    const written = await work.commit(target === NEW ? null : target)
    setWriting(false)
    if (!written) return
    void message.success(`已写入 v${written.number} 草稿，${written.nodes} 个节点。`)
    navigate(hrefOf('/sop', { sop: written.sop, v: String(written.number) }))
  }

  const checking = work.stage === 'check'
  return (
    <Screen
      title="导入 Excel"
      flush
      offlineWords="离线。改过的格子还在这一页，连上后再检查和写入。"
      crumb={
        checking ? (
          <Crumb fileName={work.fileName} sheets={work.grid?.sheets.length ?? 0} />
        ) : (
          '先检查，再写入，最后发布'
        )
      }
      actions={
        checking && (
          <>
            {sops.length > 0 && (
              <Select
                aria-label="写到哪里"
                value={target}
                onChange={setChosen}
                style={{ width: 290 }}
                options={[
                  ...sops.map((sop) => ({ value: sop.sop, label: `新版本：${sop.name}` })),
                  { value: NEW, label: '另起一个 SOP' },
                ]}
              />
            )}
            <Button type="text" onClick={work.close}>
              换一个文件
            </Button>
            <Tooltip title={blocked}>
              <Button
                type="primary"
                loading={writing}
                disabled={blocked !== null || work.judging}
                onClick={() => void write()}
              >
                写入 {plan?.rows ?? 0} 行
              </Button>
            </Tooltip>
          </>
        )
      }
    >
      {checking ? (
        <div className="import-page">
          <ImportTrouble work={work} />
          {work.grid && work.preview ? (
            <ImportCheck work={work} grid={work.grid} preview={work.preview} />
          ) : (
            !work.problem && <ImportSkeleton />
          )}
        </div>
      ) : (
        <DropZone
          reading={work.stage === 'reading'}
          fileName={work.fileName}
          problem={work.problem}
          onFile={(file) => void work.open(file)}
        />
      )}
    </Screen>
  )
}

function whyBlocked(plan: ReturnType<typeof planOf> | null, online: boolean, canEdit: boolean): string | null {
  if (!plan) return '正在检查'
  if (!canEdit) return '写入要管理员或运营的账号'
  if (!online) return '离线，连上后再写入'
  if (plan.open.length > 0) return `还有 ${plan.open.length} 行有错：改好，或勾「先不导」`
  return plan.rows === 0 ? '没有一行可以写入' : null
}

function Crumb({ fileName, sheets }: { fileName: string; sheets: number }) {
  return (
    <>
      {fileName} · {sheets} 张工作表
      <ol className="import-steps">
        <li data-done="true">选文件</li>
        <li aria-current="step">检查</li>
        <li>写入草稿</li>
      </ol>
    </>
  )
}
