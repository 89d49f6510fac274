import { useEffect, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import type { SopSummary } from '../contract'
import type { Hearer } from '../lifeContract'
import type { SopVersion } from '../rules'

/** Another SOP as it is live now, with its hearers. */
export interface OtherSop {
  version: SopVersion
  groups: readonly Hearer[]
}

/** More SOPs than this are not laid beside each other. */
export const MOST_SOPS = 12

/** What the other SOPs say now, for a calendar that shows them all; asked only when it is wanted. */
export function useOtherSops(sops: readonly SopSummary[], own: string, wanted: boolean) {
  const [held, setHeld] = useState<{ key: string; others: OtherSop[]; error: CallError | null } | null>(null)
  const live = sops.filter(({ sop, live, retiredAt }) => sop !== own && live > 0 && retiredAt == null)
  const key = wanted ? JSON.stringify(live.slice(0, MOST_SOPS).map(({ sop, live: number }) => ({ sop, number }))) : ''

  useEffect(() => {
    if (key === '') return
    let gone = false
    const load = async () => {
      const others: OtherSop[] = []
      for (const at of JSON.parse(key) as { sop: string; number: number }[]) {
        const [{ version }, { groups }] = await Promise.all([
          call('sop.getVersion', at),
          call('sop.getHearers', { sop: at.sop }),
        ])
        others.push({ version, groups })
      }
      return others
    }
    load().then(
      (others) => !gone && setHeld({ key, others, error: null }),
      (error: unknown) => {
        if (!(error instanceof CallError)) console.error(error)
        const told = error instanceof CallError ? error : new CallError('PAGE', '页面出了点问题，刷新后再试。')
        if (!gone) setHeld({ key, others: [], error: told })
      },
    )
    return () => {
      gone = true
    }
  }, [key])

  const current = held?.key === key && key !== '' ? held : null
  return { others: current?.others ?? NONE, loading: key !== '' && current === null, error: current?.error ?? null }
}

const NONE: OtherSop[] = []
