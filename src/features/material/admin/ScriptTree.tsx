import { Input } from 'antd'
import { count } from '../../../admin/format'
import type { MaterialView } from '../contract'
import { answersOf, type Category, scriptTree, UNSORTED } from '../scripts'

/** A script as the tree shows it. */
export type ScriptView = MaterialView & { script: NonNullable<MaterialView['script']> }

export const unsortedName = '还没分类'

/** Materials that are scripts; those from before the tree are not sorted yet. */
export function scriptsOf(materials: readonly MaterialView[]): ScriptView[] {
  return materials.flatMap((each) => (each.kind === 'script' ? [{ ...each, script: each.script ?? UNSORTED }] : []))
}

/** Category → question, with a search over questions and answers; the answers of the chosen one stand beside it. */
export function ScriptTree({
  scripts,
  words,
  chosen,
  onWords,
  onChoose,
  children,
}: {
  scripts: readonly ScriptView[]
  words: string
  chosen: string | null
  onWords: (words: string) => void
  onChoose: (id: string) => void
  /** What can be done with the chosen question. */
  children: (question: ScriptView) => React.ReactNode
}) {
  const tree: Category<ScriptView>[] = scriptTree(scripts, words)
  const found = tree.flatMap(({ questions }) => questions)
  const shown = found.find(({ id }) => id === chosen) ?? found[0] ?? null
  return (
    <div className="scripts">
      <nav aria-label="话术的问题">
        <Input
          aria-label="搜话术"
          allowClear
          maxLength={60}
          placeholder="问题、答案、分类里的词"
          value={words}
          onChange={(event) => onWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
            event.preventDefault()
            const at = found.findIndex(({ id }) => id === shown?.id) + (event.key === 'ArrowDown' ? 1 : -1)
            const next = found[at]
            if (next) onChoose(next.id)
          }}
        />
        {found.length === 0 && <p className="hint">没有符合的问题，换个词再搜。</p>}
        {tree.map(({ category, questions }) => (
          <details key={category} open>
            <summary>
              {category === '' ? unsortedName : category} <small>{count(questions.length)}</small>
            </summary>
            <ul>
              {questions.map(({ id, name, uses, script }) => (
                <li key={id}>
                  <button type="button" aria-current={id === shown?.id} onClick={() => onChoose(id)}>
                    <span>{name}</span>
                    <small>
                      {script.answers.length > 0 && `${script.answers.length + 1} 种说法`}
                      {script.answers.length > 0 && uses > 0 && ' · '}
                      {uses > 0 && `${uses} 处在用`}
                    </small>
                  </button>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </nav>
      <section aria-label="答案" aria-live="polite">
        {shown && (
          <>
            <h2>{shown.name}</h2>
            {children(shown)}
          </>
        )}
      </section>
    </div>
  )
}

/** All answers of a question, each under its tone, with what can be done with it. */
export function ScriptAnswers({
  question,
  preferred = '',
  action,
}: {
  question: ScriptView
  /** The tone that stands first. */
  preferred?: string
  action: (text: string, tone: string) => React.ReactNode
}) {
  const answers = answersOf(question).sort((a, b) => Number(b.tone === preferred) - Number(a.tone === preferred))
  return (
    <ul className="script-answers">
      {answers.map(({ tone, text }) => (
        <li key={tone}>
          <header>
            <span className="tag">{tone === '' ? '说法' : tone}</span>
            <small className="hint">{[...text].length} 字</small>
            <span className="end">{action(text, tone)}</span>
          </header>
          <p>{text}</p>
        </li>
      ))}
    </ul>
  )
}
