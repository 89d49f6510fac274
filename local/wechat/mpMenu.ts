import { type Body, byteLength, isObject } from './args'
import { Refusal } from './refusal'
import type { World } from './types'

/** `menu/create` with the limits of its page; the menu replaces the last one whole. */
export function createMenu(world: World, body: Body): void {
  const buttons = Array.isArray(body.button) ? body.button : []
  if (buttons.length < 1 || buttons.length > 3) throw new Refusal(40016, 'invalid button size')
  for (const button of buttons) {
    if (!isObject(button)) throw new Refusal(40016, 'invalid button size')
    const children = button.sub_button
    checkName(button, 16, 40018)
    if (children === undefined) checkAct(button)
    else if (!Array.isArray(children) || children.length < 1 || children.length > 5) {
      throw new Refusal(40023, 'invalid sub button size')
    } else {
      for (const child of children) {
        if (!isObject(child) || child.sub_button !== undefined) throw new Refusal(40023, 'invalid sub button size')
        checkName(child, 60, 40025)
        checkAct(child)
      }
    }
  }
  world.store.setMeta('mp-menu', buttons)
}

function checkName(button: Body, bytes: number, code: number): void {
  const name = typeof button.name === 'string' ? button.name : ''
  if (name === '' || byteLength(name) > bytes) throw new Refusal(code, 'invalid button name size')
}

function checkAct(button: Body): void {
  const filled = (name: string, most: number) => {
    const value = button[name]
    return typeof value === 'string' && value !== '' && byteLength(value) <= most
  }
  if (button.type === 'click') {
    if (!filled('key', 128)) throw new Refusal(40019, 'invalid button key size')
  } else if (button.type === 'view') {
    if (!filled('url', 1024) || !/^https?:\/\//.test(String(button.url)))
      throw new Refusal(40055, 'invalid button url domain')
  } else if (button.type === 'miniprogram') {
    if (!filled('appid', 64) || !filled('pagepath', 1024) || !filled('url', 1024))
      throw new Refusal(40020, 'invalid button url size')
  } else throw new Refusal(40017, 'invalid button type')
}
