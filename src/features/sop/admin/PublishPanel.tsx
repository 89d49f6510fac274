import { Icon } from '../../../admin/parts/Icon'
import type { SopNode, SopVersion } from '../rules'
import { type ChangeKind, missingVariables, sectionOf } from './content'
import { WeekScore } from './WeekScore'

/** What is worth knowing before (or about) a publication: checks, and one week as it will sound. */
export function PublishPanel({
  version,
  changes,
  onOpen,
}: {
  version: SopVersion
  changes: ReadonlyMap<string, ChangeKind>
  onOpen: (key: string) => void
}) {
  const missing = version.nodes.filter((node) => missingVariables(node).length > 0)
  const waiting = version.nodes.filter((node) => node.unscheduled !== null)
  const noCard = version.nodes.filter(
    (node) => node.unscheduled === null && !node.parts.some((part) => part.type === 'card'),
  )
  const draft = version.status === 'draft'
  return (
    <aside className="publish" aria-label={draft ? '发布前检查' : '这一版'}>
      <section>
        <h2>{draft ? '发布前检查' : '这一版'}</h2>
        <ul className="checks">
          <Check ok={missing.length === 0} name="变量">
            {missing.length === 0 ? '都有值' : <Names nodes={missing} onOpen={onOpen} tail="还缺变量，补上才能发布" />}
          </Check>
          <Check ok name="执行期">
            {version.from ?? '从发布起'} 到 {version.to ?? '一直'}
          </Check>
          <Check ok name="配额">
            每群每天最多 1 条走群发任务，其余进群主待办
          </Check>
          <Check ok={noCard.length === 0} soft name="卡片">
            {noCard.length === 0 ? (
              '每一拍都能点进栏目页'
            ) : (
              <Names nodes={noCard} onOpen={onOpen} tail="没有卡片，看不到打开人数" />
            )}
          </Check>
          <Check ok={waiting.length === 0} soft name="先留着">
            {waiting.length === 0 ? '没有' : `${waiting.length} 个节点留在版本里，还不会自动发`}
          </Check>
        </ul>
      </section>
      <section>
        <h2>
          一周的拍子 <small>{changes.size > 0 ? '描边的是改动' : '不含节点和欢迎'}</small>
        </h2>
        <WeekScore nodes={version.nodes} changes={changes} />
        <p className="hint">
          另有节点 {version.nodes.filter((node) => sectionOf(node) === 'special').length} 个，欢迎{' '}
          {version.nodes.filter((node) => sectionOf(node) === 'welcome').length} 个
        </p>
      </section>
    </aside>
  )
}

function Check({
  ok,
  soft = false,
  name,
  children,
}: {
  ok: boolean
  soft?: boolean
  name: string
  children: React.ReactNode
}) {
  return (
    <li data-kind={ok ? 'ok' : soft ? 'soft' : 'stop'}>
      <Icon name={ok ? 'check' : soft ? 'clock' : 'close'} size={14} />
      <span>{name}</span>
      <div>{children}</div>
    </li>
  )
}

function Names({ nodes, onOpen, tail }: { nodes: readonly SopNode[]; onOpen: (key: string) => void; tail: string }) {
  return (
    <>
      {nodes.slice(0, 4).map((node, index) => (
        <span key={node.key}>
          {index > 0 && '、'}
          <button type="button" className="linkish" onClick={() => onOpen(node.key)}>
            {node.column}
          </button>
        </span>
      ))}
      {nodes.length > 4 && ` 等 ${nodes.length} 个`} {tail}
    </>
  )
}
