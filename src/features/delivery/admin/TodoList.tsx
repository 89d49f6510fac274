import { Button } from 'antd'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { pressed } from '../../../admin/keys'
import { Glyph } from '../../../admin/parts/Glyph'
import type { GlyphName } from '../../../admin/parts/glyphNames'
import { NumberLink } from '../../../admin/parts/NumberLink'
import { RouteBadge } from '../../../admin/parts/RouteBadge'
import { toneOf } from '../../../admin/parts/tone'
import { type Day, MINUTE, timeOf } from '../../../kernel/day'
import type { Counted } from './board'
import { rowsHref } from './cellRows'
import { pressing, remindersFor, type Todo, type TodoKind } from './todos'

export interface TodoActions {
  /** Ids whose action is under way. */
  busy: ReadonlySet<string>
  canEdit: boolean
  onOpen: (todo: Todo) => void
  onResolve: (todo: Todo, outcome: 'sent' | 'resend') => void
  onRemind: (todo: Todo) => void
  onSendAgain: (todo: Todo) => void
}

const heads: Record<TodoKind, { glyph: GlyphName; name: string; hint: string; rows: Counted }> = {
  verify: { glyph: 'verify', name: '待核实', hint: '没有回执，请到群里看一眼', rows: 'unconfirmed' },
  wait: { glyph: 'wait', name: '待群主确认', hint: '', rows: 'overdue' },
  missed: { glyph: 'missed', name: '错过', hint: '关窗前没有发出', rows: 'missed' },
  late: { glyph: 'late', name: '迟发', hint: '已发出，无需处理', rows: 'late' },
}

const KINDS = ['verify', 'wait', 'missed', 'late'] as const

/** Rows per kind: with thousands of groups the rest is counted, not drawn. */
const SHOWN = 60

/** What needs a person. J and K move, Enter opens, 1 and 2 decide on an unconfirmed one. */
export function TodoList({
  todos,
  actions,
  day,
}: {
  todos: readonly Todo[]
  actions: TodoActions
  /** Null: today. */
  day: Day | null
}) {
  const list = useRef<HTMLElement>(null)
  const [at, setAt] = useState<string | null>(null)
  const shown = useMemo(
    () => KINDS.flatMap((kind) => todos.filter((one) => one.kind === kind).slice(0, SHOWN)),
    [todos],
  )
  useKeys(shown, at, setAt, list, actions)
  const kinds = KINDS.filter((kind) => todos.some((todo) => todo.kind === kind))
  const todo = pressing(todos)
  return (
    <section className="card todos" aria-label="需要你处理" ref={list}>
      <header>
        <h2>需要你处理</h2>
        <span className="hint" aria-live="polite">
          {todo} 条
        </span>
        {todos.length > 0 && <span className="hint end">J / K 上下 · ↵ 打开</span>}
      </header>
      {todos.length === 0 && (
        <p className="todos-none">
          <Glyph name="sent" size={15} /> 现在没有要你处理的。
        </p>
      )}
      <div className="todo-scroll">
        {kinds.map((kind) => (
          <Kind key={kind} day={day} kind={kind} todos={todos.filter((one) => one.kind === kind)} actions={actions}>
            {(one) => (
              <li
                key={one.id}
                data-todo={one.id}
                data-at={one.id === at}
                tabIndex={one.id === at ? 0 : -1}
                data-tone={toneOf(one.beat.column, one.beat.module)}
              >
                <Item todo={one} actions={actions} />
              </li>
            )}
          </Kind>
        ))}
      </div>
    </section>
  )
}

function Kind({
  day,
  kind,
  todos,
  actions,
  children,
}: {
  day: Day | null
  kind: TodoKind
  todos: readonly Todo[]
  actions: TodoActions
  children: (todo: Todo) => ReactNode
}) {
  const head = heads[kind]
  const longest = kind === 'wait' ? `最久 ${Math.max(...todos.map((todo) => todo.late))} 分钟` : head.hint
  const open = remindersFor(todos)
  return (
    <>
      <h3>
        <Glyph name={head.glyph} /> <b>{head.name}</b>{' '}
        <NumberLink n={todos.length} href={rowsHref(head.rows, day)}>
          {todos.length}
        </NumberLink>{' '}
        <span>{longest}</span>
        {kind === 'wait' && open.length > 1 && (
          <Button
            size="small"
            disabled={!actions.canEdit}
            onClick={() => {
              for (const todo of open) actions.onRemind(todo)
            }}
          >
            全部催办
          </Button>
        )}
      </h3>
      <ul>
        {todos.slice(0, SHOWN).map(children)}
        {todos.length > SHOWN && <li className="hint">还有 {todos.length - SHOWN} 条，处理掉上面的就会出现</li>}
      </ul>
    </>
  )
}

