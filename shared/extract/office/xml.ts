import { SaxesParser } from 'saxes'
import type { Gathering } from '../gathering.ts'
import { Unreadable } from '../gathering.ts'

export type Attributes = Readonly<Record<string, string>>

/**
 * What a reader of markup is told. Names come without prefix: prefixes are the writer's choice. Where an element has
 * an attribute with and one without prefix, the one with prefix begins with a colon.
 */
export interface MarkupHandler {
  open(name: string, attributes: Attributes): void
  close(name: string): void
  text(text: string): void
}

/** A parser that is fed with bytes. */
export interface MarkupParser {
  write(bytes: Uint8Array): void
  end(): void
}

/**
 * A streaming XML parser that knows no document type and so no entity but the five of XML, and that holds no more
 * than one token.
 * @throws Unreadable from `write` and `end`: entities, too deep, a token too long, not well-formed
 */
export function markupParser(name: string, gathering: Gathering, handler: MarkupHandler): MarkupParser {
  const parser = new SaxesParser({ xmlns: false, position: true })
  let decoder: TextDecoder | undefined
  let written = 0
  let lastEvent = 0
  let depth = 0
  const seen = (): void => {
    lastEvent = written
  }
  parser.on('doctype', () => {
    throw new Unreadable('entities', name)
  })
  parser.on('error', () => {
    throw new Unreadable('damaged', `${name}: not well-formed`)
  })
  parser.on('opentag', (tag) => {
    seen()
    if (++depth > gathering.limits.depth) throw new Unreadable('too_deep', name)
    handler.open(localName(tag.name), withoutPrefixes(tag.attributes))
  })
  parser.on('closetag', (tag) => {
    seen()
    depth--
    handler.close(localName(tag.name))
  })
  parser.on('text', (text) => {
    seen()
    handler.text(text)
  })
  parser.on('cdata', (text) => {
    seen()
    handler.text(text)
  })
  parser.on('comment', seen)
  parser.on('processinginstruction', seen)
  const pass = (text: string): void => {
    // The opening of a document type ends a token only with its ">", which may be far away or never come.
    written += text.length
    parser.write(text)
    if (written - lastEvent > gathering.limits.tokenUnits) throw new Unreadable('too_large', `${name}: one token`)
  }
  return {
    write: (bytes) => {
      decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true })
      pass(decode(decoder, bytes, name))
    },
    end: () => {
      if (decoder !== undefined) pass(decode(decoder, undefined, name))
      parser.close()
    },
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array | undefined, name: string): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch {
    throw new Unreadable('damaged', `${name}: encoding`)
  }
}

/** Word and its kin write UTF-8 or, rarely, UTF-16; both show in the first two bytes. */
function encodingOf(bytes: Uint8Array): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0x3c && bytes[1] === 0)) return 'utf-16le'
  if ((bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0 && bytes[1] === 0x3c)) return 'utf-16be'
  return 'utf-8'
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function withoutPrefixes(attributes: Attributes): Attributes {
  let prefixed = false
  for (const name in attributes) prefixed ||= name.includes(':') || name === 'xmlns'
  if (!prefixed) return attributes
  const bare: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('xmlns')) continue
    const local = localName(name)
    bare[local in attributes && local !== name ? `:${local}` : local] = value
  }
  return bare
}
