import { Chart } from '../../../admin/parts/Chart'
import { Failure } from '../../../admin/parts/states'
import { useQuery } from '../../../admin/useQuery'
import type { BatchView } from '../contract'
import { batchModel } from './series'

/** How a batch was taken and used over its last days. */
export function BatchCurve({ batch }: { batch: BatchView }) {
  const found = useQuery('coupon.getDays', { batch: batch._id })
  if (found.error) {
    return <Failure standing="券照常能领能用。" error={found.error} onRetry={() => void found.reload()} />
  }
  return (
    <Chart
      title="领取与核销，累计张数"
      name={`${batch.terms.title} 领取与核销`}
      hint={batch.terms.title}
      model={found.data && batchModel(batch, found.data)}
      metrics={['taken', 'used']}
      empty="还没有人领。开始发放后，每天领了多少、用了多少画在这里。"
      height={220}
    />
  )
}
