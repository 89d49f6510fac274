import { useEffect, useMemo, useState } from 'react'
import { call, signOut } from '../desk'
import { keysShown } from '../keys'
import { isMac } from '../mac'
import { Icon } from '../parts/Icon'
import { useRights } from '../rights'
import { navigate } from '../router'
import { useQuery } from '../useQuery'
import { hitLines, type Line, ownLines } from './places'
import { noteVisit, readVisits } from './recent'
import { useLayer } from './useLayer'

/** Typing rests this long (ms) before the server is asked. */
const REST = 180

/** Search and commands: a field with a list below it, all of it by keyboard. */
export function Palette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const rights = useRights()
  const layer = useLayer(onClose)
  const asked = useRested(typed.trim())
  const found = useQuery('desk.search', asked === '' ? null : { words: asked.slice(0, 64) })
  const visits = useMemo(readVisits, [])
  const current = asked === typed.trim()
  const lines = useMemo(
    () => [...ownLines(typed, rights, visits), ...(current && asked !== '' ? hitLines(found.data?.hits ?? []) : [])],
    [typed, asked, current, rights, visits, found.data],
  )
  const chosen = lines[Math.min(at, lines.length - 1)] ?? null
  const chosenId = chosen && idOf(chosen)

  useEffect(() => {
    if (chosenId !== null) document.getElementById(chosenId)?.scrollIntoView?.({ block: 'nearest' })
  }, [chosenId])

  function take(line: Line) {
    if (line.blocked) return
    if (line.run === 'help') return onHelp()
    onClose()
    if (line.run === 'signOut') {
      void call('staff.logout', {}).catch(() => undefined)
      return signOut()
    }
    noteVisit(line.href, line.title)
    navigate(line.href)
  }

  function onKey(event: React.KeyboardEvent) {
    // ↵ that ends a composition chooses a word, not a line.
    if (event.nativeEvent.isComposing || lines.length === 0) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setAt((Math.min(at, lines.length - 1) + step + lines.length) % lines.length)
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault()
      take(chosen)
    }
  }

  const waiting = asked !== typed.trim() || found.loading
  return (
    <div className="layer" onPointerDown={(event) => event.target === event.currentTarget && onClose()}>
      <div className="finder" role="dialog" aria-modal="true" aria-label="搜索或执行" ref={layer}>
        <div className="finder-field">
          <Icon name="search" />
          <input
            role="combobox"
            aria-label="搜索页面、节点文字、群、券、素材、同事，或要做的事"
            aria-expanded={lines.length > 0}
            aria-controls="finder-list"
            aria-autocomplete="list"
            aria-activedescendant={chosenId ?? undefined}
            placeholder="搜节点文字、群、券、素材、会员码，或要做的事"
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={({ target }) => {
              setTyped(target.value)
              setAt(0)
            }}
            onKeyDown={onKey}
          />
          <kbd>Esc</kbd>
        </div>
        <div className="finder-list" id="finder-list" role="listbox" aria-label="结果">
          {lines.map((line, index) => (
            <div key={line.key}>
              {lines[index - 1]?.group !== line.group && (
                <div className="finder-group" aria-hidden="true">
                  {line.group}
                </div>
              )}
              <Option line={line} chosen={line === chosen} onOver={() => setAt(index)} onTake={() => take(line)} />
            </div>
          ))}
        </div>
        <p className="finder-foot" aria-live="polite">
          <span>{wordsOf(typed, lines.length, waiting, found.error?.message ?? null)}</span>
          <span className="end">
            <kbd>↑</kbd> <kbd>↓</kbd> 选 <kbd>↵</kbd> 打开 <kbd>{keysShown('mod+k', isMac()).join(' ')}</kbd> 关
          </span>
        </p>
      </div>
    </div>
  )
}

function Option({
  line,
  chosen,
  onOver,
  onTake,
}: {
  line: Line
  chosen: boolean
  onOver: () => void
  onTake: () => void
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys belong to the combobox; a listbox's options are never focused themselves
    <div
      id={idOf(line)}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-disabled={line.blocked !== undefined}
      aria-label={`${line.group}：${line.title}${line.detail && `，${line.detail}`}`}
      onPointerMove={onOver}
      onClick={onTake}
    >
      <Icon name={line.icon} />
      <b>{line.title}</b>
      <span>{line.detail}</span>
    </div>
  )
}

function idOf(line: Line): string {
  return `finder-${line.key.replace(/[^\w一-鿿]+/g, '-')}`
}

function wordsOf(typed: string, count: number, waiting: boolean, problem: string | null): string {
  if (typed.trim() === '') return ''
  if (problem !== null && !waiting) return `内容没有搜到：${problem}`
  if (waiting) return '正在找…'
  return count === 0 ? '没有找到。换一个词，或用会员码查会员。' : `${count} 个结果`
}

/** A text once it has rested. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), text === '' ? 0 : REST)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}
