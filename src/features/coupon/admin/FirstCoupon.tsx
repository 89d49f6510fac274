import { Button } from 'antd'
import { type Kind, kinds, shapes } from './shapes'

/** No batch yet: what the three kinds are good for, and how one gets to members. */
export function FirstCoupon({ blocked, onStart }: { blocked: string | null; onStart: (kind: Kind) => void }) {
  return (
    <section className="coupon-first" aria-label="还没有优惠券">
      <h2>还没有优惠券</h2>
      <p>从一种开始。建好先是草稿，点「开始发放」会员才看得到，到店出示、店员扫码核销。</p>
      <ul>
        {kinds.map((kind) => (
          <li key={kind} className="card">
            <b>{shapes[kind].name}</b>
            <p>{shapes[kind].teach}</p>
            <p className="hint">例如：{shapes[kind].example}</p>
            <Button disabled={blocked !== null} onClick={() => onStart(kind)}>
              建一批{shapes[kind].name}券
            </Button>
          </li>
        ))}
      </ul>
      <p className="hint">
        {blocked ?? '发出去的券条件不会再变：以后改批次，只影响后面领的人。总量只能加，不会把已经领到的收回。'}
      </p>
    </section>
  )
}
