import { createElement, type ReactNode } from 'react'

type Props = Record<string, unknown> & { children?: ReactNode }

/** Taro's tags as plain elements; what only the platform understands does not reach the DOM. */
const tag =
  (name: string) =>
  ({ hoverClass, hoverStayTime, catchMove, openType, lazyLoad, mode, ...props }: Props) =>
    createElement(name, props)

export const View = tag('div')
export const Text = tag('span')
export const Button = tag('button')
export const Image = tag('img')

function field(name: 'input' | 'textarea', { onInput, placeholderClass, maxlength, ...props }: Props) {
  const say = onInput as (event: { detail: { value: string } }) => void
  return createElement(name, {
    ...props,
    onChange: (event: { target: { value: string } }) => say({ detail: { value: event.target.value } }),
  })
}

export const Input = (props: Props) => field('input', props)
export const Textarea = (props: Props) => field('textarea', props)
