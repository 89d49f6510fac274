import { runTool } from './run.mjs'

/** TypeScript's native compiler, some ten times as fast; the one beside it is for its API, which this one does not have. */
const tsc = 'node_modules/typescript-native/bin/tsc'
/** Rules see no platform, pages no DOM, the admin page no Node, functions no browser: four views on the same sources. */
const projects = ['rules', 'pages', 'admin', 'server']

/**
 * Format, lint and types, all at once.
 * @returns {Promise<{name: string, ok: boolean, output: string, ms: number}[]>} one result per tool
 */
export function runChecks() {
  const biome = runTool('node_modules/@biomejs/biome/bin/biome', ['ci', '--colors=off', '--max-diagnostics=40', '.'])
  const types = projects.map((project) => runTool(tsc, ['--project', `tsconfig.${project}.json`, '--pretty', 'false']))
  const names = ['format and lint', ...projects.map((project) => `types of ${project}`)]
  return Promise.all(
    [biome, ...types].map(async (result, index) => {
      const { code, output, ms, cpu } = await result
      return { name: names[index], ok: code === 0, output, ms, cpu }
    }),
  )
}
