import { count, shortDay } from '../../../admin/format'
import { dayOf, daysBetween } from '../../../kernel/day'
import type { WalletView } from '../contract'

/** What one member holds now, and when it is over. */
export function WalletCard({
  member,
  now,
}: {
  member: { memberSince: number; streak: number; wallet: WalletView }
  now: number
}) {
  const { wallet, streak, memberSince } = member
  const today = dayOf(now)
  const year = today.slice(0, 4)
  const figures: [name: string, value: number, detail: string][] = [
    ['积分', wallet.balance, wallet.held > 0 ? `其中占用 ${count(wallet.held)}` : '都能用'],
    ['成长值', wallet.growth, '只涨不花'],
    ['补签卡', wallet.cards, '张'],
    ['连续打卡', streak, '天'],
  ]
  return (
    <section className="card" aria-label="资产">
      <header>
        <h2>资产</h2>
        <span className="hint">{dayOf(memberSince)} 加入</span>
      </header>
      <dl className="member-figures">
        {figures.map(([name, value, detail]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count(value)}</dd>
            <dd>{detail}</dd>
          </div>
        ))}
      </dl>
      {wallet.pending > 0 && <p className="member-line">还有 {count(wallet.pending)} 积分等待到账，不算在余额里。</p>}
      <table className="member-lots">
        <thead>
          <tr>
            <th scope="col">哪天到期</th>
            <th scope="col">还有</th>
            <th scope="col">积分</th>
          </tr>
        </thead>
        <tbody>
          {wallet.lots.map(({ expires, amount }) => (
            <tr key={expires ?? 'never'}>
              <td>{expires === null ? '不过期' : shortDay(expires, year)}</td>
              <td>{expires === null ? '—' : leftWords(daysBetween(today, expires))}</td>
              <td>{count(amount)}</td>
            </tr>
          ))}
          {wallet.lots.length === 0 && (
            <tr>
              <td colSpan={3}>没有能用的积分</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}

function leftWords(days: number): string {
  return days === 0 ? '今天最后一天' : `${days} 天`
}
