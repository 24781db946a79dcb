// powershell.mjs FILE…: parses PowerShell scripts without running them.
import fs from 'node:fs'
import path from 'node:path'
import { Language, Parser } from 'web-tree-sitter'

await Parser.init()
const grammar = path.join(import.meta.dirname, 'node_modules/tree-sitter-powershell/tree-sitter-powershell.wasm')
const parser = new Parser()
parser.setLanguage(await Language.load(grammar))

function mistakes(node) {
  if (node.isError || node.isMissing) return [node]
  return node.hasError ? node.children.flatMap(mistakes) : []
}

if (mistakes(parser.parse('if ($x { 1 }').rootNode).length === 0) throw new Error('The parser accepts what is wrong.')
let failed = false
for (const file of process.argv.slice(2)) {
  for (const node of mistakes(parser.parse(fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '')).rootNode)) {
    failed = true
    console.log(`${file}:${node.startPosition.row + 1}:${node.startPosition.column + 1}: no PowerShell near ${JSON.stringify(node.text.slice(0, 40))}`)
  }
}
process.exit(failed ? 1 : 0)
