import { useEffect, useMemo, useRef, useState } from 'react'
import { useQuery } from '../../../admin/useQuery'
import type { Day } from '../../../kernel/day'
import type { SopVersion } from '../rules'
import { overlayOf } from './calendarOverlay'

/** Groups that one dry run is asked about by name. */
export const NAMED = 200

/**
 * The dry run of what is shown, asked anew whenever the draft changes.
 *
 * @param groups chat_ids that are looked at; empty asks about all
 */
export function useOverlay(
  version: SopVersion | null,
  range: { from: Day; days: number } | null,
  groups: readonly string[],
) {
  const input =
    version !== null && range !== null
      ? {
          ...{ sop: version.sop, version: version.number, ...range, limit: 1, table: true },
          ...(groups.length > 0 ? { groups: groups.slice(0, NAMED) } : {}),
        }
      : null
  const run = useQuery('sop.dryRun', input)
  const overlay = useMemo(() => (run.data ? overlayOf(run.data) : null), [run.data])
  const revision = version?.revision ?? 0
  const answered = useRef(revision)
  const [again, setAgain] = useState(false)
  const { reload } = run

  // The question is the same after a change of the draft; the answer is not.
  useEffect(() => {
    if (answered.current === revision) return
    answered.current = revision
    setAgain(true)
    void reload().finally(() => setAgain(false))
  }, [revision, reload])

  return { overlay, run: run.data, at: run.at, loading: run.loading || again, error: run.error, reload }
}

export type Overlaid = ReturnType<typeof useOverlay>