function Item({ todo, actions }: { todo: Todo; actions: TodoActions }) {
  const { cell, beat, group, kind } = todo
  const busy = actions.busy.has(todo.id)
  return (
    <>
      <button type="button" className="todo-words" onClick={() => actions.onOpen(todo)}>
        <span className="todo-name">
          <span className="bar-mark" /> {group.name} <b>{beat.column}</b> {timeOf(beat.from)}
          <RouteBadge route={cell.route} />
        </span>
        <span className="hint">{detailOf(todo)}</span>
      </button>
      {kind === 'verify' && (
        <span className="actions">
          <Button
            size="small"
            loading={busy}
            disabled={!actions.canEdit}
            onClick={() => actions.onResolve(todo, 'sent')}
          >
            已发出
          </Button>
          <Button size="small" disabled={busy || !actions.canEdit} onClick={() => actions.onResolve(todo, 'resend')}>
            重新发送
          </Button>
        </span>
      )}
      {kind === 'wait' && (
        <span className="actions">
          <span className="amber">晚 {todo.late} 分</span>
          <Button size="small" loading={busy} disabled={!actions.canEdit} onClick={() => actions.onRemind(todo)}>
            催办
          </Button>
        </span>
      )}
      {kind === 'missed' && (
        <span className="actions">
          <Button size="small" loading={busy} disabled={!actions.canEdit} onClick={() => actions.onSendAgain(todo)}>
            补发
          </Button>
        </span>
      )}
      {kind === 'late' && todo.late > 0 && <span className="amber">+{todo.late} 分</span>}
    </>
  )
}

function detailOf(todo: Todo): string {
  const { cell, beat, group, kind } = todo
  if (kind === 'wait') {
    const reminded = cell.reminders > 0 ? `已提醒 ${cell.reminders} 次` : '还没提醒过'
    // A column that may be sent late is still waited for after its window.
    const over = beat.from + todo.late * MINUTE >= beat.until
    return `${group.ownerName} · ${reminded} · ${over ? `过了 ${timeOf(beat.until)}，今天还能补发` : `${timeOf(beat.until)} 关窗`}`
  }
  const reason = cell.reason ?? (kind === 'missed' ? `${timeOf(beat.until)} 关窗，未确认` : '')
  return [group.ownerName, reason].filter(Boolean).join(' · ')
}

function useKeys(
  todos: readonly Todo[],
  at: string | null,
  setAt: (id: string) => void,
  list: React.RefObject<HTMLElement | null>,
  actions: TodoActions,
) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target
      if (todos.length === 0) return
      if (document.querySelector('[role="dialog"]')) return
      const index = todos.findIndex((todo) => todo.id === at)
      const step = pressed(event, 'todoDown') ? 1 : pressed(event, 'todoUp') ? -1 : 0
      if (step !== 0) {
        const next = todos[Math.max(0, Math.min(todos.length - 1, index + step))]
        if (!next) return
        setAt(next.id)
        requestAnimationFrame(() =>
          list.current?.querySelector<HTMLElement>(`[data-todo="${CSS.escape(next.id)}"]`)?.focus(),
        )
        return
      }
      const current = todos[index]
      if (!current || !(target instanceof HTMLElement) || target.dataset.todo !== current.id) return
      if (pressed(event, 'todoOpen')) actions.onOpen(current)
      if (current.kind === 'verify' && actions.canEdit && pressed(event, 'todoSent')) actions.onResolve(current, 'sent')
      if (current.kind === 'verify' && actions.canEdit && pressed(event, 'todoResend'))
        actions.onResolve(current, 'resend')
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [todos, at, setAt, list, actions])
}
