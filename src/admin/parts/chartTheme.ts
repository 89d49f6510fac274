import type { SeriesTone } from './chartModel'

/** Colours and letters of a drawing, as the tokens of the page say at this moment. */
export interface ChartTheme {
  series: Readonly<Record<SeriesTone, string>>
  ink: string
  quiet: string
  line: string
  strong: string
  surface: string
  event: string
  font: string
}

/** @param read value of a custom property, `--ink` → `#1e1e24` */
export function chartTheme(read: (name: string) => string): ChartTheme {
  return {
    series: {
      1: read('--series-1'),
      2: read('--series-2'),
      3: read('--series-3'),
      4: read('--series-4'),
      5: read('--series-5'),
    },
    ...{ ink: read('--ink'), quiet: read('--ink-3'), line: read('--line'), strong: read('--line-strong') },
    ...{ surface: read('--surface'), event: read('--amber-text') },
    // Inside of a picture the names of fonts stand in an attribute, which a double quote would end.
    font: read('--font').replaceAll('"', "'"),
  }
}
