import { useRouter } from '@tarojs/taro'
import { OneVersion } from '../OneVersion'
import { WaitingList } from '../WaitingList'
import './index.scss'

/** What waits for a yes or no; with `sop` and `n` in its address one version of it. */
export default function ApprovalsPage() {
  const { params } = useRouter()
  const number = Number(params.n)
  return params.sop && Number.isInteger(number) ? <OneVersion sop={params.sop} number={number} /> : <WaitingList />
}
