/** What a document may hold at most. Characters are UTF-16 units, as `string.length` counts them. */
export const limits = {
  title: 200,
  /** bytes in UTF-8 of the body's text */
  bodyBytes: 1024 * 1024,
  /** characters that `importText` takes: room for a whole body with its marks */
  characters: 2 * 1024 * 1024,
  blocks: 20_000,
  /** counting a cell over several columns and rows as that many */
  cells: 50_000,
  span: 999,
  summary: 100,
  keywords: 10,
  keyword: 30,
  documentNumber: 60,
  source: 100,
  contact: 100,
  changeNote: 2000,
  column: 60,
  ground: 20,
  attachments: 10,
  attachmentName: 200,
  attachmentBytes: 20 * 1024 * 1024,
} as const

export type DocumentErrorCode = 'too_many_characters' | 'too_many_blocks' | 'too_many_cells' | 'not_joinable'

/** What the document room refuses to work on. `code` is stable, `values` are what its sentence needs. */
export class DocumentError extends Error {
  readonly code: DocumentErrorCode
  readonly values: Readonly<Record<string, string>>

  constructor(code: DocumentErrorCode, values: Readonly<Record<string, string>> = {}) {
    super(code)
    this.name = 'DocumentError'
    this.code = code
    this.values = values
  }
}
