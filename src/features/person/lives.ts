import '../points/collections'
import { is, type Store } from '../../kernel/store'

/** Without what somebody did before they left: whoever was forgotten is not told of again. One read, none when there is nothing. */
export async function ofThisLife<Told extends { memberId: string; at: number }>(
  store: Store,
  told: Told[],
): Promise<Told[]> {
  if (told.length === 0) return told
  const ids = [...new Set(told.map(({ memberId }) => memberId))]
  const accounts = await store.find('accounts', { _id: is.in(ids) }, { limit: 1000, fields: ['createdAt', 'leaving'] })
  const lives = new Map(accounts.map((account) => [account._id, account]))
  return told.filter(({ memberId, at }) => {
    const life = lives.get(memberId)
    return !life || (!life.leaving && life.createdAt <= at)
  })
}
