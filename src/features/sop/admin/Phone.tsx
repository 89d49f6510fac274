import './version.css'
import './phone.css'

/** A phone with a bar at the top; what stands below looks as WeChat draws it. */
export function Phone({
  title,
  kind = 'chat',
  children,
}: {
  title: React.ReactNode
  /** `page` is white, as a page of a mini-program or an article. */
  kind?: 'chat' | 'page'
  children: React.ReactNode
}) {
  return (
    <figure className="phone" aria-label="手机上的样子" data-kind={kind}>
      <div className="phone-top">
        {kind === 'page' && (
          <span className="phone-back" aria-hidden="true">
            ‹
          </span>
        )}
        {title}
        {kind === 'page' && (
          <span className="phone-capsule" aria-hidden="true">
            <i />
            <i />
          </span>
        )}
      </div>
      <div className="phone-body">{children}</div>
    </figure>
  )
}
