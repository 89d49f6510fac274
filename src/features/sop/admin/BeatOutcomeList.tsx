import { RouteBadge, routeNames } from '../../../admin/parts/RouteBadge'
import type { BeatOutcome } from './calendarOverlay'
import { overlayText } from './overlayText'

/** Names that are written out; the rest is a number. */
const NAMED = 6

/** What the dry run says of one beat: by which way to how many, who does not hear it and why, what it runs into. */
export function BeatOutcomeList({ outcome }: { outcome: BeatOutcome }) {
  const { ways, silent, otherwise, notMeant, clashes } = outcome
  return (
    <section className="beat-outcome" aria-label="预演">
      <h3>预演</h3>
      <ul>
        {ways.map(({ route, groups }) => (
          <li key={route}>
            <RouteBadge route={route} /> {groups} 个群走{routeNames[route].name}
          </li>
        ))}
        {otherwise.map(({ reason, names }) => (
          <li key={`o${reason}`} className={clashes.includes('over_budget') ? 'amber' : undefined}>
            {reason}：{named(names)}
          </li>
        ))}
        {silent.map(({ reason, names }) => (
          <li key={`s${reason}`} className="brick">
            听不到，{reason}：{named(names)}
          </li>
        ))}
        {notMeant.length > 0 && (
          <li className="hint">
            听不到，{overlayText.notMeant}：{named(notMeant)}
          </li>
        )}
        {clashes.map((kind) => (
          <li key={kind} className="brick">
            {overlayText.clash[kind]}
          </li>
        ))}
      </ul>
    </section>
  )
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join('、')
  return names.length > NAMED ? `${shown} 等 ${names.length} 个群` : shown
}
