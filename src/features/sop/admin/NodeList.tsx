import { RouteBadge } from '../../../admin/parts/RouteBadge'
import { toneOf } from '../../../admin/parts/tone'
import type { SopNode } from '../rules'
import { type ChangeKind, missingVariables, pieces, sectionNames, sectionsOf, textOf, timeWords } from './content'

const changeSigns = { added: ['增', 'jade'], changed: ['改', 'amber'] } as const

/** The nodes of a version by kind, each with its time, way and words. A click opens it. */
export function NodeList({
  nodes,
  changes,
  removed,
  chosen,
  onOpen,
}: {
  nodes: readonly SopNode[]
  changes: ReadonlyMap<string, ChangeKind>
  removed: readonly SopNode[]
  chosen: string | null
  onOpen: (key: string) => void
}) {
  return (
    <div className="nodes">
      {sectionsOf(nodes).map(({ section, nodes: here }) => (
        <section key={section} aria-label={sectionNames[section]}>
          <h3>
            {sectionNames[section]} <span>{here.length}</span>
          </h3>
          <ul>
            {here.map((node) => (
              <li key={node.key}>
                <NodeRow node={node} change={changes.get(node.key)} chosen={node.key === chosen} onOpen={onOpen} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {removed.length > 0 && (
        <section aria-label="这一版停掉的">
          <h3>
            这一版停掉的 <span>{removed.length}</span>
          </h3>
          <ul>
            {removed.map((node) => (
              <li key={node.key} className="node-removed">
                <span className="change" data-kind="brick">
                  停
                </span>
                <s>
                  {timeWords(node.time)} {node.slots[0]?.from} {node.column}
                </s>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function NodeRow({
  node,
  change,
  chosen,
  onOpen,
}: {
  node: SopNode
  change: ChangeKind | undefined
  chosen: boolean
  onOpen: (key: string) => void
}) {
  const missing = missingVariables(node)
  const sign = change && changeSigns[change]
  return (
    <button
      type="button"
      className="node"
      data-tone={toneOf(node.column, node.module, node.kind === 'special')}
      aria-current={chosen ? 'true' : undefined}
      onClick={() => onOpen(node.key)}
    >
      <span className="change" data-kind={sign?.[1]}>
        {sign?.[0]}
      </span>
      <span className="node-time">
        {node.time.on !== 'daily' && <small>{timeWords(node.time)}</small>}
        {node.slots.map((slot) => slot.from).join(' ')}
      </span>
      <span className="node-name ellipsis">
        <span className="bar-mark" /> {node.column}
      </span>
      <RouteBadge route={node.time.on === 'join' ? 'welcome' : node.route} />
      <span className="node-text ellipsis">
        {pieces(textOf(node)).map((piece, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, drawn anew with it
          piece.variable ? <mark key={index}>{piece.text}</mark> : piece.text,
        )}
      </span>
      <span className="node-flags">
        {missing.length > 0 && (
          <span className="tag" data-kind="brick">
            缺 {missing.join('、')}
          </span>
        )}
        {node.unscheduled !== null && (
          <span className="tag" data-kind="blue" title={node.unscheduled}>
            先留着
          </span>
        )}
      </span>
    </button>
  )
}
