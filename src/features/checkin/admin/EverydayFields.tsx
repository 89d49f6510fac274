import { Checkbox, InputNumber, Switch } from 'antd'
import { GiftsField, StepsField } from './GiftsField'
import { ClockField, LifeField, NumberField, type Part, Row, Whole } from './inputs'
import { dayStartShape, missNumbers, remindShape } from './shapes'

const weekdays = ['一', '二', '三', '四', '五', '六', '日'].map((name, i) => ({ value: i + 1, label: `周${name}` }))

/** What checking in gives on any day. */
export function RewardFields({ book, disabled, onChange }: Part) {
  return (
    <section className="card">
      <h2>日常奖励</h2>
      <div className="checkin-fields">
        <Row label="每天打卡">
          <GiftsField
            name="每天"
            gifts={book.daily}
            disabled={disabled}
            onChange={(daily) => onChange({ ...book, daily })}
          />
        </Row>
        <Row label="连续打卡">
          <StepsField
            what="连续"
            steps={book.steps}
            disabled={disabled}
            onChange={(steps) => onChange({ ...book, steps })}
          />
        </Row>
        <Row label="一轮" id="checkin-cycle" hint="满一轮再从头发一遍；会员看到的连续天数一直往上数">
          <Whole
            id="checkin-cycle"
            value={book.cycle}
            least={1}
            most={366}
            tail="天"
            disabled={disabled}
            onChange={(cycle) => onChange({ ...book, cycle })}
          />
        </Row>
        <Row label="积分有效期">
          <LifeField
            label="积分有效期"
            life={book.pointsLife}
            disabled={disabled}
            onChange={(pointsLife) => onChange({ ...book, pointsLife })}
          />
        </Row>
      </div>
    </section>
  )
}

/** What a missed day means, and what mends it. */
export function MissFields(part: Part) {
  const { book, disabled, onChange } = part
  const { cards } = book
  return (
    <section className="card">
      <h2>漏打怎么办</h2>
      <div className="checkin-fields">
        {missNumbers.map((shape) => (
          <NumberField key={shape.id} shape={shape} {...part} />
        ))}
        <Row label="积分换补签卡" id="checkin-price" hint="空着就不能换，只能从奖励里得">
          <span className="checkin-whole">
            <InputNumber
              id="checkin-price"
              min={1}
              max={1_000_000}
              precision={0}
              controls={false}
              disabled={disabled}
              value={cards.price}
              onChange={(price) => onChange({ ...book, cards: { ...cards, price } })}
            />
            积分
          </span>
        </Row>
        <Row label="补签卡有效期">
          <LifeField
            label="补签卡有效期"
            life={cards.life}
            disabled={disabled}
            onChange={(life) => onChange({ ...book, cards: { ...cards, life } })}
          />
        </Row>
      </div>
    </section>
  )
}

/** When a day begins, which days are rests, when people are reminded. */
export function DayFields(part: Part) {
  const { book, disabled, onChange } = part
  const { rest, remindAt } = book
  return (
    <section className="card">
      <h2>日子</h2>
      <div className="checkin-fields">
        <Row label={dayStartShape.label} id="checkin-dayStart" hint={dayStartShape.hint}>
          <ClockField shape={dayStartShape} {...part} />
        </Row>
        <Row label="每周休止" hint="休止日不打不断，打了照样算">
          <Checkbox.Group
            disabled={disabled}
            options={weekdays}
            value={rest.weekdays}
            onChange={(days) => onChange({ ...book, rest: { ...rest, weekdays: [...days].sort() } })}
          />
        </Row>
        <Row
          label="法定节假日"
          id="checkin-holidays"
          hint="含调休：调休上班的周末不算休止。安排和社群 SOP 共用，在「发送规则」里填"
        >
          <Switch
            id="checkin-holidays"
            disabled={disabled}
            checked={rest.holidays}
            onChange={(holidays) => onChange({ ...book, rest: { ...rest, holidays } })}
          />
          {rest.holidays ? '算休止' : '照常打卡'}
        </Row>
        <Row label={remindShape.label} id="checkin-remindAt" hint={remindShape.hint}>
          <Switch
            aria-label="打卡提醒"
            disabled={disabled}
            checked={remindAt !== null}
            onChange={(on) => onChange({ ...book, remindAt: on ? 20 * 60 + 10 : null })}
          />
          {remindAt !== null && <ClockField shape={remindShape} {...part} />}
        </Row>
      </div>
    </section>
  )
}
