/** In WeChat the platform knows who is calling; a page never does. */
export function identity(): string {
  return ''
}
