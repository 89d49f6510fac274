import { Input, Select, Switch } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import type { ChannelChoices } from '../contract'
import { type GroupWay, MOST_GROUPS } from '../rules'

const EMPTY: GroupWay = { chats: [], autoCreate: true, baseName: '', baseId: 1 }
/** A customer group takes so many people; from here on it is nearly full. */
const FULL = 500
const NEARLY = 450

/** Up to five groups in order, and what happens when all are full. */
export function GroupFields({
  groups,
  choices,
  disabled,
  onChange,
}: {
  groups: GroupWay | null
  choices: ChannelChoices
  disabled: boolean
  onChange: (groups: GroupWay | null) => void
}) {
  const way = groups ?? EMPTY
  const chosen = way.chats.map((chat) => choices.groups.find(({ chatId }) => chatId === chat) ?? null)
  const room = chosen.some((group) => group !== null && group.members < NEARLY)
  return (
    <div className="channel-groups">
      <Select
        mode="multiple"
        aria-label="群"
        placeholder="选客户群"
        optionFilterProp="label"
        maxCount={MOST_GROUPS}
        disabled={disabled}
        value={way.chats}
        onChange={(chats: string[]) => onChange(chats.length === 0 ? null : { ...way, chats })}
        options={choices.groups.map(({ chatId, name, owner, members }) => ({
          value: chatId,
          label: `${name} · ${owner} · ${members}/${FULL}`,
        }))}
      />
      {groups !== null && (
        <>
          <div className="channel-auto">
            <Switch
              size="small"
              aria-label="都满了自动建新群"
              disabled={disabled}
              checked={way.autoCreate}
              onChange={(autoCreate) => onChange({ ...way, autoCreate })}
            />
            都满了自动建新群
            {way.autoCreate && (
              <>
                <Input
                  size="small"
                  aria-label="新群名"
                  placeholder="新群名，例如 静安福利群"
                  maxLength={40}
                  value={way.baseName}
                  disabled={disabled}
                  onChange={(event) => onChange({ ...way, baseName: event.target.value })}
                />
                <Input
                  size="small"
                  className="channel-number"
                  aria-label="起始编号"
                  inputMode="numeric"
                  value={way.baseId}
                  disabled={disabled}
                  onChange={(event) =>
                    onChange({ ...way, baseId: Math.max(1, Number(event.target.value.replace(/\D/g, '').slice(0, 5))) })
                  }
                />
              </>
            )}
          </div>
          {!room && (
            <p className="note" data-kind="amber">
              <Icon name="warn" size={14} />
              <span>
                选的群都快满 {FULL} 人了。{way.autoCreate ? '满了会自动建新群。' : '再加一个群，或打开自动建新群。'}
              </span>
            </p>
          )}
        </>
      )}
    </div>
  )
}
