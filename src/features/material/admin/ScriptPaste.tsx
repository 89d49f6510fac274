import { App, Input, Modal } from 'antd'
import { useMemo, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { Icon } from '../../../admin/parts/Icon'
import { unsortedName } from './ScriptTree'
import { readScriptTable, type TableScript } from './scriptTable'

/** Questions out of a spreadsheet: pasted, looked at, then written one after the other; again writes nothing twice. */
export function ScriptPaste({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { message } = App.useApp()
  const [pasted, setPasted] = useState('')
  const [written, setWritten] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { scripts, problems } = useMemo(() => readScriptTable(pasted), [pasted])

  async function write() {
    setProblem(null)
    let fresh = 0
    for (const [index, script] of scripts.entries()) {
      setWritten(index)
      try {
        if (!(await put(script))) fresh += 1
      } catch (error) {
        if (!(error instanceof CallError)) throw error
        setProblem(`第 ${index + 1} 个「${script.name}」没有写上：${error.message}前面的都写好了，可以再点一次接着写。`)
        setWritten(null)
        return
      }
    }
    void message.success(
      fresh === scripts.length
        ? `写好了 ${fresh} 个问题。`
        : `写好了 ${fresh} 个，其余 ${scripts.length - fresh} 个本来就有。`,
    )
    onDone()
    onClose()
  }

  return (
    <Modal
      open
      width={720}
      title="从表格粘贴话术"
      okText={written === null ? `写入 ${scripts.length} 个问题` : `正在写第 ${written + 1} / ${scripts.length} 个`}
      cancelText="不写了"
      okButtonProps={{ disabled: scripts.length === 0, loading: written !== null }}
      onOk={() => void write()}
      onCancel={onClose}
    >
      <div className="script-paste">
        <p className="hint">
          在 Excel 里选中几列，粘贴到这里：分类、问题、答案、语气。同一个问题写几行不同语气，就是几种说法。
        </p>
        <Input.TextArea
          aria-label="粘贴的表格"
          rows={5}
          maxLength={200_000}
          value={pasted}
          placeholder={'分类\t问题\t答案\t语气\n物流\t多久到\t一般次日到哦～\t亲切'}
          onChange={(event) => setPasted(event.target.value)}
        />
        {problem && (
          <p className="note" data-kind="brick" role="alert">
            <Icon name="warn" size={14} /> <span>{problem}</span>
          </p>
        )}
        {problems.length > 0 && (
          <ul className="script-problems" aria-label="没有读进来的行">
            {problems.slice(0, 8).map(({ row, words }) => (
              <li key={row} className="brick">
                第 {row} 行：{words}，这一行先不写
              </li>
            ))}
            {problems.length > 8 && <li className="hint">还有 {problems.length - 8} 行。</li>}
          </ul>
        )}
        {scripts.length > 0 && (
          <ul className="script-preview" aria-label="会写进话术库的">
            {scripts.slice(0, 50).map(({ category, name, text, answers }) => (
              <li key={`${category} ${name}`}>
                <span className="tag">{category || unsortedName}</span>
                <b className="ellipsis">{name}</b>
                <span className="hint ellipsis">{text}</span>
                {answers.length > 0 && <small className="hint">{answers.length + 1} 种说法</small>}
              </li>
            ))}
            {scripts.length > 50 && <li className="hint">还有 {scripts.length - 50} 个，都会写。</li>}
          </ul>
        )}
      </div>
    </Modal>
  )
}

/** @returns whether the library had it already */
async function put({ name, ...script }: TableScript): Promise<boolean> {
  const about = { name, purpose: 'daily' as const, tags: [], consent: false }
  const { known } = await call('material.write', { ...about, content: { kind: 'script', ...script } })
  return known
}
