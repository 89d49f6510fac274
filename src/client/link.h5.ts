/** What a page's path is passed on as: an address that another browser opens. */
export function linkTo(path: string): string {
  return `${window.location.origin}/#${path}`
}
