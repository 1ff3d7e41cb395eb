import type { Place } from './types.ts'

/**
 * What the editor should look at after an import.
 * - `line_ends` other line ends than "\n" (`count`)
 * - `removed_control` control, bidi and invisible characters, and marks past the 30th on one letter, that were taken out (`count`, `codePoints`)
 * - `composed` lines that were not in NFC (`count`)
 * - `trimmed_blanks` lines or cells whose blanks at the edges were taken off (`count`)
 * - `markup` marks of the plain form that were read and left out (`count`)
 * - `title_joined` the title stood on several lines (`lines`)
 * - `spaced_table` tables that were read from columns of blanks (`count`)
 * - `row_length` a row has more or fewer cells than its table (`cells`, `expected`)
 * - `rows_shifted` values stand beside their columns (`rows` how many from here on, `by` columns to the right)
 * - `label_shifted` the name of a row goes on with the numbering above in another column (`by` columns to the right)
 * - `table_cut` the table goes on after an empty line: join it with the one before (`columns`, `previous`, `join`)
 * - `tables_together` two tables stood together without an empty line or a caption between (`columns`, `previous`)
 * - `broken_line` the sentence seems to go on in the next block (`before`, `after`, `joined`, `join`)
 * `join` is the block to give to `joinBlocks`.
 */
export type NoticeKind =
  | 'line_ends' | 'removed_control' | 'composed' | 'trimmed_blanks' | 'markup' | 'title_joined' | 'spaced_table'
  | 'row_length' | 'rows_shifted' | 'label_shifted' | 'table_cut' | 'tables_together' | 'broken_line'

/** `place` is absent where the notice is about the whole text. */
export interface ImportNotice {
  readonly kind: NoticeKind
  readonly place?: Place
  readonly values: Readonly<Record<string, string>>
}
