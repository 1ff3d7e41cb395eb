import type { Document } from './types.ts'

export type Openness = 'proactive' | 'on_request' | 'withheld'

/** Catalogue fields of a disclosure item (research: 政府信息公开目录). Public, part of the digest. */
export interface CatalogueFields {
  /** id of the column 公开栏目 */
  readonly column: string
  readonly openness: Openness
  /** 发文字号, as written */
  readonly documentNumber?: string
  /** 成文日期 / 生成日期, YYYY-MM-DD in Asia/Shanghai */
  readonly formedOn: string
  /** 信息来源: who made it, as shown to readers */
  readonly source: string
  /** 内容概述, at most 100 characters */
  readonly summary?: string
  readonly keywords?: readonly string[]
  /** statutory ground of proactive disclosure, e.g. "20-01"; "voluntary" where none */
  readonly ground: string
  readonly validFrom?: string
  readonly validUntil?: string
  /** for a 公示: where readers may say what they think of it */
  readonly contact?: string
}

export interface Attachment {
  readonly name: string
  readonly mediaType: string
  /** bytes */
  readonly size: number
  /** SHA-256, lower-case hex */
  readonly sha256: string
}

/** What people edit and what a decision binds: exactly these fields are hashed, and all of them are public. */
export interface Content {
  readonly title: string
  readonly body: Document
  readonly fields: CatalogueFields
  /** 更正说明 or 撤销说明: what changes and why; only in a correction or withdrawal round */
  readonly changeNote?: string
  readonly attachments: readonly Attachment[]
}
