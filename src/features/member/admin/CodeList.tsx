import { Button, Input } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { count } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Refusal } from '../../../kernel/errors'
import { readInWorker } from '../../sop/admin/readInWorker'
import { codesOf, gridCells, type ListCell, type ListedCode, pastedCells } from './memberCodes'
import './members.css'

/** Codes of one call. */
const AT_ONCE = 200
/** Lines with a mistake that are shown. */
const SHOWN = 100

export interface CheckedMember {
  memberId: string
  code: string
}

/** What came of a list: members to go on with, and whether it is still being looked through. */
export interface CheckedList {
  members: readonly CheckedMember[]
  wrong: number
  busy: boolean
}

export const NO_LIST: CheckedList = { members: [], wrong: 0, busy: false }

/**
 * A list of members out of a spreadsheet: pasted, dropped or chosen. Each cell is looked up before anything is written, and what is wrong is
 * said cell by cell.
 */
export function CodeList({
  id,
  most,
  disabled,
  onList,
}: {
  id: string
  /** Members that one list may name. */
  most: number
  disabled: boolean
  onList: (list: CheckedList) => void
}) {
  const [text, setText] = useState('')
  const [file, setFile] = useState<{ name: string; cells: ListCell[] } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [known, setKnown] = useState<ReadonlyMap<string, CheckedMember | string>>(new Map())
  const input = useRef<HTMLInputElement>(null)
  const tell = useRef(onList)
  tell.current = onList
  const listed = useMemo(() => codesOf(file ? file.cells : pastedCells(text)), [file, text])
  const codes = useMemo(
    () => listed.flatMap(({ code, problem: wrong }) => (code !== null && wrong === null ? [code] : [])),
    [listed],
  )
  const asked = codes.slice(0, most).filter((code) => !known.has(code))
  const wrong = listed.flatMap((one) => {
    const found = one.code === null ? undefined : known.get(one.code)
    const why = one.problem ?? (typeof found === 'string' ? found : null)
    return why === null ? [] : [{ ...one, why }]
  })
  const members = codes.flatMap((code) => {
    const found = known.get(code)
    return found !== undefined && typeof found !== 'string' ? [found] : []
  })
  const busy = asked.length > 0 && problem === null
  const summary = `${members.length}:${wrong.length}:${busy}:${codes[0] ?? ''}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: the summary stands for what it sums up
  useEffect(() => tell.current({ members, wrong: wrong.length, busy }), [summary])

  const next = asked.slice(0, AT_ONCE).join()
  useEffect(() => {
    if (next === '') return
    let gone = false
    const wait = setTimeout(async () => {
      try {
        const { found } = await call('member.lookUp', { codes: next.split(',') })
        if (gone) return
        setKnown((before) => {
          const after = new Map(before)
          for (const { code, memberId, why } of found) {
            after.set(
              code,
              memberId !== null
                ? { memberId, code }
                : why === 'many'
                  ? '有不止一位会员是这个码，请写全'
                  : '没有这位会员',
            )
          }
          return after
        })
      } catch (error) {
        if (!(error instanceof CallError)) console.error(error)
        if (!gone) setProblem(error instanceof CallError ? error.message : '没有查成，请再试一次。')
      }
    }, 250)
    return () => {
      gone = true
      clearTimeout(wait)
    }
  }, [next])

  async function read(chosen: File) {
    setProblem(null)
    try {
      const grid = await readInWorker(await chosen.arrayBuffer(), chosen.name)
      setFile({ name: chosen.name, cells: gridCells(grid) })
    } catch (error) {
      if (!(error instanceof Refusal)) console.error(error)
      setProblem(error instanceof Refusal ? error.message : '没有读成，请再试一次。')
    }
  }

  return (
    <section
      className="code-list"
      aria-label="名单"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        const dropped = event.dataTransfer.files[0]
        if (dropped && !disabled) void read(dropped)
      }}
    >
      {file ? (
        <p className="code-file">
          <Icon name="file" size={14} />
          <span className="ellipsis">{file.name}</span>
          <button type="button" className="linkish" disabled={disabled} onClick={() => setFile(null)}>
            换成粘贴
          </button>
        </p>
      ) : (
        <Input.TextArea
          id={id}
          rows={7}
          disabled={disabled}
          placeholder="一行一个，从表格里整列粘贴也行"
          value={text}
          onChange={({ target }) => {
            setProblem(null)
            setText(target.value)
          }}
        />
      )}
      <p className="code-sum" aria-live="polite">
        <span className={codes.length > most ? 'brick' : 'hint'}>
          {codes.length > most
            ? `${count(codes.length)} 个，一次最多 ${count(most)} 位`
            : listed.length === 0
              ? `一次最多 ${count(most)} 位`
              : busy
                ? `正在核对 ${count(codes.length - asked.length)}/${count(codes.length)}`
                : `${count(members.length)} 位可以用${wrong.length > 0 ? `，${count(wrong.length)} 格要看` : ''}`}
        </span>
        <Button size="small" disabled={disabled} onClick={() => input.current?.click()}>
          选 Excel 文件
        </Button>
        <input
          ref={input}
          hidden
          type="file"
          aria-label="会员码的 Excel 或 CSV 文件"
          accept=".xlsx,.csv"
          onChange={({ target }) => {
            const chosen = target.files?.[0]
            target.value = ''
            if (chosen) void read(chosen)
          }}
        />
      </p>
      {problem && (
        <p className="note" data-kind="brick" role="alert">
          <Icon name="warn" size={14} />
          <span>{problem}</span>
          <button type="button" className="linkish" onClick={() => setProblem(null)}>
            再查
          </button>
        </p>
      )}
      {wrong.length > 0 && <Wrong cells={wrong} />}
    </section>
  )
}

function Wrong({ cells }: { cells: readonly (ListedCode & { why: string })[] }) {
  return (
    <ul className="code-wrong" aria-label="要看的格子">
      {cells.slice(0, SHOWN).map(({ ref, said, why }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two codes of one pasted line have no other identity
        <li key={index}>
          <b>{ref}</b>
          <code className="ellipsis">{said}</code>
          <span>{why}</span>
        </li>
      ))}
      {cells.length > SHOWN && <li>还有 {count(cells.length - SHOWN)} 格。</li>}
    </ul>
  )
}
