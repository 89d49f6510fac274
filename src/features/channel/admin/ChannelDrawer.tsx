import { Button, Checkbox, Drawer, Input, Segmented, Select, Switch } from 'antd'
import { useState } from 'react'
import { count } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { PhoneParts } from '../../sop/admin/PhoneParts'
import type { ChannelChoices, ChannelView } from '../contract'
import { CHANNEL_KINDS, MOST_GROUPS, type Place } from '../rules'
import { kindWords, placeWords } from '../text'
import { welcomeTexts } from '../welcome'
import { GroupFields } from './GroupFields'
import { RotaEditor } from './RotaEditor'
import { useChannelForm } from './useChannelForm'
import { WelcomeEditor } from './WelcomeEditor'

/** A channel is filled in at the left; at the right the phone of who scans it. */
export function ChannelDrawer({
  known,
  choices,
  onClose,
  onSaved,
}: {
  known: ChannelView | null
  choices: ChannelChoices
  onClose: () => void
  /** `places`: codes that are to be made right away. */
  onSaved: (channel: ChannelView, places: Place[]) => void
}) {
  const { form, set, problem, saving, save } = useChannelForm(known)
  const [places, setPlaces] = useState<Place[]>(['contactWay'])
  const [shown, setShown] = useState(0)
  const slot = form.welcome[shown] ?? form.welcome[0]
  const parts = slot ? welcomeTexts(slot).map((text) => ({ type: 'text' as const, text })) : []
  const wanted = places.filter((place) => canMake(place, form))
  return (
    <Drawer
      open
      size={960}
      mask={false}
      onClose={onClose}
      title={known ? `改 ${known.name}` : '新建渠道'}
      classNames={{ body: 'channel-body' }}
      styles={{ body: { padding: 0 } }}
      footer={
        <div className="actions">
          <Button
            type="primary"
            loading={saving}
            onClick={async () => {
              const channel = await save()
              if (channel) onSaved(channel, known ? [] : wanted)
            }}
          >
            {known ? '存下修改' : wanted.length > 0 ? '创建并生成码' : '只创建'}
          </Button>
          <Button onClick={onClose}>不要了</Button>
          {!known && (
            <Checkbox.Group
              className="channel-places"
              value={wanted}
              onChange={(next) => setPlaces(next as Place[])}
              options={(['mp', 'contactWay', 'joinWay', 'wxa'] as const).map((place) => ({
                value: place,
                label: canMake(place, form) ? placeWords[place] : `${placeWords[place]}（${needs[place]}）`,
                disabled: !canMake(place, form),
              }))}
            />
          )}
        </div>
      }
    >
      <form className="channel-form" onSubmit={(event) => event.preventDefault()}>
        {problem && (
          <p className="note" data-kind="brick" role="alert">
            <Icon name="warn" size={14} /> <span>没有存上。{problem}</span>
          </p>
        )}
        <div className="channel-row">
          <label htmlFor="channel-name">名称</label>
          <Input
            id="channel-name"
            maxLength={30}
            showCount
            placeholder="例如 静安店收银台"
            value={form.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        </div>
        <div className="channel-row">
          <span>类型</span>
          <div className="channel-kinds" role="radiogroup" aria-label="类型">
            {CHANNEL_KINDS.map((kind) => (
              <label key={kind} data-on={form.kind === kind}>
                <input
                  type="radio"
                  name="kind"
                  className="sr"
                  checked={form.kind === kind}
                  onChange={() => set({ kind })}
                />
                {kindWords[kind]}
              </label>
            ))}
          </div>
        </div>
        <div className="channel-row">
          <span>门店</span>
          <div className="channel-pair">
            <Select
              allowClear
              showSearch
              aria-label="门店"
              placeholder="不分门店"
              value={form.store}
              onChange={(store) => set({ store: store ?? null })}
              options={[...new Set([...choices.stores, ...(form.store ? [form.store] : [])])].map((value) => ({
                value,
                label: value,
              }))}
            />
            {!known && (
              <Input
                aria-label="编号"
                placeholder="编号（留空自动编）"
                maxLength={30}
                value={form.id}
                onChange={(event) => set({ id: event.target.value.trim() })}
              />
            )}
          </div>
        </div>
        <h3>谁来接待</h3>
        <RotaEditor rota={form.rota} choices={choices} disabled={saving} onChange={(rota) => set({ rota })} />
        <h3>
          进哪个群 <span className="hint">按顺序，满了换下一个，最多 {MOST_GROUPS} 个</span>
        </h3>
        <GroupFields groups={form.groups} choices={choices} disabled={saving} onChange={(groups) => set({ groups })} />
        <h3>加上好友听到什么</h3>
        <WelcomeEditor slots={form.welcome} disabled={saving} onChange={(welcome) => set({ welcome })} />
        <div className="channel-row">
          <span>附入群码</span>
          <div>
            <Switch
              size="small"
              aria-label="欢迎语后面附入群码"
              disabled={form.groups === null}
              checked={form.invite && form.groups !== null}
              onChange={(invite) => set({ invite })}
            />
            <span className="hint"> 欢迎语后面附上入群码的图片，长按就能进群</span>
          </div>
        </div>
        <div className="channel-row">
          <span>首个 SOP</span>
          <div>
            <Select
              allowClear
              aria-label="首个 SOP"
              className="channel-wide"
              placeholder="没写欢迎语时，用品牌最近发布的"
              value={form.firstSop}
              onChange={(firstSop) => set({ firstSop: firstSop ?? null })}
              options={choices.sops.map(({ sop, name }) => ({ value: sop, label: name }))}
            />
          </div>
        </div>
        <div className="channel-row">
          <span>打标签</span>
          <Select
            mode="tags"
            aria-label="标签"
            placeholder="加上好友自动打，企业微信里没有的会新建"
            maxCount={10}
            value={form.tags}
            onChange={(tags: string[]) => set({ tags: tags.map((tag) => tag.trim().slice(0, 30)).filter(Boolean) })}
            open={false}
            suffixIcon={null}
          />
        </div>
      </form>
      <aside className="channel-side">
        <h3>扫码的人看到</h3>
        {form.welcome.length > 1 && (
          <Segmented
            block
            size="small"
            aria-label="哪个时段"
            value={form.welcome[shown] ? shown : 0}
            onChange={setShown}
            options={form.welcome.map(({ from }, value) => ({ value, label: `${from} 起` }))}
          />
        )}
        <PhoneParts parts={parts} node={PREVIEW} title="新好友" members={null} sender="值班员工" />
        {parts.length === 0 && <p className="hint">没写就说首个 SOP 或品牌的欢迎语。</p>}
        {form.invite && form.groups && <p className="hint">之后是一张入群码图片。</p>}
        <h3>还剩多少</h3>
        <p className="hint">
          公众号永久码 {count(choices.room.permanent)} 个；加好友码和入群码共 {count(choices.room.ways)} 个。
        </p>
      </aside>
    </Drawer>
  )
}

const PREVIEW = { column: '欢迎', module: '欢迎', kind: 'welcome' as const, owner: '' }

/** What has to be filled in before a code can be made. */
const needs: Partial<Record<Place, string>> = { contactWay: '先选接待的人', joinWay: '先选群' }

function canMake(place: Place, { rota, groups }: { rota: unknown; groups: { chats: string[] } | null }): boolean {
  if (place === 'contactWay') return rota !== null
  return place !== 'joinWay' || (groups !== null && groups.chats.length > 0)
}
