import { AutoComplete, Button, Input } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import { TONE_LENGTH } from '../../sop/rules'
import { CATEGORY_LENGTH, MOST_ANSWERS, type ScriptForm } from '../scripts'

export const blankScript: ScriptForm = { category: '', tone: '', text: '', answers: [] }

const TONES = ['亲切', '简洁', '活泼', '专业']
const CATEGORIES = ['售前', '产品', '物流', '售后', '活动']

/** Where a question stands and its answers, each in a tone of its own. */
export function ScriptFields({
  form,
  categories,
  disabled,
  set,
}: {
  form: ScriptForm
  /** That are used already. */
  categories: readonly string[]
  disabled: boolean
  set: (change: Partial<ScriptForm>) => void
}) {
  const { tone, text, answers } = form
  const all = [{ tone, text }, ...answers]
  const offered = [...new Set([...categories.filter((each) => each !== ''), ...CATEGORIES])]
  const put = (index: number, answer: { tone: string; text: string }) => {
    if (index === 0) set(answer)
    else set({ answers: answers.map((each, at) => (at === index - 1 ? answer : each)) })
  }
  return (
    <div className="script-fields">
      <div className="material-about">
        <label htmlFor="script-category">分类</label>
        <AutoComplete
          defaultActiveFirstOption={false}
          id="script-category"
          disabled={disabled}
          maxLength={CATEGORY_LENGTH}
          placeholder="选一个，或写新的"
          value={form.category}
          options={offered.map((value) => ({ value }))}
          onChange={(category: string) => set({ category })}
        />
      </div>
      {all.map((answer, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: answers have no identity but their place
        <div key={index} className="script-answer">
          <header>
            <AutoComplete
              defaultActiveFirstOption={false}
              aria-label={`第 ${index + 1} 种说法的语气`}
              size="small"
              disabled={disabled}
              maxLength={TONE_LENGTH}
              placeholder="语气"
              status={all.some((other, at) => at < index && other.tone === answer.tone) ? 'error' : ''}
              value={answer.tone}
              options={TONES.map((value) => ({ value }))}
              onChange={(next: string) => put(index, { ...answer, tone: next })}
            />
            {index > 0 && !disabled && (
              <Button
                size="small"
                type="text"
                aria-label={`去掉第 ${index + 1} 种说法`}
                icon={<Icon name="close" size={12} />}
                onClick={() => set({ answers: answers.filter((_, at) => at !== index - 1) })}
              />
            )}
          </header>
          <Input.TextArea
            aria-label={index === 0 ? '话术' : `第 ${index + 1} 种说法`}
            disabled={disabled}
            autoSize={{ minRows: 3, maxRows: 12 }}
            maxLength={1300}
            showCount
            placeholder="怎么答，可以用 {产品} 这样的变量"
            value={answer.text}
            onChange={(event) => put(index, { ...answer, text: event.target.value })}
          />
        </div>
      ))}
      {!disabled && all.length < MOST_ANSWERS && (
        <Button
          size="small"
          icon={<Icon name="plus" size={12} />}
          onClick={() => {
            const free = TONES.find((each) => all.every((other) => other.tone !== each))
            set({ answers: [...answers, { tone: free ?? '', text: '' }] })
          }}
        >
          再加一种说法
        </Button>
      )}
    </div>
  )
}
