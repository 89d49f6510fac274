import { createRoot } from 'react-dom/client'
import { DataTable } from '../../src/admin/table/DataTable'
import { memberColumns } from '../../src/features/member/admin/memberColumns'
import type { ListedMember } from '../../src/features/member/contract'

const rows = Array.from({ length: 10_000 }, (_, index): ListedMember => {
  const code = index.toString(16).padStart(8, '0').toUpperCase()
  return {
    ...{ memberId: `m${code}`, code, tier: '核心', points: index * 7, streak: index % 30, channel: '门店收银台' },
    ...{ lastDay: index % 3 === 0 ? null : '2026-11-20', groups: ['福利群1', 'VIP群'], segments: ['老客', '敏感肌'] },
    ...{ joinedAt: 1_790_000_000_000 - index * 60_000, consent: 'given' },
  }
})
const idOf = ({ memberId }: ListedMember) => memberId
const columns = memberColumns({ sort: 'joined', onSort: () => undefined })
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <DataTable
      label="会员"
      rows={rows}
      idOf={idOf}
      columns={columns}
      onOpen={() => undefined}
      onChosen={() => undefined}
    />,
  )
}
