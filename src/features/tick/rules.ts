/** One run of the tick, kept for the health page. `_id` is its instant (ms, as text). */
export interface TickRun {
  _id: string
  schema: 1
  at: number
  /** Wall time of the run in ms. */
  ms: number
  /** Due items that ended or moved on. */
  done: number
  failed: number
  unfinished: boolean
}
