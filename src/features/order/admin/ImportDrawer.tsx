import { App, Button, Drawer, Input as Field } from 'antd'
import { useRef, useState } from 'react'
import { CallError, type Data, type Input } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { count, moment } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { usePastedTable } from '../../../admin/table/usePastedTable'
import { Refusal } from '../../../kernel/errors'
import { readInWorker } from '../../sop/admin/readInWorker'
import type { PreviewRow } from '../contract'
import { SOURCE, yuanOf } from '../rules'
import { words } from './words'

type Preview = Data<'order.previewImport'>
type Grid = Input<'order.previewImport'>['grid']
/** More rows than a person reads; what is broken comes first. */
const SHOWN = 200

/** A table of orders: chosen, judged cell by cell, and only then written. */
export function ImportDrawer({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { message } = App.useApp()
  const [source, setSource] = useState('pos')
  const [grid, setGrid] = useState<Grid | null>(null)
  const [preview, setPreview] = useState<Preview | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
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

  const judge = async (read: Grid, of: string) =>
    setPreview(await call('order.previewImport', { grid: read, source: of }))
  const open = (file: File) =>
    doing(async () => {
      setPreview(null)
      const read = await readInWorker(await file.arrayBuffer(), file.name)
      setGrid(read)
      await judge(read, source)
    })
  usePastedTable((file) => {
    if (!busy) void open(file)
  })

  const commit = () =>
    doing(async () => {
      if (!grid || !preview) return
      const done = await call('order.commitImport', { grid, source, digest: preview.digest })
      const waiting = done.orders - done.matched
      void message.success(
        `记下 ${count(done.orders)} 笔订单、${count(done.refunds)} 笔退款${waiting > 0 ? `，${count(waiting)} 笔还没匹配到人` : ''}。`,
      )
      onDone()
    })

  const broken = preview?.rows.filter(({ state }) => state === 'broken') ?? []
  const rest = preview?.rows.filter(({ state }) => state !== 'broken') ?? []
  const shown = [...broken, ...rest].slice(0, SHOWN)
  const { fresh } = preview ?? {}
  const named = SOURCE.test(source)
  return (
    <Drawer
      open
      size={820}
      title={words.import}
      onClose={onClose}
      footer={
        <div className="actions">
          <Button
            type="primary"
            loading={busy && preview !== null}
            disabled={!fresh || broken.length > 0 || fresh.rows === 0 || preview?.problem !== null}
            onClick={() => void commit()}
          >
            {fresh && fresh.rows > 0 ? `写入 ${count(fresh.rows)} 笔` : '写入'}
          </Button>
          {fresh && (
            <span className="hint">
              订单 {yuanOf(fresh.cents)} 元{fresh.back > 0 && `，退款 ${yuanOf(fresh.back)} 元`}
              {rest.length > fresh.rows && `；${count(rest.length - fresh.rows)} 笔早就记过`}
            </span>
          )}
          {broken.length > 0 && (
            <span className="hint brick">{count(broken.length)} 行有错，在表里改好再选一次文件</span>
          )}
        </div>
      }
    >
      <p className="hint">{words.lead}</p>
      <div className="order-file">
        <span className="order-source">
          {words.source}
          <Field
            aria-label={words.source}
            value={source}
            maxLength={20}
            status={named ? '' : 'error'}
            onChange={(event) => {
              setSource(event.target.value.trim().toLowerCase())
              setPreview(null)
            }}
            onBlur={() => {
              if (grid !== null && named) void doing(() => judge(grid, source))
            }}
          />
        </span>
        <Button disabled={!named} loading={busy && preview === null} onClick={() => input.current?.click()}>
          {grid ? '换一个文件' : '选 Excel 或 CSV 文件'}
        </Button>
        <span className="hint">{grid?.fileName ?? words.sourceHint}</span>
        <input
          ref={input}
          type="file"
          className="sr"
          aria-label="订单表"
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
      {shown.length > 0 && (
        <div className="card order-list order-rows">
          <table>
            <thead>
              <tr>
                <th className="r">行</th>
                <th>单号</th>
                <th>时间</th>
                <th className="r">金额（元）</th>
                <th>看一看</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <Line key={row.row} row={row} />
              ))}
            </tbody>
          </table>
          {preview && preview.rows.length > SHOWN && (
            <p className="hint order-more">只列出前 {SHOWN} 行，有错的排在最前。</p>
          )}
        </div>
      )}
    </Drawer>
  )
}

function Line({ row: { row, kind, no, at, cents, state, issues } }: { row: PreviewRow }) {
  return (
    <tr data-broken={state === 'broken'}>
      <td className="r">{row}</td>
      <td className="order-no">
        {no || '—'} {kind === 'refund' && <span className="tag">退款</span>}
      </td>
      <td>{at === null ? '—' : moment(at)}</td>
      <td className="r">{cents === null ? '—' : `${kind === 'refund' ? '-' : ''}${yuanOf(cents)}`}</td>
      <td className="order-issues">
        {state === 'new' && issues.length === 0 && <span className="jade">可以</span>}
        {issues.map(({ cell, level, message }) => (
          <p key={`${cell}${message}`} className={level === 'error' ? 'brick' : 'amber'}>
            {/[A-Z]/.test(cell) && <b>{cell} </b>}
            {message}
          </p>
        ))}
      </td>
    </tr>
  )
}
