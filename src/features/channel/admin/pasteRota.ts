import { cellName, type PasteProblem } from '../../../admin/table/paste'
import type { OnRota, Rota } from '../rota'

/** The rota with people out of a spreadsheet: a name or an account in the first column, the most a day in the second, which may be empty. */
export function pasteRota(
  rota: Rota,
  grid: readonly (readonly string[])[],
  colleagues: readonly { user: string; name: string }[],
): { rota: Rota; taken: number; problems: PasteProblem[] } {
  const staff = new Map<string, OnRota>(rota.staff.map((one) => [one.user, one]))
  const problems: PasteProblem[] = []
  let taken = 0
  for (const [row, [said = '', cap = '']] of grid.entries()) {
    if (said === '' || (row === 0 && /^(姓名|员工|导购|账号)$/.test(said))) continue
    const meant = colleagues.filter(({ user, name }) => user === said || name === said)
    const [one, other] = meant
    if (one === undefined || other !== undefined) {
      const why = one === undefined ? '没有这位员工' : '有不止一位同名，请写企业微信账号'
      problems.push({ cell: cellName(row, 0), said, why })
      continue
    }
    const most = Number(cap.normalize('NFKC').replace(/[人/天\s]/g, ''))
    const known = staff.get(one.user) ?? { user: one.user, cap: null, slots: [] }
    taken += 1
    if (cap === '') staff.set(one.user, known)
    else if (Number.isInteger(most) && most > 0 && most <= 2000) staff.set(one.user, { ...known, cap: most })
    else {
      staff.set(one.user, known)
      problems.push({ cell: cellName(row, 1), said: cap, why: '每日上限要填 1 到 2000 的整数，这一格没有收' })
    }
  }
  return { rota: { ...rota, staff: [...staff.values()] }, taken, problems }
}
