import type { Block, Document } from './types.ts'

/** All texts of a document in reading order, one a line; cells of a row stand between tabs. For search and excerpts. */
export function plainText(document: Document): string {
  return document.blocks.flatMap(linesOf).join('\n')
}

function linesOf(block: Block): readonly string[] {
  if (block.type === 'list') return block.items
  if (block.type !== 'table') return [block.text]
  const rows = block.rows.map((row) => row.map((cell) => cell.text).join('\t'))
  return block.caption === undefined ? rows : [block.caption, ...rows]
}

/** How many characters a document has (字数), blanks not counted. */
export function textLength(document: Document): number {
  let length = 0
  for (const character of plainText(document)) if (character.trim() !== '') length++
  return length
}
