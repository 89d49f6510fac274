import { Button, Input } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import { bannedWords } from '../../../kernel/wording'
import type { WelcomeSlot } from '../rules'

const PARTS = [
  ['benefit', '福利', '先说能得到什么：{客户称呼}，我是{员工称呼}，到店打卡领 10 积分'],
  ['faq', '答疑', '再说怎么找你：肤质、订单、换货都可以问我'],
  ['rules', '群规', '最后说规矩：群里不发广告，每天最多三条消息'],
] as const

/** What newcomers hear, by part of the day: benefit, answers, rules. */
export function WelcomeEditor({
  slots,
  disabled,
  onChange,
}: {
  slots: readonly WelcomeSlot[]
  disabled: boolean
  onChange: (slots: WelcomeSlot[]) => void
}) {
  const put = (index: number, change: Partial<WelcomeSlot>) =>
    onChange(slots.map((slot, at) => (at === index ? { ...slot, ...change } : slot)))
  const add = () => {
    const last = slots.at(-1)
    const fresh = { benefit: '', faq: '', rules: '' }
    onChange([
      ...slots,
      last
        ? { ...fresh, from: last.until, until: slots[0]?.from ?? '09:00' }
        : { ...fresh, from: '00:00', until: '24:00' },
    ])
  }
  return (
    <div className="channel-welcome">
      {slots.map((slot, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part of the day is named by its place alone
        <fieldset key={index} disabled={disabled}>
          <legend>
            <Clock value={slot.from} label="从" onChange={(from) => put(index, { from })} />
            到
            <Clock value={slot.until} label="到" onChange={(until) => put(index, { until })} />
            <button type="button" className="linkish" onClick={() => onChange(slots.filter((_, at) => at !== index))}>
              删掉这段
            </button>
          </legend>
          {PARTS.map(([field, label, placeholder]) => (
            <Part
              key={field}
              label={label}
              placeholder={placeholder}
              value={slot[field]}
              onChange={(text) => put(index, { [field]: text })}
            />
          ))}
        </fieldset>
      ))}
      <Button size="small" icon={<Icon name="plus" size={14} />} disabled={disabled || slots.length >= 8} onClick={add}>
        {slots.length === 0 ? '写这个渠道自己的欢迎语' : '再加一个时段'}
      </Button>
      {slots.length === 0 && <span className="hint">不写就说品牌的欢迎语。</span>}
    </div>
  )
}

function Part({
  label,
  placeholder,
  value,
  onChange,
}: {
  label: string
  placeholder: string
  value: string
  onChange: (text: string) => void
}) {
  const banned = bannedWords([value])
  return (
    <div className="channel-part">
      <span>{label}</span>
      <div>
        <Input.TextArea
          aria-label={label}
          autoSize={{ minRows: 1, maxRows: 5 }}
          maxLength={1000}
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        {banned && (
          <p className="note" data-kind="amber">
            <Icon name="warn" size={14} /> <span>{banned}</span>
          </p>
        )}
      </div>
    </div>
  )
}

/** `24:00` ends a day and no clock shows it. */
function Clock({ value, label, onChange }: { value: string; label: string; onChange: (value: string) => void }) {
  return (
    <Input
      size="small"
      aria-label={label}
      maxLength={5}
      defaultValue={value}
      onBlur={(event) => {
        const text = event.target.value
          .trim()
          .replace('：', ':')
          .replace(/^(\d):/, '0$1:')
        if (/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text)) onChange(text)
      }}
    />
  )
}
