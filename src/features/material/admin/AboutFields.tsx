import { Checkbox, Input, Select } from 'antd'
import { MOST_TAGS, NAME_LENGTH, type Purpose, TAG_LENGTH } from '../rules'
import { purposeOptions } from './words'

export interface AboutForm {
  name?: string
  purpose: Purpose
  tags: string[]
  consent: boolean
}

/** Name, purpose and tags; without a name the files bring theirs. */
export function AboutFields<F extends AboutForm>({
  form,
  known,
  disabled,
  question = false,
  ownWord = false,
  set,
}: {
  form: F
  /** Tags that are used already. */
  known: readonly string[]
  disabled: boolean
  /** Its name is a question. */
  question?: boolean
  /** Its author agreed in person: nobody else says so for them. */
  ownWord?: boolean
  set: (change: Partial<AboutForm>) => void
}) {
  return (
    <div className="material-about">
      {form.name !== undefined && (
        <>
          <label htmlFor="material-name">{question ? '问题' : '名称'}</label>
          <Input
            id="material-name"
            maxLength={NAME_LENGTH}
            disabled={disabled}
            value={form.name}
            placeholder={question ? '顾客会怎么问' : ''}
            onChange={(event) => set({ name: event.target.value.replaceAll('#', '') })}
          />
        </>
      )}
      <label htmlFor="material-purpose">用途</label>
      <Select
        id="material-purpose"
        disabled={disabled}
        value={form.purpose}
        options={purposeOptions}
        onChange={(purpose: Purpose) => set({ purpose })}
      />
      {form.purpose === 'ugc' && !ownWord && (
        <>
          <span />
          <Checkbox
            checked={form.consent}
            disabled={disabled}
            onChange={(event) => set({ consent: event.target.checked })}
          >
            会员已同意我们使用
          </Checkbox>
        </>
      )}
      <label htmlFor="material-tags">标签</label>
      <Select
        id="material-tags"
        mode="tags"
        disabled={disabled}
        placeholder="写完按回车，如 气垫、双11"
        tokenSeparators={[',', '，', '、', ' ']}
        value={form.tags}
        options={known.map((tag) => ({ value: tag, label: tag }))}
        onChange={(tags: string[]) =>
          set({
            tags: tags
              .map((tag) => [...tag.replaceAll('#', '').trim()].slice(0, TAG_LENGTH).join(''))
              .filter(Boolean)
              .slice(0, MOST_TAGS),
          })
        }
      />
    </div>
  )
}
