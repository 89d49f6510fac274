import { h, icon } from './dom.js'

/**
 * The member app's address for a path as WeChat holds it: `.html` belongs to 企业微信's card format, and the person's
 * openid stands where WeChat's own login would be.
 */
export function appAddress(openid, path) {
  const [page, query] = path.replace(/^\//, '').split('?', 2)
  const route = page.replace(/\.html$/, '')
  return `/?openid=${encodeURIComponent(openid)}#/${route}${query === undefined ? '' : `?${query}`}`
}

/** Opens the mini-program over the phone's screen, as WeChat does; the capsule closes it. */
export function openMini(phone, openid, path) {
  closeMini(phone)
  const address = appAddress(openid, path)
  const close = h(
    'button',
    { title: '关闭小程序', 'aria-label': '关闭小程序', onclick: () => closeMini(phone) },
    ring(),
  )
  const away = h(
    'a',
    { href: address, target: '_blank', title: '在新标签页打开', 'aria-label': '在新标签页打开' },
    '•••',
  )
  phone.append(
    h(
      'div',
      { class: 'mini' },
      h('div', { class: 'status num' }, h('span', { 'data-clock': '' }), icon('signal', 0, [67, 12])),
      h('iframe', { src: address, title: '小程序' }),
      h('div', { class: 'capsule' }, away, close),
    ),
  )
}

export function closeMini(phone) {
  phone.querySelector('.mini')?.remove()
}

function ring() {
  return h('span', {
    style: {
      width: '17px',
      height: '17px',
      borderRadius: '50%',
      border: '2px solid',
      boxShadow: 'inset 0 0 0 3px #fff',
      background: 'currentColor',
    },
  })
}
