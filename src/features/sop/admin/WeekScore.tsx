import { weekdayName } from '../../../admin/format'
import { toneOf } from '../../../admin/parts/tone'
import type { SopNode } from '../rules'
import { type ChangeKind, weekOf } from './content'

/** One ordinary week as a score: a row per time, a chip per beat; what the draft changes has an outline. */
export function WeekScore({ nodes, changes }: { nodes: readonly SopNode[]; changes: ReadonlyMap<string, ChangeKind> }) {
  const rows = weekOf(nodes)
  if (rows.length === 0) return <p className="hint">没有每天或每周的节点。</p>
  return (
    <table className="score">
      <thead>
        <tr>
          <td />
          {[1, 2, 3, 4, 5, 6, 7].map((day) => (
            <th key={day} scope="col">
              {weekdayName(day).slice(1)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.from}>
            <th scope="row">{row.from}</th>
            {row.days.map((node, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the index is the weekday
              <td key={index}>
                {node && (
                  <span
                    title={node.column}
                    data-tone={toneOf(node.column, node.module)}
                    data-changed={changes.has(node.key)}
                  >
                    {shortName(node.column)}
                  </span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Two signs are what a chip has room for: 打卡签到 → 打卡, 九点秒杀 → 秒杀. */
function shortName(column: string): string {
  const known = /打卡|话题|好物|游戏|反馈|秒杀|会员|福利|课堂/.exec(column)
  return known?.[0] ?? column.slice(0, 2)
}
