/** What a page's path is passed on as: inside WeChat the path itself. */
export function linkTo(path: string): string {
  return path
}
