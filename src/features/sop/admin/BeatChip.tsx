import type { PointerEvent } from 'react'
import { Glyph } from '../../../admin/parts/Glyph'
import { type RouteName, routeNames } from '../../../admin/parts/RouteBadge'
import { toneOf } from '../../../admin/parts/tone'
import { minutesOf, timeOf } from '../../../kernel/day'
import type { Occurrence } from '../rules'
import { type BeatFacts, ofNode, outcomeWords } from './beatFacts'

/** A beat on week and day: two lines, colour of its kind at the left, way and state at the right. */
export function BeatChip({
  beat,
  facts,
  label,
  narrow,
  many,
  chosen,
  tabbable,
  movable,
  onOpen,
  onPointerDown,
}: {
  beat: Occurrence
  facts: BeatFacts
  label: string
  /** Beside another one: no room for the way. */
  narrow: boolean
  /** Several groups are looked at: it says how many hear it. */
  many: boolean
  chosen: boolean
  tabbable: boolean
  movable: boolean
  onOpen: () => void
  onPointerDown: (event: PointerEvent<HTMLButtonElement>) => void
}) {
  const { node } = beat
  const { route, glyph, past, clash, outcome, foreign } = facts
  return (
    <button
      type="button"
      className="chip"
      data-tone={toneOf(node.column, node.module, node.kind === 'special')}
      data-past={past}
      data-clash={clash && !past}
      data-fate={fateOf(facts)}
      data-foreign={foreign}
      data-narrow={narrow}
      data-movable={movable}
      data-beat={beat.beat}
      data-cursor={tabbable}
      data-minute={minutesOf(timeOf(beat.from))}
      aria-label={label}
      aria-current={chosen ? 'true' : undefined}
      tabIndex={tabbable ? 0 : -1}
      onClick={onOpen}
      onPointerDown={onPointerDown}
    >
      <span className="chip-name">
        <b className="ellipsis">{node.column}</b>
        {!narrow &&
          (outcome !== null && outcome.ways.length > 1 ? (
            outcome.ways.map(({ route: way, groups }) => (
              <span key={way} className="chip-way">
                <RouteSign route={way} />
                {groups}
              </span>
            ))
          ) : (
            <RouteSign route={route} />
          ))}
        {glyph && <Glyph name={glyph} size={12} />}
      </span>
      <small className="ellipsis">
        <SecondLine beat={beat} facts={facts} many={many} />
      </small>
    </button>
  )
}

function SecondLine({ beat, facts, many }: { beat: Occurrence; facts: BeatFacts; many: boolean }) {
  const { missing, single, shifted, outcome, groups } = facts
  if (missing.length > 0) return <em>缺 {missing.join('、')}</em>
  const told = outcomeWords(outcome)
  const fate = fateOf(facts)
  // Which of a day's beats gets the one group task is what the sign says; the reason stands in the drawer.
  if (told !== null && (fate !== 'send' || beat.node.route === 'group_task')) {
    return fate === 'send' ? told : <em data-kind={fate === 'byhand' ? 'amber' : undefined}>{told}</em>
  }
  const before =
    single !== null
      ? `${single} · `
      : shifted
        ? '顺延来的 · '
        : beat.from % 3_600_000 === 0
          ? ''
          : `${timeOf(beat.from)} `
  const heard = many && beat.to === 'groups' ? `${groups} 个群 · ` : ''
  return `${before}${heard}${ofNode(beat.node).summary}`
}

/** How the dry run lets it come out, in a word; null where nothing is to be told. */
export function fateOf({ outcome }: Pick<BeatFacts, 'outcome'>): 'silent' | 'some' | 'byhand' | 'send' | undefined {
  if (outcome === null) return undefined
  if (outcome.ways.length === 0) return 'silent'
  if (outcome.silent.length > 0) return 'some'
  return outcome.clashes.includes('over_budget') ? 'byhand' : 'send'
}

/** The sign of a way without the explanation that `RouteBadge` carries along: there are hundreds of these. */
export function RouteSign({ route }: { route: RouteName }) {
  return (
    <span className="route" data-route={route} title={routeNames[route].name} aria-hidden="true">
      {routeNames[route].sign}
    </span>
  )
}
