import { count, moment } from '../../../admin/format'
import type { SaleView } from '../contract'
import { modeNames, rhythmWords, stateNames } from './words'

/** All sales, newest first: what, when, and the next opening. */
export function SaleTable({
  sales,
  now,
  chosen,
  onChoose,
}: {
  sales: readonly SaleView[]
  now: number
  chosen: string
  onChoose: (id: string) => void
}) {
  return (
    <section className="card flash-list" aria-label="秒杀">
      <header>
        <h2>秒杀</h2>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">名字</th>
            <th scope="col">状态</th>
            <th scope="col">方式</th>
            <th scope="col" className="r">
              每场
            </th>
            <th scope="col">下一场</th>
          </tr>
        </thead>
        <tbody>
          {sales.map((sale) => (
            <tr key={sale._id} data-chosen={sale._id === chosen} onClick={() => onChoose(sale._id)}>
              <th scope="row">
                <button type="button" aria-expanded={sale._id === chosen} onClick={() => onChoose(sale._id)}>
                  {sale.title}
                </button>
                <small>
                  {sale.prize.item} · {rhythmWords(sale)}
                </small>
              </th>
              <td>
                <Tag {...stateNames[sale.state]} />
              </td>
              <td>{modeNames[sale.mode]}</td>
              <td className="r">{count(sale.stock)} 份</td>
              <td>{sale.nextAt === null ? '—' : moment(sale.nextAt, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

export function Tag({ name, kind }: { name: string; kind: string | undefined }) {
  return (
    <span className="tag" data-kind={kind}>
      {name}
    </span>
  )
}
