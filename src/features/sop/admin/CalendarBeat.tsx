import { Button, Drawer } from 'antd'
import { longDay } from '../../../admin/format'
import { Glyph } from '../../../admin/parts/Glyph'
import { glyphNames } from '../../../admin/parts/glyphNames'
import { Icon } from '../../../admin/parts/Icon'
import { RouteBadge, routeNames } from '../../../admin/parts/RouteBadge'
import { hrefOf } from '../../../admin/place'
import { timeOf } from '../../../kernel/day'
import { stateName } from '../../delivery/admin/board'
import { valuesOfGroup } from '../../delivery/admin/monthBudget'
import type { Occurrence, SopVersion } from '../rules'
import { wordedFor } from '../tones'
import { filledParts } from '../variables'
import { cycleWords, kindWords, lateWords } from '../words'
import { BeatOutcomeList } from './BeatOutcomeList'
import { beatFacts, clashesIn } from './beatFacts'
import { movesAlone } from './beatMove'
import { CalendarOnce } from './CalendarOnce'
import { ClashHelp } from './ClashMark'
import { exceptionWords } from './ExceptionList'
import { BeatForecast } from './MemberForecasts'
import { PhoneParts } from './PhoneParts'
import type { Calendar } from './useCalendar'
import type { Moving } from './useMove'

/** One beat: what is said, when and to whom, which way it would go and what to look out for. */
export function CalendarBeat({
  beat,
  calendar,
  version,
  editable,
  moving,
  onMove,
  onCopy,
  onClose,
}: {
  beat: Occurrence
  calendar: Calendar
  version: SopVersion
  editable: boolean
  moving: Moving
  onMove: () => void
  onCopy: () => void
  onClose: () => void
}) {
  const { node } = beat
  const { group } = calendar
  const facts = beatFacts(beat, calendar)
  const parts = group ? filledParts(wordedFor(node, group, beat.beat), valuesOfGroup(group)) : filledParts(node)
  const edit = hrefOf('/node', { sop: version.sop, v: String(version.number), node: node.key })
  return (
    <Drawer
      open
      size={460}
      mask={false}
      onClose={onClose}
      title={`${node.column} · ${longDay(beat.date)} ${timeOf(beat.from)}`}
      footer={
        <div className="actions">
          <Button type="primary" href={edit}>
            {editable ? '编辑内容' : '看全部设置'}
          </Button>
          {editable && !facts.begun && <Button onClick={onMove}>移动…</Button>}
          {editable && <Button onClick={onCopy}>复制</Button>}
          {editable && !facts.begun && (
            <Button danger type="text" onClick={() => void moving.leave(beat).then((gone) => gone && onClose())}>
              {movesAlone(node) ? '删掉' : '这天不发'}
            </Button>
          )}
          {!editable && (
            <span className="hint">
              <Icon name="lock" size={14} /> 这一版不能改
            </span>
          )}
        </div>
      }
    >
      <div className="beat-body">
        <dl className="node-facts">
          <dt>时段</dt>
          <dd>
            {timeOf(beat.from)} – {timeOf(beat.until)} 关窗
          </dd>
          <dt>周期</dt>
          <dd>
            {kindWords[node.kind]} · {cycleWords(node.time)}
          </dd>
          <dt>发给</dt>
          <dd>
            {beat.to !== 'members' ? (
              group ? (
                group.name
              ) : (
                `${beat.targets.length} 个群`
              )
            ) : node.route === 'subscribe' && !facts.past ? (
              <BeatForecast sop={version.sop} version={version.number} date={beat.date} beat={beat.beat} />
            ) : (
              '符合的会员'
            )}
          </dd>
          <dt>怎么走</dt>
          <dd>
            <RouteBadge route={facts.route} /> {routeNames[facts.route].name}
            {facts.row ? '' : node.route === 'auto' ? '（自动选路，按现在的排法）' : ''}
          </dd>
          <dt>晚了</dt>
          <dd>{lateWords[node.late]}</dd>
          {facts.row && (
            <>
              <dt>现在</dt>
              <dd>
                {facts.glyph && <Glyph name={facts.glyph} />} {facts.glyph ? glyphNames[facts.glyph] : ''}
                {facts.row.reason ? `：${facts.row.reason}` : facts.glyph ? '' : stateName(facts.row.state)}
              </dd>
            </>
          )}
          {node.effort !== '' && (
            <>
              <dt>气氛组</dt>
              <dd>{node.effort}</dd>
            </>
          )}
        </dl>
        {editable && !facts.begun && <CalendarOnce beat={beat} moving={moving} />}
        <Hints beat={beat} calendar={calendar} onDone={onClose} />
        <PhoneParts parts={parts} node={node} title={group?.name ?? '客户群'} members={group?.members ?? null} />
      </div>
    </Drawer>
  )
}

function Hints({ beat, calendar, onDone }: { beat: Occurrence; calendar: Calendar; onDone: () => void }) {
  const { clash, diverted, missing, shifted, single, past, outcome } = beatFacts(beat, calendar)
  const { budget } = calendar
  const left = budget && beat.date >= budget.from && beat.date <= budget.to ? budget.leftAfter(beat.date) : null
  return (
    <div className="beat-hints">
      {missing.length > 0 && (
        <p className="note" data-kind="brick">
          <Icon name="warn" size={14} />
          <span>缺 {missing.join('、')}，补上才能发布。</span>
        </p>
      )}
      {clash && !past && clashesIn(beat, calendar, null).length > 0 && (
        <div className="note clash-note" data-kind="brick">
          <ClashHelp beat={beat} column={null} onDone={onDone} />
        </div>
      )}
      {outcome && <BeatOutcomeList outcome={outcome} />}
      {diverted && (
        <p className="note" data-kind="amber">
          <Icon name="send" size={14} />
          <span>想走群发任务，可当天的 1 条已经给了别的，或配额用完了：会改走群主待办。</span>
        </p>
      )}
      {single !== null && beat.exception && (
        <p className="note" data-kind="blue">
          <Icon name="clock" size={14} />
          <span>单独安排：{exceptionWords(beat.exception)}，其他日子照旧。</span>
        </p>
      )}
      {shifted && (
        <p className="note" data-kind="blue">
          <Icon name="clock" size={14} />
          <span>本来是 {longDay(beat.nominal)}，那天休息，按规则顺延到这天。</span>
        </p>
      )}
      {left !== null && (
        <p className="note">
          <Icon name="send" size={14} />
          <span>
            这天结束后，{calendar.group?.name ?? '这个群'} 还剩 {left} 条群发。
          </span>
        </p>
      )}
    </div>
  )
}
