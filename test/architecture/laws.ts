import ts from 'typescript'
import { type Source, walk } from './sources'

/** Takes all sources, answers one sentence per breach. */
export type Law = (sources: readonly Source[]) => string[]

/** Packages that are pure themselves: no clock, network or platform inside. */
const purePackages = new Set(['valibot', 'chinese-days'])
const serverSide = /^src\/features\/[^/]+\/(server|jobs)$/
const pageSide = /^src\/(app|client|admin|custom-tab-bar)|^src\/features\/[^/]+\/(pages|admin)\//

/** rules.ts and the kernel, and whatever they lead to, know only the kernel and rules. */
export const rulesArePure: Law = (sources) => {
  const byPath = new Map(sources.map((source) => [source.file.replace(/\.tsx?$/, ''), source]))
  const reached = new Map<string, string>()
  const visit = (source: Source, from: string): string[] => {
    if (reached.has(source.file)) return []
    reached.set(source.file, from)
    return source.links.flatMap((link) => {
      if (!link.inProject) return purePackages.has(link.path) ? [] : [`${source.file} is pure and imports ${link.path}`]
      const target = byPath.get(link.path)
      const pure = /^src\/(kernel|features\/[^/]+)\/[^/]+$/.test(link.path) && !serverSide.test(link.path)
      if (!pure) return [`${source.file} is pure and imports ${link.path}`]
      return target === undefined ? [] : visit(target, source.file)
    })
  }
  const roots = sources.filter(({ file }) => /^src\/(kernel\/[^/]+|features\/[^/]+\/rules)\.ts$/.test(file))
  return roots.flatMap((source) => visit(source, ''))
}

/** What runs on a phone or in a browser never pulls in a server's code. */
export const pagesKnowNoServer: Law = (sources) =>
  sources
    .filter(({ file }) => pageSide.test(file))
    .flatMap(({ file, links }) =>
      links
        .filter(
          ({ path }) =>
            serverSide.test(path) || /^(cloudfunctions|local|test|scripts)\/|^src\/handlers|^src\/jobs/.test(path),
        )
        .map(({ path }) => `${file} is a page and imports ${path}`),
    )

/** Features meet in rules.ts and contract.ts, or by the name of a function; a page may show another feature's part. */
export const featuresMeetInContracts: Law = (sources) =>
  sources.flatMap(({ file, links }) => {
    const [, own] = /^src\/features\/([^/]+)\//.exec(file) ?? []
    return links.flatMap((link) => {
      const [, other, rest = ''] = /^src\/features\/([^/]+)\/(.+)$/.exec(link.path) ?? []
      if (own === undefined || other === undefined || other === own) return []
      if (rest === 'rules' || rest === 'contract') return []
      // Declares the documents' types; nothing of it exists when the program runs.
      if (rest === 'collections' && link.kind === 'side') return []
      const layer = (path: string) => /\/(pages|admin)\//.exec(path)?.[1] ?? 'server'
      const named = link.kind === 'named' && layer(file) === layer(link.path)
      return named ? [] : [`${file} reaches into ${link.path}`]
    })
  })

/** The SDK has one door; the workbench never becomes part of the product. */
export const sdkStaysInPlatform: Law = (sources) =>
  sources.flatMap(({ file, links }) =>
    links.flatMap(({ path }) => {
      if (path === 'wx-server-sdk' && !file.startsWith('cloudfunctions/platform/')) return [`${file} imports the SDK`]
      const product = file.startsWith('src/') || file.startsWith('cloudfunctions/')
      return product && /^(local|test|scripts)\//.test(path) ? [`${file} imports the workbench: ${path}`] : []
    }),
  )

const clockFiles = /^(src\/kernel\/clock\.ts|cloudfunctions\/platform\/.*|local\/clock\.ts)$/

/** What answers, or writes, in the zone of the machine. */
const local =
  /\.(get(Day|Date|Month|FullYear|Hours|Minutes|TimezoneOffset)|set(Date|Month|FullYear|Hours|Minutes)|to(Date|Time|Locale\w*)String)$/

/** Time and chance come in as arguments; a business day never depends on a machine's zone. */
export const clockAndChanceComeIn: Law = (sources) =>
  sources
    .filter(({ file }) => !clockFiles.test(file))
    .flatMap(({ file, tree }) => {
      const found: string[] = []
      walk(tree, (node) => {
        const access = ts.isPropertyAccessExpression(node) ? node.getText(tree) : ''
        // `new Date()` reads the clock; with a year and a month it means the machine's midnight.
        const given =
          ts.isNewExpression(node) && node.expression.getText(tree) === 'Date' ? (node.arguments?.length ?? 0) : 1
        if (/^(Date\.now|Math\.random|Intl\.DateTimeFormat)$/.test(access) || local.test(access) || given !== 1) {
          found.push(`${file} uses ${node.getText(tree)}`)
        }
      })
      return found
    })

