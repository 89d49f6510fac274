import { useQuery } from '../../../admin/useQuery'
import { FirstRun } from '../../sop/admin/FirstRun'
import { BoardScreen } from './BoardScreen'

/** The board; in its place the first steps while there is no SOP at all. */
export function TodayScreen() {
  const sops = useQuery('sop.list', {})
  return sops.data && sops.data.sops.length === 0 ? <FirstRun /> : <BoardScreen />
}
