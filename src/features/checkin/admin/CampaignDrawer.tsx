import { Button, Drawer, Input, InputNumber, Switch } from 'antd'
import { DateField } from '../../../admin/fields/DateField'
import type { Campaign } from '../book'
import { GiftsField, StepsField } from './GiftsField'
import { Row } from './inputs'

/** One campaign; what is typed here becomes part of the rules that the page saves. */
export function CampaignDrawer({
  campaign,
  disabled,
  onChange,
  onRemove,
  onClose,
}: {
  campaign: Campaign
  disabled: boolean
  onChange: (campaign: Campaign) => void
  onRemove: () => void
  onClose: () => void
}) {
  const { title, from, until, consecutive, cycle, cumulative, calendar, budgetPerDay } = campaign
  const put = (change: Partial<Campaign>) => onChange({ ...campaign, ...change })
  const putDay = (at: number, change: Partial<Campaign['calendar'][number]>) =>
    put({ calendar: calendar.map((one, i) => (i === at ? { ...one, ...change } : one)) })
  return (
    <Drawer
      open
      size={620}
      mask={false}
      onClose={onClose}
      title={title || '活动'}
      footer={
        <div className="actions">
          <Button type="primary" onClick={onClose}>
            好了
          </Button>
          <Button danger type="text" disabled={disabled} onClick={onRemove}>
            去掉这个活动
          </Button>
          <span className="hint">回到页面上点「保存」才生效</span>
        </div>
      }
    >
      <div className="checkin-fields">
        <Row label="名称" id="campaign-title">
          <Input
            id="campaign-title"
            maxLength={20}
            disabled={disabled}
            status={title.trim() === '' ? 'error' : ''}
            value={title}
            onChange={(event) => put({ title: event.target.value })}
          />
        </Row>
        <Row label="期间" hint="两头都算在内；同一天只能有一个活动">
          <DateField label="开始日期" disabled={disabled} value={from} onChange={(value) => put({ from: value })} />
          到
          <DateField
            label="结束日期"
            disabled={disabled}
            status={until < from ? 'error' : ''}
            value={until}
            onChange={(value) => put({ until: value })}
          />
        </Row>
        <Row
          label="积分预算"
          id="campaign-budget"
          hint="空着是不限。写了以后，活动积分在几分钟内到账；当天发满就停，没发出的会记在活动列表里"
        >
          <span className="checkin-whole">
            每天最多
            <InputNumber
              id="campaign-budget"
              min={1}
              max={100_000_000}
              precision={0}
              controls={false}
              disabled={disabled}
              placeholder="不限"
              value={budgetPerDay}
              onChange={(next) => put({ budgetPerDay: next })}
            />
            积分
          </span>
        </Row>
        <Row label="连续打卡" hint="只数活动里的天">
          <StepsField
            what="连续"
            steps={consecutive}
            disabled={disabled}
            onChange={(next) => put({ consecutive: next })}
          />
        </Row>
        {consecutive.length > 0 && (
          <Row label="可以重复得" hint="关着时每档一人一次；打开后每满一轮、或断了重来，都能再得">
            <Switch
              aria-label="可以重复得"
              disabled={disabled}
              checked={cycle !== null}
              onChange={(on) => put({ cycle: on ? Math.max(...consecutive.map(({ days }) => days)) : null })}
            />
            {cycle !== null && (
              <span className="checkin-whole">
                一轮
                <InputNumber
                  aria-label="一轮天数"
                  min={1}
                  max={366}
                  precision={0}
                  controls={false}
                  disabled={disabled}
                  value={cycle}
                  onChange={(next) => put({ cycle: next ?? 1 })}
                />
                天
              </span>
            )}
          </Row>
        )}
        <Row label="累计打卡" hint="断了也接着数，每档一人一次；补签的天也算">
          <StepsField
            what="累计"
            steps={cumulative}
            disabled={disabled}
            onChange={(next) => put({ cumulative: next })}
          />
        </Row>
        <Row label="指定日期" hint="当天打卡才有，补签没有">
          <div className="checkin-steps">
            {calendar.map(({ day, gifts }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: while a day is typed two rows may have the same day
              <div key={i}>
                <DateField
                  label={`第 ${i + 1} 个日期`}
                  disabled={disabled}
                  value={day}
                  onChange={(value) => putDay(i, { day: value })}
                />
                <GiftsField
                  name={day}
                  gifts={gifts}
                  disabled={disabled}
                  onChange={(next) =>
                    next.length > 0
                      ? putDay(i, { gifts: next })
                      : put({ calendar: calendar.filter((_, at) => at !== i) })
                  }
                />
              </div>
            ))}
            <Button
              size="small"
              type="dashed"
              disabled={disabled || calendar.length >= 40}
              onClick={() => put({ calendar: [...calendar, { day: until, gifts: [{ kind: 'points', amount: 50 }] }] })}
            >
              加一个日期
            </Button>
          </div>
        </Row>
      </div>
    </Drawer>
  )
}
