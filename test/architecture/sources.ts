import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, resolve } from 'node:path'
import ts from 'typescript'

export const home = resolve(__dirname, '../..')

/** One import or export-from of a file. `path` is the target inside the project (`src/kernel/day`) or a package's name. */
export interface Link {
  readonly path: string
  readonly inProject: boolean
  /** `side` = only for its effect, `named` = names in braces (types included), `whole` = default, `* as` or `import()`. */
  readonly kind: 'side' | 'named' | 'whole'
  readonly reexports: boolean
}

export interface Source {
  /** Path from the project's root, with slashes. */
  readonly file: string
  readonly text: string
  readonly tree: ts.SourceFile
  readonly links: readonly Link[]
}

export function parse(file: string, text: string): Source {
  const kind = /x$/.test(file) ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, kind)
  return { file, text, tree, links: linksOf(file, tree) }
}

/** Calls `visit` for every node of the file, from the top. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  node.forEachChild((child) => walk(child, visit))
}

function linksOf(file: string, tree: ts.SourceFile): Link[] {
  const links: Link[] = []
  const add = (specifier: ts.Expression | undefined, kind: Link['kind'], reexports = false) => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return
    const inProject = specifier.text.startsWith('.')
    const path = inProject ? normalize(join(dirname(file), specifier.text)) : specifier.text
    links.push({ path, inProject, kind, reexports })
  }
  walk(tree, (node) => {
    if (ts.isImportDeclaration(node)) {
      const names = node.importClause?.namedBindings
      const whole = node.importClause?.name !== undefined || (names !== undefined && ts.isNamespaceImport(names))
      add(node.moduleSpecifier, node.importClause === undefined ? 'side' : whole ? 'whole' : 'named')
    }
    if (ts.isExportDeclaration(node)) {
      const named = node.exportClause !== undefined && ts.isNamedExports(node.exportClause)
      add(node.moduleSpecifier, named ? 'named' : 'whole', true)
    }
    if (ts.isCallExpression(node)) {
      const loads = node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText(tree) === 'require'
      if (loads) add(node.arguments[0], 'whole')
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal as ts.Expression, 'named')
  })
  return links
}

/** Paths of all files below these folders that end in one of the extensions. */
export function filesUnder(folders: readonly string[], extensions: RegExp): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(home, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return filesUnder([path], extensions)
      return extensions.test(entry.name) ? [path] : []
    }),
  )
}

export function read(file: string): Source {
  return parse(file, readFileSync(join(home, file), 'utf8'))
}
