import { allShortcuts, keysShown } from '../keys'
import { isMac } from '../mac'
import { Icon } from '../parts/Icon'
import { routes } from '../routes'
import { useLayer } from './useLayer'

/** All shortcuts by where they work, out of the table that the handlers ask. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const layer = useLayer(onClose)
  const mac = isMac()
  const listed = allShortcuts.filter(({ go }) => go === undefined || routes[go])
  const places = [...new Set(listed.map(({ where }) => where))]
  return (
    <div className="layer" onPointerDown={(event) => event.target === event.currentTarget && onClose()}>
      <div className="finder shortcuts" role="dialog" aria-modal="true" aria-label="全部快捷键" ref={layer}>
        <header>
          <h2>快捷键</h2>
          <span className="hint">输入法组字和在输入框里时，单个字母不起作用</span>
          <button type="button" aria-label="关闭" onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <div className="shortcut-places" tabIndex={0}>
          {places.map((place) => (
            <section key={place} aria-label={place}>
              <h3>{place}</h3>
              <dl>
                {listed
                  .filter(({ where }) => where === place)
                  .map(({ press, does }) => (
                    <div key={does}>
                      <dt>
                        {press.map((keys) => (
                          <span key={keys}>
                            {keysShown(keys, mac).map((key) => (
                              <kbd key={key}>{key}</kbd>
                            ))}
                          </span>
                        ))}
                      </dt>
                      <dd>{does}</dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </div>
  )
}
