/** Sizes that print shops know, in millimetres. */
export const POSTER_SIZES = {
  a6: { name: 'A6 台卡', width: 105, height: 148 },
  a5: { name: 'A5 立牌', width: 148, height: 210 },
  a4: { name: 'A4 海报', width: 210, height: 297 },
  sticker: { name: '8×8 cm 贴纸', width: 80, height: 80 },
} as const
export type PosterSize = keyof typeof POSTER_SIZES

export const DPI = 300

/** Grounds to choose from; the code itself always stands on white. */
export const GROUNDS = {
  paper: { name: '米白', ground: '#fbf5ea', ink: '#1e1e24', faint: '#6b645b' },
  white: { name: '纯白', ground: '#ffffff', ink: '#1e1e24', faint: '#6b645b' },
  dark: { name: '墨黑', ground: '#23232b', ink: '#fffdfa', faint: '#c9c0b3' },
} as const
export type Ground = keyof typeof GROUNDS

export interface PosterWords {
  title: string
  /** Beneath it; may be empty. */
  note: string
  brand: string
  store: string
}

export interface PosterPlan {
  /** Pixels. */
  width: number
  height: number
  margin: number
  title: { x: number; y: number; size: number; width: number; lines: number }
  note: { x: number; y: number; size: number; width: number; lines: number }
  code: { x: number; y: number; side: number }
  foot: { y: number; size: number }
  bar: { height: number }
}

export function pixels(millimetres: number): number {
  return Math.round((millimetres / 25.4) * DPI)
}

/** Where everything stands, in pixels of print. A code smaller than two centimetres is hard to scan, so it gives way last. */
export function planPoster(size: PosterSize): PosterPlan {
  const { width: mmWidth, height: mmHeight } = POSTER_SIZES[size]
  const width = pixels(mmWidth)
  const height = pixels(mmHeight)
  const square = mmWidth === mmHeight
  const margin = Math.round(width * (square ? 0.07 : 0.09))
  const inner = width - 2 * margin
  const titleSize = Math.round(width * (square ? 0.085 : 0.105))
  const noteSize = Math.round(width * 0.045)
  const footSize = Math.round(width * 0.04)
  const titleLines = square ? 1 : 2
  const top = margin + Math.round(width * 0.02)
  const noteTop = top + Math.round(titleSize * 1.28) * titleLines + Math.round(noteSize * 0.4)
  const noteLines = square ? 0 : 2
  const codeTop = noteTop + Math.round(noteSize * 1.5) * noteLines + Math.round(width * 0.02)
  const footTop = height - margin - footSize
  const room = footTop - codeTop - Math.round(width * 0.05)
  const side = Math.min(inner, room)
  return {
    width,
    height,
    margin,
    title: { x: margin, y: top, size: titleSize, width: inner, lines: titleLines },
    note: { x: margin, y: noteTop, size: noteSize, width: inner, lines: noteLines },
    code: { x: Math.round((width - side) / 2), y: codeTop + Math.round((room - side) / 2), side },
    foot: { y: footTop, size: footSize },
    bar: { height: Math.round(width * 0.018) },
  }
}

/** Breaks words into lines of a width; the last one that fits ends with 「…」. */
export function linesOf(text: string, most: number, fits: (line: string) => boolean): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const letter of paragraph) {
      if (fits(line + letter)) line += letter
      else {
        lines.push(line)
        line = letter
      }
    }
    if (line !== '') lines.push(line)
  }
  if (lines.length <= most) return lines
  const kept = lines.slice(0, most)
  const last = [...(kept[most - 1] ?? '')]
  while (last.length > 0 && !fits(`${last.join('')}…`)) last.pop()
  return most === 0 ? [] : [...kept.slice(0, -1), `${last.join('')}…`]
}
