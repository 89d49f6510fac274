import { App, Button, Checkbox, Modal } from 'antd'
import { useRef, useState } from 'react'
import { CallError, type Data, type Input } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import { usePastedTable } from '../../../admin/table/usePastedTable'
import { Refusal } from '../../../kernel/errors'
import { readInWorker } from '../../sop/admin/readInWorker'
import type { BatchRow } from '../batch'
import type { Place } from '../rules'
import { kindWords, placeWords } from '../text'
import { channelWords as words } from './text'

type Preview = Data<'channel.previewBatch'>
type Grid = Input<'channel.previewBatch'>['grid']

/** A table of stores: chosen, judged cell by cell, and only then written. */
export function BatchDialog({ onClose, onDone }: { onClose: () => void; onDone: (ids: string[]) => void }) {
  const { message } = App.useApp()
  const [grid, setGrid] = useState<Grid | null>(null)
  const [preview, setPreview] = useState<Preview | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [places, setPlaces] = useState<Place[]>(['contactWay'])
  const input = useRef<HTMLInputElement>(null)

  async function doing(work: () => Promise<void>): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof CallError || error instanceof Refusal)) console.error(error)
      setProblem(error instanceof CallError || error instanceof Refusal ? error.message : '没有读成，请再试一次。')
    } finally {
      setBusy(false)
    }
  }

  const open = (file: File) =>
    doing(async () => {
      setPreview(null)
      const read = await readInWorker(await file.arrayBuffer(), file.name)
      setGrid(read)
      setPreview(await call('channel.previewBatch', { grid: read }))
    })

  usePastedTable((file) => {
    if (!busy) void open(file)
  })

  const commit = () =>
    doing(async () => {
      if (!grid || !preview) return
      const { ids, made } = await call('channel.commitBatch', { grid, digest: preview.digest, places })
      void message.success(
        made === 0 ? '这些渠道早就建好了，没有重复建。' : `建好 ${made} 个渠道，码在几分钟内陆续生成。`,
      )
      onDone(ids)
    })

  const broken = preview?.rows.filter(({ channel }) => channel === null).length ?? 0
  const whole = new Set(preview?.rows.flatMap(({ channel }) => channel?.id ?? [])).size
  return (
    <Modal
      open
      width={960}
      title={words.batch}
      onCancel={onClose}
      footer={
        <div className="actions">
          <Button
            type="primary"
            loading={busy && preview !== null}
            disabled={preview === null || broken > 0 || whole === 0}
            onClick={() => void commit()}
          >
            写入 {whole} 个渠道
          </Button>
          <Checkbox.Group
            value={places}
            onChange={(next) => setPlaces(next as Place[])}
            options={(['contactWay', 'mp', 'wxa'] as const).map((value) => ({
              value,
              label: `生成${placeWords[value]}`,
            }))}
          />
          {broken > 0 && <span className="hint brick">{broken} 行有错，在表里改好再选一次文件</span>}
        </div>
      }
    >
      <p className="hint">
        {words.batchLead}{' '}
        认得的列：门店（必填）、名称、导购、类型、欢迎语、标签；导购填姓名或企业微信账号，多位用顿号隔开。
      </p>
      <div className="batch-file">
        <Button loading={busy && preview === null} onClick={() => input.current?.click()}>
          {grid ? '换一个文件' : '选 Excel 文件'}
        </Button>
        <span className="hint">{grid?.fileName ?? '也可以在表格里连表头一起复制，在这里按 Ctrl / ⌘ + V'}</span>
        <input
          ref={input}
          type="file"
          className="sr"
          aria-label="门店表"
          tabIndex={-1}
          accept=".xlsx,.csv,.tsv,.txt"
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) void open(file)
          }}
        />
      </div>
      {(problem ?? preview?.problem) && (
        <p className="note" data-kind="brick" role="alert">
          <Icon name="warn" size={14} /> <span>什么都没有写。{problem ?? preview?.problem}</span>
        </p>
      )}
      {preview && preview.rows.length > 0 && (
        <div className="batch-rows">
          <table>
            <thead>
              <tr>
                <th className="r">行</th>
                <th>名称</th>
                <th>类型</th>
                <th>员工</th>
                <th>欢迎语</th>
                <th>看一看</th>
              </tr>
            </thead>
            <tbody>
              {preview.rows.map((row) => (
                <Line key={row.row} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Modal>
  )
}

function Line({ row: { row, channel, issues } }: { row: BatchRow }) {
  return (
    <tr data-broken={channel === null}>
      <td className="r">{row}</td>
      <td>{channel?.name ?? '—'}</td>
      <td>{channel ? kindWords[channel.kind] : '—'}</td>
      <td>{channel ? channel.users.join('、') || '没有' : '—'}</td>
      <td className="ellipsis">{channel?.welcome || '品牌的'}</td>
      <td>
        {issues.length === 0 && <span className="jade">可以</span>}
        {issues.map(({ cell, level, message }) => (
          <p key={`${cell}${message}`} className={level === 'error' ? 'brick' : 'amber'}>
            <b>{cell}</b> {message}
          </p>
        ))}
      </td>
    </tr>
  )
}
