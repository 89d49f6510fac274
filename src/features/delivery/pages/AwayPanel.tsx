import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { call } from '../../../client/call'
import { asFailure } from '../../../client/failure'
import { Button } from '../../../client/parts/Button'
import { Notice } from '../../../client/parts/Notice'
import { Sheet } from '../../../client/parts/Sheet'
import { spoken } from '../../../client/spoken'
import { say } from '../../../client/toast'
import { addDays, type Day } from '../../../kernel/day'
import type { MyAway } from '../ownerContract'
import { text } from './text'

interface Props {
  date: Day
  away: MyAway | null
  /** Open messages of today that nobody took over. */
  left: number
  colleagues: readonly { user: string; name: string }[]
  onChanged: () => void
}

/** Whether the owner is there today; who sends instead. */
export function AwayPanel({ date, away, left, colleagues, onChanged }: Props) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  // Two taps within one frame both see the old state; the ref does not wait for a drawing.
  const working = useRef(false)

  async function set(until: Day | null, deputy: string | null): Promise<void> {
    if (working.current) return
    working.current = true
    setBusy(true)
    try {
      const { data } = await call('delivery.setMyAway', { until, deputy })
      setOpen(false)
      say(until === null ? text.isBack(data.back, data.kept) : text.isAway(data.moved, data.stayed), 'check')
      onChanged()
    } catch (error) {
      say(asFailure(error).message)
    } finally {
      working.current = false
      setBusy(false)
    }
  }

  if (away !== null) {
    return (
      <View className="away">
        <Notice icon="person" look="amber">
          <View className="notice__lead">{text.awayLead(away.until === date ? null : away.until)}</View>
          {text.awayNote(away.moved, away.deputyName, left)}
        </Notice>
        <Button look="tonal" block busy={busy} onPress={() => void set(null, null)}>
          {text.comeBack}
        </Button>
      </View>
    )
  }
  return (
    <>
      <Button look="text" size="sm" onPress={() => setOpen(true)}>
        {text.leave}
      </Button>
      {open && (
        <LeaveSheet date={date} colleagues={colleagues} busy={busy} onClose={() => setOpen(false)} onLeave={set} />
      )}
    </>
  )
}

interface SheetProps extends Pick<Props, 'date' | 'colleagues'> {
  busy: boolean
  onClose: () => void
  onLeave: (until: Day, deputy: string | null) => Promise<void>
}

function LeaveSheet({ date, colleagues, busy, onClose, onLeave }: SheetProps) {
  const [until, setUntil] = useState(date)
  const [deputy, setDeputy] = useState<string | null>(null)
  return (
    <Sheet title={text.leave} onClose={onClose}>
      <View className="sheet__lead">{text.leaveLead}</View>
      <View className="task__lead">{text.leaveUntil}</View>
      <View className="chips" {...spoken('radiogroup', { label: text.leaveUntil })}>
        {text.leaveDays.map((name, days) => {
          const day = addDays(date, LEAVE_DAYS[days] ?? 0)
          return <Chip key={name} name={name} on={day === until} onPress={() => setUntil(day)} />
        })}
      </View>
      <View className="task__lead away__who">{text.leaveWho}</View>
      <View className="chips" {...spoken('radiogroup', { label: text.leaveWho })}>
        <Chip name={text.leaveAdmins} on={deputy === null} onPress={() => setDeputy(null)} />
        {colleagues.slice(0, 12).map(({ user, name }) => (
          <Chip key={user} name={name} on={deputy === user} onPress={() => setDeputy(user)} />
        ))}
      </View>
      <View className="sheet__act">
        <Button look="primary" size="lg" grow busy={busy} onPress={() => void onLeave(until, deputy)}>
          {text.leaveGo}
        </Button>
      </View>
    </Sheet>
  )
}

/** Today, tomorrow too, three days, a week. */
const LEAVE_DAYS = [0, 1, 2, 6] as const

export function Chip({ name, on, onPress }: { name: string; on: boolean; onPress: () => void }) {
  return (
    <View
      className={`chip${on ? ' is-on' : ''}`}
      hoverClass="is-pressed"
      onClick={onPress}
      {...spoken('radio', { label: name, checked: on })}
    >
      {name}
    </View>
  )
}
