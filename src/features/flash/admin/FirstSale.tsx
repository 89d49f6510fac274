import { Button } from 'antd'
import { modeNames, modeTeach } from './words'

/** No sale yet: the two ways of giving, and how one gets to members. */
export function FirstSale({ blocked, onStart }: { blocked: string | null; onStart: () => void }) {
  return (
    <section className="flash-first" aria-label="还没有秒杀">
      <h2>还没有秒杀</h2>
      <p>定好星期和钟点，场次自己排。抢到的是兑换券，到店出示、店员扫码核销，这里不收钱。</p>
      <ul>
        {(['first_come', 'draw'] as const).map((mode) => (
          <li key={mode} className="card">
            <b>{modeNames[mode]}</b>
            <p>{modeTeach[mode]}</p>
          </li>
        ))}
      </ul>
      <Button type="primary" disabled={blocked !== null} onClick={onStart}>
        建一场每日九点秒杀
      </Button>
      {blocked && <p className="hint">{blocked}</p>}
    </section>
  )
}
