import { count } from '../../../admin/format'
import type { TierPreview } from '../contract'

/** How many members stand where now, and right after the change. */
export function Preview({ preview: { lines, sampled, total } }: { preview: TierPreview }) {
  const most = Math.max(1, ...lines.flatMap((line) => [line.now, line.after]))
  return (
    <section className="card" aria-label="会影响谁">
      <header>
        <h2>按这样保存，当天的人数</h2>
        <span className="hint">
          {sampled < total ? `从 ${count(total)} 位里随机看了 ${count(sampled)} 位推算` : `全部 ${count(total)} 位会员`}
        </span>
      </header>
      <table className="tiers-preview">
        <thead>
          <tr>
            <th scope="col">等级</th>
            <th scope="col">
              <span className="sr">多少</span>
            </th>
            <th scope="col">现在</th>
            <th scope="col">之后</th>
            <th scope="col">增减</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ tier, name, now, after }) => (
            <tr key={tier}>
              <th scope="row">{name}</th>
              <td>
                <i aria-hidden="true" style={{ width: `${(now * 100) / most}%` }} />
                <i aria-hidden="true" data-after="true" style={{ width: `${(after * 100) / most}%` }} />
              </td>
              <td>{count(now)}</td>
              <td>{count(after)}</td>
              <td>{after === now ? '—' : `${after > now ? '+' : '−'}${count(Math.abs(after - now))}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
