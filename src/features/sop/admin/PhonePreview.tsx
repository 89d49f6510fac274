import { Icon, Mark } from '../../../admin/parts/Icon'
import { toneOf } from '../../../admin/parts/tone'
import type { SopNode } from '../rules'
import { fillIn, valuesOfTime } from '../variables'
import { cardOf, mediaOf, pieces } from './content'
import type { NodeForm } from './nodeForm'

/** The message as a group reads it: bubble, pictures, mini-program card. Variables without a value stay visible. */
export function PhonePreview({ node, form }: { node: SopNode; form: NodeForm }) {
  const values = { ...valuesOfTime(node.time), ...form.variables }
  const card = cardOf(node)
  const media = mediaOf(node)
  const group = node.audience.tags[0] ?? '客户群'
  return (
    <figure className="phone" aria-label="手机上的样子">
      <div className="phone-top">
        {group} · 示例<small>（486）</small>
      </div>
      <div className="phone-chat">
        <span className="phone-face" aria-hidden="true">
          {node.owner.slice(-1) || '群'}
        </span>
        <div>
          <p className="phone-who">{node.owner || '群主'} @企业微信</p>
          <p className="bubble">
            {pieces(fillIn(form.text, values)).map((piece, index) =>
              piece.variable ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, drawn anew with it
                <mark key={index}>{piece.text}</mark>
              ) : (
                piece.text
              ),
            )}
          </p>
          {media.map((one) => (
            <p key={one.material} className="bubble phone-media">
              <Icon name="image" size={14} /> {one.name} · {one.material}
            </p>
          ))}
          {card && (
            <div className="mini" data-tone={toneOf(node.column, node.module, node.kind === 'special')}>
              <p>
                <Mark size={12} /> 节拍会员
              </p>
              <b>{fillIn(form.cardTitle, values)}</b>
              <div className="mini-cover">
                <i />
                <i />
                <i />
                <i />
                <span>{node.column}</span>
              </div>
              <small>小程序</small>
            </div>
          )}
        </div>
      </div>
    </figure>
  )
}
