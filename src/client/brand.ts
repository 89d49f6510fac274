/** The brand of this mini-program. Another brand is another file of this shape, with its three colours in theme/tokens.scss. */
export const brand = {
  name: '花间美妆·福利群',
  shortName: '花间美妆',
} as const
