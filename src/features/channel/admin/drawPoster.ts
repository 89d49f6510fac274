import type { Data } from '../../../admin/call'
import { withDpi } from './png'
import { DPI, GROUNDS, type Ground, linesOf, type PosterSize, type PosterWords, planPoster } from './posterPlan'

const FONT = '"PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif'

export interface Poster {
  size: PosterSize
  ground: Ground
  words: PosterWords
  /** Colour of the brand, `#rrggbb`. */
  brand: string
  code: ImageBitmap
}

/** The picture of a code as the server handed it over. */
export async function codeBitmap({ contentType, base64 }: Data<'channel.codePicture'>): Promise<ImageBitmap> {
  const text = atob(base64)
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  return createImageBitmap(new Blob([bytes], { type: contentType }))
}

/** Draws a poster in its size of print; a preview is the same canvas shown small. */
export function drawPoster(canvas: HTMLCanvasElement, { size, ground, words, brand, code }: Poster): void {
  const plan = planPoster(size)
  const colours = GROUNDS[ground]
  canvas.width = plan.width
  canvas.height = plan.height
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.fillStyle = colours.ground
  pen.fillRect(0, 0, plan.width, plan.height)
  pen.fillStyle = brand
  pen.fillRect(0, 0, plan.width, plan.bar.height)
  pen.textBaseline = 'top'
  write(pen, words.title, plan.title, { weight: 700, leading: 1.28, colour: colours.ink })
  write(pen, words.note, plan.note, { weight: 400, leading: 1.5, colour: colours.faint })
  drawCode(pen, code, plan.code)
  pen.fillStyle = colours.faint
  pen.font = `500 ${plan.foot.size}px ${FONT}`
  pen.textAlign = 'left'
  const half = (plan.width - 2 * plan.margin) * 0.58
  pen.fillText(fitted(pen, words.brand, half), plan.margin, plan.foot.y)
  pen.textAlign = 'right'
  pen.fillText(fitted(pen, words.store, half * 0.7), plan.width - plan.margin, plan.foot.y)
  pen.textAlign = 'left'
}

function write(
  pen: CanvasRenderingContext2D,
  text: string,
  { x, y, size, width, lines }: { x: number; y: number; size: number; width: number; lines: number },
  { weight, leading, colour }: { weight: number; leading: number; colour: string },
): void {
  pen.font = `${weight} ${size}px ${FONT}`
  pen.fillStyle = colour
  const broken = linesOf(text, lines, (line) => pen.measureText(line).width <= width)
  for (const [index, line] of broken.entries()) pen.fillText(line, x, y + index * Math.round(size * leading))
}

/** On white, with the four quiet modules around it that a scanner needs. */
function drawCode(pen: CanvasRenderingContext2D, code: ImageBitmap, at: { x: number; y: number; side: number }): void {
  const quiet = Math.round(at.side * 0.04)
  pen.fillStyle = '#ffffff'
  pen.beginPath()
  pen.roundRect(at.x, at.y, at.side, at.side, Math.round(at.side * 0.04))
  pen.fill()
  // A code is squares: what is enlarged must not be blurred.
  pen.imageSmoothingEnabled = code.width > at.side
  pen.drawImage(code, at.x + quiet, at.y + quiet, at.side - 2 * quiet, at.side - 2 * quiet)
  pen.imageSmoothingEnabled = true
}

function fitted(pen: CanvasRenderingContext2D, text: string, width: number): string {
  return linesOf(text, 1, (line) => pen.measureText(line).width <= width)[0] ?? ''
}

/** The canvas as a PNG that knows its size in print. */
export async function posterFile(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  if (blob === null) throw new Error('the canvas gave no picture')
  return withDpi(new Uint8Array(await blob.arrayBuffer()), DPI)
}

export function download(bytes: Uint8Array<ArrayBuffer>, name: string, type: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([bytes], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
