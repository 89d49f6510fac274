import { Failure, Skeleton } from '../../../admin/parts/states'
import { toneOf } from '../../../admin/parts/tone'
import { useQuery } from '../../../admin/useQuery'
import { textChange } from '../../../kernel/textChange'
import type { FieldChange, NodeChange } from '../diff'
import type { SopNode, SopVersion } from '../rules'
import { sectionNames, sectionOf, timeWords } from './content'

const signs = { added: ['增', 'jade'], changed: ['改', 'amber'], removed: ['停', 'brick'] } as const

/** Two versions side by side: node by node, field by field, in the operator's words. */
export function VersionDiff({
  version,
  from,
  old,
  onOpen,
}: {
  version: SopVersion
  /** Number of the version that it is held against. */
  from: number
  /** Nodes of that version, for the times of those that are gone. */
  old: readonly SopNode[]
  onOpen: (key: string) => void
}) {
  const asked = useQuery('sop.diff', { sop: version.sop, from, to: version.number })
  const { loading, error, data, reload } = asked
  if (loading) return <Skeleton rows={10} height={40} />
  if (error && !data) return <Failure standing="线上的版本照常进行。" error={error} onRetry={() => void reload()} />
  if (!data) return null
  const { fields, nodes } = data.diff
  if (fields.length === 0 && nodes.length === 0) {
    return (
      <p className="diff-none">
        v{version.number} 和 v{from} 说的完全一样。
      </p>
    )
  }
  const find = (node: string) => version.nodes.find((one) => one.key === node) ?? old.find((one) => one.key === node)
  return (
    <div className="diff">
      <div className="diff-head" aria-hidden="true">
        <span />
        <span>节点</span>
        <span>改了什么</span>
        <span>v{from}</span>
        <span>v{version.number}</span>
      </div>
      {fields.length > 0 && (
        <section aria-label="这份 SOP">
          <h3>这份 SOP</h3>
          {fields.map((field) => (
            <div key={field.field} className="diff-row">
              <span className="change" data-kind="amber">
                改
              </span>
              <span className="diff-node">执行</span>
              <Field change={field} />
            </div>
          ))}
        </section>
      )}
      {sectionsOf(nodes, find).map(({ name, changes }) => (
        <section key={name} aria-label={name}>
          <h3>
            {name} <span>{changes.length}</span>
          </h3>
          {changes.map((change) => (
            <Change key={change.node} change={change} node={find(change.node)} onOpen={onOpen} />
          ))}
        </section>
      ))}
    </div>
  )
}

function Change({
  change,
  node,
  onOpen,
}: {
  change: NodeChange
  node: SopNode | undefined
  onOpen: (key: string) => void
}) {
  const [sign, kind] = signs[change.change]
  const shown = change.change === 'changed' ? change.fields : telling(change)
  const when = node ? [timeWords(node.time), node.slots[0]?.from].filter(Boolean).join(' ') : ''
  return (
    <div
      className="diff-change"
      data-tone={toneOf(change.column, node?.module ?? '', node?.kind === 'special')}
      data-change={change.change}
    >
      {shown.map((field, index) => (
        <div key={field.field} className="diff-row">
          <span className="change" data-kind={index === 0 ? kind : undefined}>
            {index === 0 && sign}
          </span>
          <span className="diff-node">
            {index === 0 && (
              <>
                <span className="bar-mark" />
                {change.change === 'removed' ? (
                  <b>{change.column}</b>
                ) : (
                  <button type="button" onClick={() => onOpen(change.node)}>
                    <b>{change.column}</b>
                  </button>
                )}
                <small>{when}</small>
              </>
            )}
          </span>
          <Field change={field} />
        </div>
      ))}
    </div>
  )
}

/** Long words show where they differ; short ones stand whole. */
function Field({ change: { field, before, after } }: { change: FieldChange }) {
  const long = before !== '' && after !== '' && Math.max(before.length, after.length) > 16
  const part = long ? textChange(before, after) : { head: '', before, after, tail: '' }
  return (
    <>
      <span className="diff-field">{field}</span>
      <span className="diff-before">
        {before === '' ? (
          '—'
        ) : (
          <>
            {part.head}
            {part.before && <del>{part.before}</del>}
            {part.tail}
          </>
        )}
      </span>
      <span className="diff-after">
        {after === '' ? (
          '—'
        ) : (
          <>
            {part.head}
            {part.after && <ins>{part.after}</ins>}
            {part.tail}
          </>
        )}
      </span>
    </>
  )
}

/** Of a node that is new or gone, what a group would notice of it; its time stands beside its name. */
function telling({ change, fields }: NodeChange): FieldChange[] {
  const wanted = change === 'added' ? ['文案', '发送方式', '适用群'] : ['文案']
  const found = fields.filter(({ field }) => wanted.includes(field))
  return found.length > 0 ? found : fields.slice(0, 2)
}

function sectionsOf(nodes: readonly NodeChange[], find: (key: string) => SopNode | undefined) {
  const order = ['daily', 'weekly', 'special', 'welcome'] as const
  return order
    .map((section) => ({
      name: sectionNames[section],
      changes: nodes.filter((change) => {
        const node = find(change.node)
        return node !== undefined && sectionOf(node) === section
      }),
    }))
    .filter(({ changes }) => changes.length > 0)
}
