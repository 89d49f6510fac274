import { Button, Input, Select } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import { findBanned } from '../../../kernel/wording'
import { LONGEST_TEXT, MOST_PARTS } from '../book'
import type { CodeKind, ReplyPart } from '../rules'
import { codeNames, partNames, words } from './words'

const HOME = 'features/checkin/pages/today/index'
const NEW: Record<ReplyPart['type'], ReplyPart> = {
  text: { type: 'text', text: '' },
  link: { type: 'link', title: '', description: '', url: 'https://', picture: '' },
  card: { type: 'card', title: '', page: HOME },
  code: { type: 'code', of: 'contactWay', text: '长按二维码添加' },
}
const KINDS = Object.keys(partNames) as ReplyPart['type'][]

/** What is answered, part by part in the order in which it is read. */
export function PartsField({
  label,
  parts,
  lacking,
  disabled,
  onChange,
}: {
  label: string
  /** Codes that nobody would see, because neither this channel nor the usual one has them. */
  lacking: readonly CodeKind[]
  parts: readonly ReplyPart[]
  disabled: boolean
  onChange: (parts: ReplyPart[]) => void
}) {
  const put = (index: number, part: ReplyPart) => onChange(parts.map((one, i) => (i === index ? part : one)))
  return (
    <div className="mp-parts">
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
        <div key={index} className="mp-part">
          <header>
            <b>{partNames[part.type]}</b>
            <Button
              size="small"
              type="text"
              disabled={disabled}
              aria-label={`${label}：去掉第 ${index + 1} 条`}
              icon={<Icon name="close" size={14} />}
              onClick={() => onChange(parts.filter((_, i) => i !== index))}
            />
          </header>
          <PartFields
            part={part}
            name={`${label}第 ${index + 1} 条`}
            disabled={disabled}
            onChange={(next) => put(index, next)}
          />
          {part.type === 'code' && lacking.includes(part.of) && (
            <p className="note" data-kind="amber">
              <Icon name="warn" size={14} />
              <span>{words.lacking}</span>
            </p>
          )}
        </div>
      ))}
      {parts.length < MOST_PARTS && !disabled && (
        <div className="mp-add">
          {KINDS.map((kind) => (
            <Button
              key={kind}
              size="small"
              icon={<Icon name="plus" size={12} />}
              onClick={() => onChange([...parts, NEW[kind]])}
            >
              {partNames[kind]}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}

interface Fields<P extends ReplyPart = ReplyPart> {
  part: P
  name: string
  disabled: boolean
  onChange: (part: ReplyPart) => void
}

function PartFields({ part, name, disabled, onChange }: Fields) {
  const line = (value: string, hint: string, most: number, put: (text: string) => ReplyPart) => (
    <Input
      aria-label={`${name}：${hint}`}
      placeholder={hint}
      maxLength={most}
      disabled={disabled}
      value={value}
      onChange={(event) => onChange(put(event.target.value))}
    />
  )
  switch (part.type) {
    case 'text':
      return (
        <>
          <Input.TextArea
            aria-label={name}
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={LONGEST_TEXT}
            disabled={disabled}
            value={part.text}
            onChange={(event) => onChange({ ...part, text: event.target.value })}
          />
          <Banned text={part.text} />
        </>
      )
    case 'link':
      return (
        <>
          {line(part.title, '标题', 64, (title) => ({ ...part, title }))}
          {line(part.description, '一句说明（可以不写）', 120, (description) => ({ ...part, description }))}
          {line(part.url, '链接，https:// 开头', 1000, (url) => ({ ...part, url }))}
          {line(part.picture, '封面图地址（可以不写）', 1000, (picture) => ({ ...part, picture }))}
          <Banned text={`${part.title}\n${part.description}`} />
        </>
      )
    case 'card':
      return (
        <>
          {line(part.title, '标题', 32, (title) => ({ ...part, title }))}
          {line(part.page, '小程序页面', 400, (page) => ({ ...part, page }))}
          <Banned text={part.title} />
        </>
      )
    case 'code':
      return (
        <>
          <Select<CodeKind>
            aria-label={`${name}：哪个码`}
            disabled={disabled}
            value={part.of}
            onChange={(of) => onChange({ ...part, of })}
            options={(Object.keys(codeNames) as CodeKind[]).map((value) => ({ value, label: codeNames[value] }))}
          />
          {line(part.text, '图片发不出时的一句话', 200, (text) => ({ ...part, text }))}
          <Banned text={part.text} />
        </>
      )
  }
}

function Banned({ text }: { text: string }) {
  return findBanned(text).map(({ words, why }) => (
    <p key={words} className="note" data-kind="amber">
      <Icon name="warn" size={14} />
      <span>
        「{words}」{why}
      </span>
    </p>
  ))
}