/** A file is read in one sitting. Styles are lists, so they may be longer. */
export const filesAreShort: Law = (sources) =>
  sources.flatMap(({ file, text }) => {
    const lines = text.trimEnd().split('\n').length
    return lines > (/\.s?css$/.test(file) ? 600 : 400) ? [`${file} has ${lines} lines`] : []
  })

/** Import the file you mean. Only a feature's server.ts hands on names, of its own folder: it is the feature's door. */
export const noBarrels: Law = (sources) =>
  sources.flatMap(({ file, links }) => {
    const [, door] = /^(.*\/)server\.ts$/.exec(file) ?? []
    const ownNames = (link: Source['links'][number]) =>
      door !== undefined && link.kind === 'named' && link.path.startsWith(door)
    return links.filter((link) => link.reexports && !ownNames(link)).map(({ path }) => `${file} re-exports ${path}`)
  })

/** Readers: `readLedger` alone, because only reading the account first is safe. Writers: the drain alone. */
export const oneLedgerReader: Law = (sources) =>
  sources
    .filter(({ file }) => file.startsWith('src/') || /^cloudfunctions\/(?!platform\/indexes)/.test(file))
    .flatMap(({ file, tree }) => {
      const found: string[] = []
      walk(tree, (node) => {
        if (!ts.isStringLiteralLike(node) || node.text !== 'points_ledger' || !ts.isCallExpression(node.parent)) return
        const method = node.parent.expression.getText(tree).replace(/^.*\./s, '')
        const place = `${file.replace(/^src\/features\//, '')} ${functionAround(node)}`
        const allowed = method.startsWith('insert')
          ? ['points/ledger.ts drain']
          : // Of one member, and across all of them.
            ['points/ledger.ts readLedger', 'points/ledgerSearch.ts searchLedger']
        if (!allowed.includes(place)) found.push(`${place} calls ${method} on points_ledger`)
      })
      return found
    })

function functionAround(node: ts.Node): string {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if (ts.isFunctionDeclaration(at)) return at.name?.text ?? ''
  }
  return ''
}

/** A refusal has a code for programs and a Chinese sentence for people. */
export const refusalsSpeak: Law = (sources) =>
  sources.flatMap(({ file, tree }) => {
    const found: string[] = []
    walk(tree, (node) => {
      const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText(tree) : ''
      if (!/^(refuse|Refusal)$/.test(called) || !/^(src|cloudfunctions)\//.test(file)) return
      const [code, message] = (node as ts.CallExpression).arguments
      const coded = code !== undefined && (!ts.isStringLiteralLike(code) || /^[A-Z][A-Z0-9_]+$/.test(code.text))
      const literal = message !== undefined && ts.isStringLiteralLike(message)
      const spoken = message !== undefined && (!literal || /[\u4e00-\u9fff].*[。？！]$/s.test(message.text))
      if (!coded || !spoken) found.push(`${file}: ${node.getText(tree)}`)
    })
    return found
  })

/** Nothing half done is left in the tree, and no path of somebody's machine. */
export const noLooseEnds: Law = (sources) =>
  sources.flatMap(({ file, text }) => {
    const words =
      /\b(TO[D]O|FIX[M]E|X[X]X)\b|coming so[o]n|@ts-(ignore|nocheck|expect-error)|["' (](\/wor[k]\/|\/roo[t]\/)/.exec(
        text,
      )
    const skips = /\b(test|it|describe|suite)\.(skip|only|todo)\(|\b(xit|xdescribe|xtest)\(/.exec(
      file.startsWith('test/') ? text : '',
    )
    return [words, skips].flatMap((match) => (match ? [`${file}: ${match[0]}`] : []))
  })

/** What WeChat asks a person is asked in one place each: within a tap, with a sheet of ours, and by the rules for refusals that stand there. */
const ASKED: ReadonlyMap<string, string> = new Map([
  ['requestSubscribeMessage', 'src/client/subscribe.ts'],
  ['onNeedPrivacyAuthorization', 'src/app.tsx'],
  ['chooseMedia', 'src/client/photos.ts'],
])

export const oneAsker: Law = (sources) =>
  sources.flatMap(({ file, tree }) => {
    const found: string[] = []
    walk(tree, (node) => {
      if (!ts.isPropertyAccessExpression(node)) return
      const home = ASKED.get(node.name.text)
      if (home !== undefined && file !== home) found.push(`${file}: ${node.getText(tree)}`)
    })
    return found
  })
