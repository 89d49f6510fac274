/**
 * Run as a process of its own by cloudLink.ts (the test's process plays a phone, without fetch): the product with its demo
 * brand. Says its address on the first line and stops when its input ends.
 */
import { openProduct } from '../e2e/product'

void main()

async function main(): Promise<void> {
  const product = await openProduct(process.env.JIEPAI_NOW ?? '', 'demo')
  process.stdout.write(`${product.url}\n`)
  process.stdin.on('end', () => void product.close())
  process.stdin.resume()
}
