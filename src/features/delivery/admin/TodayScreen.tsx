import { usePlace } from '../../../admin/router'
import { useQuery } from '../../../admin/useQuery'
import { FirstRun } from '../../sop/admin/FirstRun'
import { BoardScreen } from './BoardScreen'

/** The board; in its place the first steps until some SOP has been published. `board=1` in the address asks for the board anyway. */
export function TodayScreen() {
  const { query } = usePlace()
  const sops = useQuery('sop.list', {})
  const begun = sops.data === null || sops.data.sops.some(({ live }) => live > 0)
  return begun || query.board === '1' ? <BoardScreen /> : <FirstRun />
}
