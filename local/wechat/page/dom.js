/** Builds an element; strings become text nodes, never markup, because chats hold what people typed. */
export function h(tag, props, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith('on')) node.addEventListener(name.slice(2).toLowerCase(), value)
    else if (name === 'style') Object.assign(node.style, value)
    else node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false))
  return node
}

/** An icon of the sprite in index.html. */
export function icon(name, size = 16, box) {
  const ns = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(ns, 'svg')
  svg.setAttribute('width', String(box?.[0] ?? size))
  svg.setAttribute('height', String(box?.[1] ?? size))
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(ns, 'use')
  use.setAttribute('href', `#i-${name}`)
  svg.append(use)
  return svg
}

const PALETTE = ['#B5565F', '#2F7D68', '#B4632F', '#4F6D8A', '#7D5E92', '#9A6A4F', '#3E7F86', '#A85779', '#66713B']

/** The colour of a person is fixed by the id, so that a face keeps it everywhere. */
export function colourOf(id) {
  let sum = 5
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 9973
  return PALETTE[sum % PALETTE.length]
}

/** WeChat's square avatar with the last character of the name. */
export function avatar(id, name) {
  const letters = [...name].filter((letter) => letter.trim() !== '')
  return h(
    'span',
    { class: 'avatar', style: { background: colourOf(id) }, 'aria-hidden': 'true' },
    letters.at(-1) ?? '·',
  )
}

/** Replaces the children of a node and keeps its scroll place, or keeps to the end when it was there. */
export function redraw(node, ...children) {
  const atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 40
  const place = node.scrollTop
  node.replaceChildren(...children.flat().filter(Boolean))
  node.scrollTop = atEnd && node.dataset.follow === 'end' ? node.scrollHeight : place
}

let toastTimer = 0

/** One sentence at the bottom of the page for three seconds. */
export function toast(sentence) {
  const node = document.getElementById('toast')
  node.textContent = sentence
  node.classList.add('is-on')
  clearTimeout(toastTimer)
  toastTimer = setTimeout(() => node.classList.remove('is-on'), 3200)
}
