import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { AllocationBounds } from './allocation.ts'
import type { Limits, ProblemCode, Where } from '../types.ts'

/** What the thread that reads a PDF is given. */
export interface PdfTask {
  readonly bytes: Uint8Array
  readonly limits: Limits
}

/** What it says, in reading order. After a picture or a file it waits until it is asked to go on. */
export type PdfMessage =
  | { readonly kind: 'text', readonly text: string, readonly where: Where, readonly label?: string }
  | { readonly kind: 'problem', readonly code: ProblemCode, readonly detail: string, readonly where?: Where }
  | { readonly kind: 'picture', readonly picture: Uint8Array, readonly where: Where }
  | { readonly kind: 'file', readonly name: string, readonly bytes: Uint8Array }
  /** asked for more memory than it may have: nothing of use follows */
  | { readonly kind: 'refused' }
  | { readonly kind: 'end' }

/** What the readers of a document and its pages have around them in their thread. */
export interface PdfSurroundings extends PdfTask {
  readonly bounds: AllocationBounds
  /** bytes of the file: pdf.js takes the bytes themselves away */
  readonly size: number
  /** where pdf.js keeps its second half, and the tables and programs that it loads when it needs them */
  readonly folders: { readonly cMapUrl: string, readonly standardFontDataUrl: string, readonly wasmUrl: string, readonly workerSrc: string }
  readonly say: (message: PdfMessage) => void
  readonly sayAndWait: (message: PdfMessage) => Promise<void>
}

export type PdfFile = PDFDocumentProxy
