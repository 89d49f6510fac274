/** How one number is counted, in the operator's words: read at the number itself and at the head of every file that has it. */
export interface Metric {
  name: string
  /** One sentence: what is counted, and what is not. */
  means: string
  /** Of a share: what is divided by what. */
  above?: string
  below?: string
  /** Where it comes from and how old it may be. */
  source: string
}
