/**
 * The typed document: what people write, review and publish. Never HTML, so there is nothing to sanitize.
 * Every string is plain text in NFC; a line break inside a text is "\n".
 */
export interface Document {
  readonly blocks: readonly Block[]
}

export type Block = Heading | Paragraph | List | Table

/** A heading keeps the number it was written with (一、 （一） 1.) as part of its text. */
export interface Heading {
  readonly type: 'heading'
  readonly level: 1 | 2 | 3 | 4
  readonly text: string
}

export interface Paragraph {
  readonly type: 'paragraph'
  readonly text: string
}

/** A list; each item keeps the marker it was written with (1、 ① 一是) as part of its text. */
export interface List {
  readonly type: 'list'
  readonly items: readonly string[]
}

/** A table as written: rows may differ in length, `importText` points such rows out. */
export interface Table {
  readonly type: 'table'
  readonly caption?: string
  readonly rows: readonly (readonly Cell[])[]
}

export interface Cell {
  readonly text: string
  /** present when the cell heads its column(s) or its row */
  readonly header?: 'column' | 'row'
  readonly colspan?: number
  readonly rowspan?: number
}

/** Where a text stands in a document: a block, and inside a list or a table which item or cell. */
export interface Place {
  readonly block: number
  readonly item?: number
  readonly row?: number
  readonly column?: number
  /** set for a table's caption */
  readonly caption?: true
  /** set for a text outside the body (`title`, `changeNote`, `fields.summary`, …); `block` is 0 then */
  readonly field?: string
}

/** A span in one text of the document; offsets in UTF-16 units, end exclusive. */
export interface Span extends Place {
  readonly start: number
  readonly end: number
}
