import type { BatchForm } from './batchForm'
import { readValue, shapes } from './shapes'
import { faceOf, storesWords, typedValidity, usableWords } from './words'

/** The coupon as the member's coupon centre shows it, while it is being typed. */
export function CouponCard({ form }: { form: BatchForm }) {
  const read = readValue(form.value.kind, form.value.texts)
  const face = 'value' in read ? faceOf(read.value) : null
  const always = form.weekdays.length === 0 && form.parts.length === 0
  return (
    <article className="coupon-card" aria-label="会员看到的券">
      <div className="coupon-stub" data-long={face !== null && face.figure.length > 4}>
        {face ? (
          <>
            <b>
              {face.before && <small>{face.before}</small>}
              {face.figure}
              {face.after && <small>{face.after}</small>}
            </b>
            <span>{face.condition}</span>
          </>
        ) : (
          <span>{shapes[form.value.kind].name}还没写完</span>
        )}
      </div>
      <div className="coupon-main">
        <h3>{form.title.trim() || '券的名字'}</h3>
        <p>{typedValidity(form.validity)}</p>
        <p>
          {storesWords(form.stores)}
          {!always && `，${usableWords(form)}`}
        </p>
        {form.note.trim() && <p>{form.note.trim()}</p>}
        <div className="coupon-foot">
          <span>{form.total ? `共 ${form.total} 张` : ''}</span>
          <i>{Number(form.price) > 0 ? `${form.price} 积分换` : '领取'}</i>
        </div>
      </div>
    </article>
  )
}

/** The card on a phone, and what the counter asks. */
export function CouponPhone({ form }: { form: BatchForm }) {
  return (
    <figure className="coupon-phone" aria-label="手机上的样子">
      <div className="coupon-screen">
        <p className="coupon-page">福利</p>
        <p className="coupon-tab">可领</p>
        <CouponCard form={form} />
        <p className="coupon-rule">
          {form.claimFrom.replace('T', ' ').slice(5)} 开领，到 {form.claimUntil.replace('T', ' ').slice(5)}
          ，每人最多 {form.perMember || '…'} 张{form.perDay && `，每天 ${form.perDay} 张`}。
        </p>
      </div>
    </figure>
  )
}
