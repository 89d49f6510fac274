import type { AuditLine } from '../contract'
import { auditText as text } from './text'

/** What one deed changed, field by field; a field that stayed the same is left out. */
export function Changes({ line }: { line: AuditLine }) {
  return (
    <div className="audit-changes">
      {line.changes.map((change, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered
        <div key={place}>
          <h3>
            {change.collection} <small>{change.ids.join('、')}</small>
            {change.did === 'insert' && <span className="tag">{text.fresh}</span>}
            {change.did === 'remove' && <span className="tag">{text.gone}</span>}
          </h3>
          <dl>
            {fieldsOf(change).map(({ name, before, after }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  {change.did !== 'insert' && <del>{before}</del>}
                  {change.did !== 'remove' && <ins>{after}</ins>}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      {line.more > 0 && <p className="hint">{text.more(line.more)}</p>}
      <details>
        <summary>{text.input}</summary>
        <pre>{JSON.stringify(line.input, null, 1)}</pre>
      </details>
    </div>
  )
}

function fieldsOf({ before, after }: AuditLine['changes'][number]) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return names
    .map((name) => ({ name, before: words(before, name), after: words(after, name) }))
    .filter((field) => field.before !== field.after)
}

function words(fields: Record<string, unknown> | null, name: string): string {
  if (fields === null || !Object.hasOwn(fields, name)) return text.unknown
  const value = fields[name]
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
