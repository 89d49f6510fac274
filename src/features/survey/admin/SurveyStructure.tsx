import { Button, Dropdown } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { Icon } from '../../../admin/parts/Icon'
import type { DesignProblem } from '../contract'
import type { Definition } from '../definition'
import type { Page, Question } from '../model'
import { duplicated, moved, stepped, steppedPage, without, withoutPage, withPage, withQuestion } from './outline'
import type { Spot } from './spots'
import { QUESTION_TYPES, typeNames } from './text'
import { plainTitle } from './titles'

type Change = (next: Definition, deleted?: string | null) => void

/** Pages and questions in order: chosen, added, moved by hand or ⌥↑↓, copied, deleted. */
export function SurveyStructure({
  definition,
  spot,
  problems,
  editable,
  change,
  go,
}: {
  definition: Definition
  spot: Spot
  problems: readonly DesignProblem[]
  editable: boolean
  change: Change
  go: (spot: Spot) => void
}) {
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const parts: { spot: Spot; name: string; hint: string }[] = [
    { spot: { at: 'whole' }, name: '标题和奖励', hint: definition.anonymous ? '匿名' : '实名' },
    { spot: { at: 'asking' }, name: '问谁、什么时候', hint: `${definition.triggers.length} 个时机` },
    {
      spot: { at: 'quotas' },
      name: '名额',
      hint: definition.quotas.length > 0 ? `${definition.quotas.length} 项` : '',
    },
  ]
  const drop = (page: string, at: number) => {
    if (dragged !== null) change(moved(definition, dragged, page, at))
    setDragged(null)
    setOver(null)
  }
  const keys = (event: KeyboardEvent, step: (by: 1 | -1) => Definition, remove: () => void) => {
    if (!editable) return
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (event.altKey && by !== 0) change(step(by))
    else if (event.key === 'Delete') remove()
    else return
    event.preventDefault()
  }

  function removeQuestion({ key, title }: Question, page: Page) {
    change(without(definition, key), `删掉了「${title}」。`)
    go({ at: 'page', key: page.key })
  }

  function removePage(page: Page, at: number) {
    change(withoutPage(definition, page.key), `删掉了第 ${at + 1} 页和它的 ${page.questions.length} 题。`)
    go({ at: 'whole' })
  }

  function add(page: Page, type: Question['type']) {
    const behind = spot.at === 'question' ? spot.key : null
    const made = withQuestion(definition, page.key, type, behind)
    change(made.definition)
    go({ at: 'question', key: made.key })
  }

  return (
    <nav className="survey-structure" aria-label="结构">
      <ul>
        {parts.map((part) => (
          <li key={part.name}>
            <button type="button" aria-current={part.spot.at === spot.at} onClick={() => go(part.spot)}>
              <span>{part.name}</span>
              <small>{part.hint}</small>
            </button>
          </li>
        ))}
      </ul>
      {definition.pages.map((page, at) => (
        <section key={page.key} aria-label={`第 ${at + 1} 页`}>
          <header>
            <button
              type="button"
              aria-current={spot.at === 'page' && spot.key === page.key}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
              onClick={() => go({ at: 'page', key: page.key })}
              onKeyDown={(event) =>
                keys(
                  event,
                  (by) => steppedPage(definition, page.key, by),
                  () => removePage(page, at),
                )
              }
            >
              <span>
                第 {at + 1} 页{page.title && ` · ${page.title}`}
              </span>
              {(page.showIf || page.jumps.length > 0) && <small title="有显示条件或跳转">条件</small>}
            </button>
            {editable && definition.pages.length > 1 && (
              <Tool icon="close" name={`删掉第 ${at + 1} 页`} onPress={() => removePage(page, at)} />
            )}
          </header>
          <ol
            onDragOver={(event) => dragged !== null && event.preventDefault()}
            onDrop={() => drop(page.key, page.questions.length)}
          >
            {page.questions.map((question, place) => (
              <li
                key={question.key}
                draggable={editable}
                data-over={over === question.key}
                onDragStart={() => setDragged(question.key)}
                onDragEnd={() => setDragged(null)}
                onDragOver={(event) => {
                  if (dragged === null) return
                  event.preventDefault()
                  setOver(question.key)
                }}
                onDragLeave={() => setOver(null)}
                onDrop={(event) => {
                  event.stopPropagation()
                  drop(page.key, place)
                }}
              >
                {editable && <Grip />}
                <button
                  type="button"
                  aria-current={spot.at === 'question' && spot.key === question.key}
                  aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
                  onClick={() => go({ at: 'question', key: question.key })}
                  onKeyDown={(event) =>
                    keys(
                      event,
                      (by) => stepped(definition, question.key, by),
                      () => removeQuestion(question, page),
                    )
                  }
                >
                  <span className="ellipsis">
                    {question.required && <i>* </i>}
                    {plainTitle(question.title) || '（没有题目）'}
                  </span>
                  <small>
                    {typeNames[question.type]}
                    {question.showIf && ' · 有条件'}
                    {problems.some((problem) => problem.question === question.key) && <b className="brick"> · 要改</b>}
                  </small>
                </button>
                {editable && (
                  <span className="survey-tools">
                    <Tool
                      icon="file"
                      name={`复制「${question.title}」`}
                      onPress={() => {
                        const made = duplicated(definition, question.key)
                        change(made.definition)
                        go({ at: 'question', key: made.key })
                      }}
                    />
                    <Tool
                      icon="close"
                      name={`删掉「${question.title}」`}
                      onPress={() => removeQuestion(question, page)}
                    />
                  </span>
                )}
              </li>
            ))}
          </ol>
          {editable && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: QUESTION_TYPES.map((type) => ({ key: type, label: typeNames[type] })),
                onClick: ({ key }) => add(page, key as Question['type']),
              }}
            >
              <Button size="small" type="text" icon={<Icon name="plus" size={12} />}>
                加一题
              </Button>
            </Dropdown>
          )}
        </section>
      ))}
      {editable && (
        <Button
          size="small"
          icon={<Icon name="plus" size={12} />}
          onClick={() => {
            const made = withPage(definition, spot.at === 'page' ? spot.key : null)
            change(made.definition)
            go({ at: 'page', key: made.key })
          }}
        >
          加一页
        </Button>
      )}
      {editable && <p className="hint">拖动，或选中后按 ⌥↑ ⌥↓ 换位置，Delete 删除。</p>}
    </nav>
  )
}

function Tool({ icon, name, onPress }: { icon: 'file' | 'close'; name: string; onPress: () => void }) {
  return (
    <button type="button" className="survey-tool" aria-label={name} title={name} onClick={onPress}>
      <Icon name={icon} size={12} />
    </button>
  )
}

function Grip() {
  return (
    <span className="survey-grip" aria-hidden="true">
      ⠿
    </span>
  )
}
