import { copyCommand } from './run'

void main()

async function main(): Promise<void> {
  const [command, ...args] = process.argv.slice(2)
  process.exitCode = await copyCommand(
    command === 'restore' ? 'restore' : 'backup',
    args,
    process.env,
    process.env.JIEPAI_TYPED_IN ?? '.',
    (line) => console.log(line),
  )
}
